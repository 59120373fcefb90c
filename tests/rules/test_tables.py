"""Tables that leave and come back: any text survives, none becomes a formula."""

import io
from datetime import date, time
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lvg_portal import tables

TROUBLE = [
    *('=HYPERLINK("http://a")', "+37061234567", "-1", "@a", "\tb", "\rc", "'=d", "''+e", "'f", " =g"),
    "Šešelgytė-Žiūkienė",
]


def csv_of(*rows) -> bytes:
    stream = io.BytesIO()
    tables.write_csv(stream, ["a", "b"], rows)
    return stream.getvalue()


def cells_of(content: bytes) -> list[list[str]]:
    return tables.read_csv(content, at_most=500)


def sheet_of(*rows):
    stream = io.BytesIO()
    tables.write_xlsx(stream, "Lapas: 1/2", ["a", "b"], rows)
    stream.seek(0)
    return openpyxl.load_workbook(stream).active


@given(st.text(), st.text(alphabet="=+-@'\t\r\n;,\"ąŠ1 "))
@example("=1+1", "'=1+1")
@example("\r", "'\n")
def test_any_text_comes_back_as_it_was(first, second):
    first, second = f"x{first}", tables.clean(second)

    rows = cells_of(csv_of([first, second]))

    assert rows[1] == [tables.clean(first), second]


@given(st.text(alphabet="=+-@'\t\r\n ab＝＋－＠"))
def test_no_cell_is_taken_for_a_formula(text):
    safe = tables.neutralised(text)

    assert not safe.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
    assert tables.restored(safe) == text


def test_a_file_for_a_lithuanian_excel():
    content = csv_of(["+37061234567", Decimal("2.50")], [date(2026, 3, 1), None])

    assert content == "\ufeffa;b\r\n'+37061234567;2,50\r\n2026-03-01;\r\n".encode()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257", "utf-16"])
@pytest.mark.parametrize("between", [";", ",", "\t"])
def test_files_are_read_as_people_save_them(encoding, between):
    text = f"Vardas{between}Pavardė\nRūta{between}Šešelgytė-Žiūkienė\n\n{between}\n"

    assert cells_of(text.encode(encoding)) == [["Vardas", "Pavardė"], ["Rūta", "Šešelgytė-Žiūkienė"]]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"PK\x03\x04rest",
        b"\xff\xfe\x00",
        b"\x81\x83",
        b'a;b\n"open',
        b'"' + b"x" * 200_000 + b'"',
        b"a\n" * 502,
    ],
    ids=["empty", "blank", "xlsx", "half a letter", "no letters", "open quote", "endless cell", "too many rows"],
)
def test_what_is_no_table_is_refused_in_words(content):
    with pytest.raises(tables.NotATable, match=r"\w+ \w+"):
        cells_of(content)


@pytest.mark.parametrize("text", TROUBLE)
def test_text_stays_text_in_excel(text):
    cell = sheet_of([text, 1])["A2"]

    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert cell.value == text.replace("\r", "\n")


def test_days_hours_and_numbers_are_what_they_are_in_excel():
    sheet = sheet_of([date(2026, 3, 1), Decimal("2.5")], [time(9, 30), None], ["a\x00\x0b\ufffeb", 7])

    assert sheet["A2"].is_date
    assert (sheet["B2"].value, sheet["B2"].data_type) == (2.5, "n")
    assert sheet["A3"].value == time(9, 30)
    assert (sheet["A4"].value, sheet["B4"].value) == ("ab", 7)
