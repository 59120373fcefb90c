"""Age bands, in which reports and lists speak about people without telling anyone's birth date."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from volunteers.age import age_on


@dataclass(frozen=True)
class Band:
    youngest: int
    oldest: int | None  # None: no upper end

    def __str__(self):
        return f"{self.youngest}+" if self.oldest is None else f"{self.youngest}–{self.oldest}"


BANDS = [Band(14, 17), Band(18, 29), Band(30, 64), Band(65, None)]


def band_of(born: date, today: date) -> Band | None:
    """The band of someone's age on that Vilnius day; None under 14."""
    age = age_on(today, born)
    return next((band for band in reversed(BANDS) if age >= band.youngest), None)


def born_in(band: Band, today: date, prefix: str = "") -> Q:
    """Who is in the band on that day; ``prefix`` is the way to the person: ``"person__"``."""
    born = f"{prefix}born_on"
    born_by = Q(**{f"{born}__lte": _latest_birth(today, band.youngest)})
    return born_by if band.oldest is None else born_by & Q(**{f"{born}__gt": _latest_birth(today, band.oldest + 1)})


def _latest_birth(today: date, age: int) -> date:
    """The last birth date of those who are ``age`` already."""
    try:
        return today.replace(year=today.year - age)
    except ValueError:  # today is 29 February, and the year had none: those born on 1 March are younger
        return date(today.year - age, 2, 28)
