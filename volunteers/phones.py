"""Phone numbers: whatever way people write them, kept as E.164 (+37061234567) and shown in groups."""

import re
import unicodedata

from django.utils.translation import gettext as _

# Spaces, dots, brackets, slashes and every kind of dash are only there for the eye.
DECORATION = re.compile(r"[\s.()/\u2010-\u2015\u2212_~-]")
COUNTRY = "370"
NATIONAL_DIGITS = 8


class NotAPhone(ValueError):
    """What is wrong with the number and how to put it right, in the reader's language."""


def parse(text: str) -> str:
    """The number as E.164. Raises NotAPhone.

    Lithuanian numbers are understood with +370, 370, 00370, the old 8, the new 0, or nothing before their eight digits;
    other countries need their + (or 00) and have 7 to 15 digits.
    """
    number = DECORATION.sub("", unicodedata.normalize("NFKC", text))
    if number.startswith("00"):
        number = "+" + number[2:]
    digits = number.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        raise NotAPhone(_("Write the number in digits. For example, +370 612 34567"))
    if number.startswith("+") and not digits.startswith(COUNTRY):
        return _foreign(digits)
    # Eight digits that begin with 370 are a Kaunas number without its country code.
    if number.startswith("+") or len(digits) > NATIONAL_DIGITS:
        digits = digits.removeprefix(COUNTRY)
    return f"+{COUNTRY}{_national(digits)}"


def _national(rest: str) -> str:
    """The eight digits that follow +370."""
    # "+370 8 612 34567", "8 612 34567", "0 612 34567": the trunk prefix, old and new, is not a part of the number.
    if len(rest) == NATIONAL_DIGITS + 1 and rest[0] in "08":
        rest = rest[1:]
    if len(rest) < NATIONAL_DIGITS or (len(rest) == NATIONAL_DIGITS and rest[0] in "08"):
        raise NotAPhone(_("The number is too short. For example, +370 612 34567"))
    if len(rest) > NATIONAL_DIGITS:
        raise NotAPhone(_("The number is too long. For example, +370 612 34567"))
    return rest


def _foreign(digits: str) -> str:
    if len(digits) < 7:
        raise NotAPhone(_("The number is too short. For example, +370 612 34567"))
    if len(digits) > 15:
        raise NotAPhone(_("The number is too long. For example, +370 612 34567"))
    if digits.startswith("0"):
        raise NotAPhone(_("After the + comes the code of the country. For example, +370 612 34567"))
    return f"+{digits}"


def pretty(number: str) -> str:
    """``+370 612 34567`` for reading aloud; numbers of other countries as they are. Spaces do not break."""
    if number.startswith(f"+{COUNTRY}") and len(number) == 12:
        return f"+{COUNTRY}\u00a0{number[4:7]}\u00a0{number[7:]}"
    return number
