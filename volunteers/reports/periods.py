"""A year or a quarter, by the calendar in Vilnius."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from volunteers.months import add_months, midnight_after

ROMAN = ("I", "II", "III", "IV")
NOW, BEFORE = 0, 1  # which of the two compared periods a row belongs to


@dataclass(frozen=True)
class Period:
    year: int
    quarter: int | None = None  # None: the whole year

    def __str__(self):
        if self.quarter is None:
            return str(self.year)
        return _("%(year)d, quarter %(quarter)s") % {"year": self.year, "quarter": ROMAN[self.quarter - 1]}

    @property
    def in_words(self) -> str:
        """For a sentence."""
        return pgettext("period", "%(year)d") % {"year": self.year} if self.quarter is None else str(self)

    @property
    def months(self) -> range:
        return range(1, 13) if self.quarter is None else range(3 * self.quarter - 2, 3 * self.quarter + 1)

    @property
    def first(self) -> date:
        return date(self.year, self.months[0], 1)

    @property
    def last(self) -> date:
        return add_months(self.first, len(self.months)) - timedelta(days=1)

    @property
    def year_before(self) -> "Period":
        return Period(self.year - 1, self.quarter)

    @property
    def begins(self) -> datetime:
        return midnight_after(self.first - timedelta(days=1))

    @property
    def ends(self) -> datetime:
        """The first midnight after it."""
        return midnight_after(self.last)

    def days(self, field: str) -> Q:
        """The dates of ``field`` that lie in it."""
        return Q(**{f"{field}__gte": self.first, f"{field}__lte": self.last})

    def moments(self, field: str) -> Q:
        """The moments of ``field`` that lie in it, from midnight to midnight in Vilnius."""
        return Q(**{f"{field}__gte": self.begins, f"{field}__lt": self.ends})

    def which(self, begins: Q) -> Case:
        """NOW for rows that ``begins`` is true of, else BEFORE: one query then counts both periods."""
        return Case(When(begins, then=Value(NOW)), default=Value(BEFORE), output_field=IntegerField())
