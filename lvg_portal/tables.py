"""Tables that leave the portal and come back: XLSX and CSV that survive Excel, and a reader of CSV as people save it.

CSV is UTF-8 with a BOM, rows end with CRLF, cells stand in quotes where RFC 4180 asks for them. Between cells is a
semicolon and in numbers a comma, for a Lithuanian Excel that opens it by a double click. The reader takes others too.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import BinaryIO

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from lvg_portal.middleware import clean_text

# Excel takes a cell that begins with one of these for a formula. Those that begin with apostrophes before it are here
# too: so taking one apostrophe off gives back exactly what was written, whatever that was.
DANGEROUS = re.compile(r"'*(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")
NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
BYTE_ORDER_MARK = "\ufeff"
FORMATS = {date: "yyyy-mm-dd", datetime: "yyyy-mm-dd hh:mm", time: "hh:mm", int: "0", Decimal: "0.00"}
LONGEST_IN_EXCEL = 32_767  # characters of a cell


class NotATable(ValueError):
    """Why a file cannot be read as a table and what to do, in the reader's language."""


# --- Writing --------------------------------------------------------------------------------------------------------
def clean(text: str) -> str:
    """Text without what neither PostgreSQL nor XML can hold; letters of every alphabet, tabs and line breaks stay."""
    return NOT_IN_XML.sub("", clean_text(text))


def neutralised(text: str) -> str:
    """Text that no spreadsheet takes for a formula: with an apostrophe before it where it could."""
    return f"'{text}" if DANGEROUS.match(text) else text


def restored(text: str) -> str:
    """What ``neutralised`` was given."""
    return text[1:] if text.startswith("'") and DANGEROUS.match(text) else text


def write_csv(stream: BinaryIO, header: Sequence[str], rows: Iterable[Sequence]) -> int:
    """Write the table, tell how many rows it has. Cells are text, numbers, dates, times or None."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    text.write(BYTE_ORDER_MARK)
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([_for_csv(str(name)) for name in header])
    count = 0
    for row in rows:
        writer.writerow([_for_csv(value) for value in row])
        count += 1
    text.detach()  # the stream is the caller's to close
    return count


def _for_csv(value) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _wall_clock(value).isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, int | Decimal):
        return str(value).replace(".", ",")  # a number of ours, no formula: -5 stays a number
    return neutralised(clean(str(value)))


def write_xlsx(stream: BinaryIO, title: str, header: Sequence[str], rows: Iterable[Sequence]) -> int:
    """Write a workbook of one sheet row by row, so that memory does not grow with it; tell how many rows it has."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.freeze_panes = "A2"
    for number, name in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(12, min(40, len(name) + 4))
    bold = Font(bold=True)
    sheet.append([_for_xlsx(sheet, str(name), bold) for name in header])
    count = 0
    for row in rows:
        sheet.append([_for_xlsx(sheet, value) for value in row])
        count += 1
    book.save(stream)
    return count


def _for_xlsx(sheet, value, font: Font | None = None) -> WriteOnlyCell:
    if value is None or value == "":
        return WriteOnlyCell(sheet)
    if type(value) in FORMATS:
        cell = WriteOnlyCell(sheet, _wall_clock(value) if isinstance(value, datetime) else value)
        cell.number_format = FORMATS[type(value)]
        return cell
    cell = WriteOnlyCell(sheet, clean(str(value))[:LONGEST_IN_EXCEL])
    # openpyxl, too, takes text that begins with "=" for a formula. As text it stays text, even when it is edited.
    cell.data_type, cell.number_format = "s", "@"
    if font:
        cell.font = font
    return cell


def _wall_clock(moment: datetime) -> datetime:
    """As the clocks in Vilnius show it: spreadsheets know no time zones."""
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


# --- Reading --------------------------------------------------------------------------------------------------------
def read_csv(content: bytes, at_most: int) -> list[list[str]]:
    """The rows of a CSV file, its header first, blank rows left out; each cell as it was before it was neutralised.

    UTF-8, UTF-16 and Windows-1257 are told apart, and semicolons, commas and tabs between cells. Raises NotATable,
    also for more than ``at_most`` rows after the header.
    """
    text = _decoded(content)
    rows = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True):
            if any(cell.strip() for cell in cells):
                rows.append([restored(clean(cell)) for cell in cells])
            if len(rows) > at_most + 1:
                raise NotATable(
                    _("The file has more than %(count)d rows. Divide it and bring the parts in one after another.")
                    % {"count": at_most}
                )
    except csv.Error:
        raise NotATable(
            _("The file is no table: somewhere a quotation mark is not closed. Save it anew as CSV UTF-8.")
        ) from None
    if not rows:
        raise NotATable(_("The file is empty."))
    return rows


def _decoded(content: bytes) -> str:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise NotATable(_("This is an Excel file. In Excel choose “Save as” and “CSV UTF-8”."))
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1257"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable(_("The letters of the file cannot be read. Save it anew as CSV UTF-8."))


def _delimiter(text: str) -> str:
    """What stands between the names in the first row."""
    lines = text.lstrip().splitlines()
    first = re.sub(r'"[^"]*"', "", lines[0]) if lines else ""
    return max(";,\t", key=first.count)
