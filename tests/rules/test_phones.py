"""Phone numbers as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volunteers import phones


@pytest.mark.parametrize(
    "typed",
    [
        "+37061234567",
        "+370 612 34567",
        "8 612 34567",
        "0 612 34567",
        "8-612-34567",
        "(8 612) 34567",
        "370 612 34567",
        "00370 612 34567",
        "+370 8 612 34567",
        "+370 (0) 612 34567",
        "612 34567",
        "8\u00a0612\u201334567",
        "\uff0b370 612 34567",
    ],
)
def test_every_way_to_write_a_lithuanian_number_is_understood(typed):
    assert phones.parse(typed) == "+37061234567"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("+48 22 123 45 67", "+48221234567"), ("0049 30 123456", "+4930123456"), ("+371 2123 4567", "+37121234567")],
)
def test_numbers_of_other_countries_keep_their_code(typed, kept):
    assert phones.parse(typed) == kept


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("8 612 345", "Numeris per trumpas. Pvz., +370 612 34567"),
        ("+370 612 345", "Numeris per trumpas. Pvz., +370 612 34567"),
        ("8 612 345 6", "Numeris per trumpas. Pvz., +370 612 34567"),
        ("+49 123", "Numeris per trumpas. Pvz., +370 612 34567"),
        ("8 612 345 678", "Numeris per ilgas. Pvz., +370 612 34567"),
        ("+1234567890123456", "Numeris per ilgas. Pvz., +370 612 34567"),
        ("namų telefonas", "Įrašykite numerį skaitmenimis. Pvz., +370 612 34567"),
        ("+", "Įrašykite numerį skaitmenimis. Pvz., +370 612 34567"),
        ("+0123456789", "Po pliuso rašomas šalies kodas. Pvz., +370 612 34567"),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong(typed, message):
    with pytest.raises(phones.NotAPhone, match=".*") as refused:
        phones.parse(typed)

    assert str(refused.value) == message


@given(st.text(max_size=30))
def test_whatever_is_typed_becomes_a_number_or_a_sentence(typed):
    try:
        number = phones.parse(typed)
    except phones.NotAPhone as wrong:
        number, sentence = "", str(wrong)
    else:
        sentence = ""

    assert bool(number) != bool(sentence)
    assert not number or phones.parse(number) == number


def test_a_number_is_shown_in_groups_that_do_not_break():
    assert phones.pretty("+37061234567") == "+370\u00a0612\u00a034567"
    assert phones.pretty("+48221234567") == "+48221234567"
