"""Names in any alphabet, kept in their composed form; digits, pictures and web addresses are none."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from volunteers.forms.contacts import NameField

MESSAGE = "Įrašykite vardą raidėmis, pvz., Žygimantas."
LETTERS = st.characters(categories=["Lu", "Ll", "Lo", "Lt", "Lm"], codec="utf-8")
BETWEEN = st.sampled_from([" ", "-", "’", "'", " "])
NO_NAMES = st.characters(categories=["Nd", "So", "Sc", "Sm", "Pe", "Ps"], codec="utf-8")


def clean(value: str) -> str:
    return NameField(message=MESSAGE).clean(value)


@given(st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=5), BETWEEN)
def test_letters_of_any_alphabet_make_a_name(words, between):
    name = between.join(words)

    kept = clean(name)

    assert kept == unicodedata.normalize("NFC", name)
    assert clean(unicodedata.normalize("NFD", name)) == kept
    assert len(kept) <= 100


@given(st.text(LETTERS, min_size=1, max_size=8), NO_NAMES, st.text(LETTERS, max_size=8))
def test_digits_and_pictures_are_no_name(before, wrong, after):
    with pytest.raises(ValidationError) as error:
        clean(before + wrong + after)

    assert error.value.messages == [MESSAGE]


@given(st.text(max_size=120))
def test_whatever_is_typed_is_a_name_that_fits_or_a_sentence(text):
    try:
        kept = clean(text)
    except ValidationError:
        return

    assert 1 <= len(kept) <= 100
    assert kept == unicodedata.normalize("NFC", kept)


@pytest.mark.parametrize(
    "name",
    [
        *("Ž", "Žygimantas", "Šešelgytė-Žiūkienė", "O’Neil", "O'Neil", "J. R. R.", "St. John", "María José"),
        *("محمد", "علی‌رضا", "გიორგი", "Ірина", "Д’Артаньян", "李", "नरेंद्र", "Nguyễn", "Ólafur", "ジャン・リュック"),
    ],
)
def test_these_are_names(name):
    assert clean(name) == unicodedata.normalize("NFC", name)


@pytest.mark.parametrize(
    "text", ["Jonas1", "R2D2", "Ona 🙂", "http://pinigai.lt", "www.pinigai.lt", "pinigai.lt", "a@b", "-", "…", "<b>"]
)
def test_these_are_not(text):
    with pytest.raises(ValidationError) as error:
        clean(text)

    assert error.value.messages == [MESSAGE]


def test_a_letter_that_grows_by_composing_cannot_break_the_column():
    with pytest.raises(ValidationError):
        clean("\u0958" * 100)
