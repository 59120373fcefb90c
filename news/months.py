"""Months: the grid of days, and lists of events with a heading a month."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from .models import Event

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST = 300  # events of one month that a page shows
MONDAY = date(2024, 1, 1)
SHORT_WEEKDAYS = [
    pgettext_lazy("weekday", "Mon"),
    pgettext_lazy("weekday", "Tue"),
    pgettext_lazy("weekday", "Wed"),
    pgettext_lazy("weekday", "Thu"),
    pgettext_lazy("weekday", "Fri"),
    pgettext_lazy("weekday", "Sat"),
    pgettext_lazy("weekday", "Sun"),
]


@dataclass
class Day:
    day: date
    is_today: bool
    events: list[Event] = field(default_factory=list)


def next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def span(first: date) -> tuple[datetime, datetime]:
    """The first instant of a Vilnius month, given by its first day, and that of the next."""
    zone = timezone.get_default_timezone()
    return tuple(datetime(day.year, day.month, 1, tzinfo=zone) for day in (first, next_month(first)))


class Grid:
    """A month as a table: its weeks from Monday to Sunday; None stands for the days of other months."""

    def __init__(self, first: date, events: Iterable[Event]):
        today, end = timezone.localdate(), next_month(first)
        days = [Day(first + timedelta(days=n), first + timedelta(days=n) == today) for n in range((end - first).days)]
        for event in events:
            begins, ends = max(event.first_day, first), min(event.last_day, end - timedelta(days=1))
            for day in days[begins.day - 1 : ends.day]:
                day.events.append(event)
        cells = [None] * first.weekday() + days
        cells += [None] * (-len(cells) % 7)
        self.first = first
        self.weeks = [cells[start : start + 7] for start in range(0, len(cells), 7)]
        self.heads = list(zip(SHORT_WEEKDAYS, (MONDAY + timedelta(days=n) for n in range(7)), strict=True))


def around(events: QuerySet[Event], first: date) -> dict:
    """``{"earlier": …, "later": …}``: the first days of the nearest months in which something begins, or None."""
    start, end = span(first)
    before = events.filter(starts_at__lt=start).order_by("-starts_at").values_list("starts_at", flat=True)[:1]
    after = events.filter(starts_at__gte=end).order_by("starts_at").values_list("starts_at", flat=True)[:1]
    found = [timezone.localdate(moment).replace(day=1) for moment in before.union(after)]
    return {
        "earlier": min((month for month in found if month < first), default=None),
        "later": max((month for month in found if month > first), default=None),
    }


@dataclass
class MonthOfEvents:
    first: date
    with_year: bool  # the heading says the year only where it changes
    events: list[Event]


def by_month(events: Iterable[Event]) -> list[MonthOfEvents]:
    """Events under the months in which they begin, the earliest first."""
    months, year = [], timezone.localdate().year
    in_order = sorted(events, key=lambda event: (event.starts_at, event.pk))
    for first, group in groupby(in_order, key=lambda event: event.first_day.replace(day=1)):
        months.append(MonthOfEvents(first, first.year != year, list(group)))
        year = first.year
    return months
