"""The in-kind sheet of a local project: who worked on which day, whether it was announced in time, and its value."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from lvg_portal.collation import alphabetical
from projects.models import LocalProject
from volunteers import workdays
from volunteers.models import HoursEntry, Terms, WorkNotice

from .figures import hours
from .periods import Period

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Work:
    """One volunteer's work on one day. ``value_eur`` is None while staff have set no value of an hour."""

    day: date
    application: int
    number: str
    name: str  # "" once the person's data have left
    activity: str
    minutes: int
    announced_on: date | None
    counts: bool
    value_eur: Decimal | None

    @property
    def hours(self) -> Decimal:
        return hours(self.minutes)


@dataclass(frozen=True)
class Sheet:
    local_project: LocalProject
    year: int | None
    rows: list[Work]
    hour_value_eur: Decimal | None
    announce_days: int

    @property
    def counted_hours(self) -> Decimal:
        return hours(sum(row.minutes for row in self.rows if row.counts))

    @property
    def other_hours(self) -> Decimal:
        return hours(sum(row.minutes for row in self.rows if not row.counts))

    @property
    def value_eur(self) -> Decimal | None:
        """The sum of the rows as they are printed, so that it can be checked by adding them up."""
        if self.hour_value_eur is None:
            return None
        return sum((row.value_eur for row in self.rows if row.counts), Decimal("0.00"))

    @property
    def volunteers(self) -> int:
        """Those whose work counts."""
        return len({row.application for row in self.rows if row.counts})


def sheet(local_project: LocalProject, year: int | None = None) -> Sheet:
    """Confirmed hours given to the project; work that was not announced in time is there, but does not count."""
    terms = Terms.load()
    in_year = Q(worked_on__year=year) if year else Q()
    announced = dict(WorkNotice.objects.filter(local_project=local_project).values_list("work_on", "announced_on"))
    done = (
        HoursEntry.objects.filter(in_year, local_project=local_project, status=HoursEntry.Status.CONFIRMED)
        .values(
            *("worked_on", "application", "application__number"),
            *("application__person__first_name", "application__person__last_name"),
        )
        .annotate(total=Sum("minutes"), did=StringAgg("activity", delimiter="; ", distinct=True))
        .order_by("worked_on", "application__number")
    )
    rows = []
    for work in done:
        day, notice = work["worked_on"], announced.get(work["worked_on"])
        names = (work["application__person__first_name"], work["application__person__last_name"])
        rows.append(
            Work(
                day=day,
                application=work["application"],
                number=work["application__number"],
                name=" ".join(filter(None, names)),
                activity=work["did"],
                minutes=work["total"],
                announced_on=notice,
                counts=in_time(notice, day, terms.announce_working_days),
                value_eur=value_eur(work["total"], terms.hour_value_eur),
            )
        )
    return Sheet(local_project, year, rows, terms.hour_value_eur, terms.announce_working_days)


def projects_with_hours(period: Period) -> list[tuple[LocalProject, Decimal]]:
    """Local projects to which confirmed hours were ever given, and how many of them in the period."""
    rows = (
        HoursEntry.objects.filter(status=HoursEntry.Status.CONFIRMED, local_project__isnull=False)
        .order_by()
        .values_list("local_project")
        .annotate(in_period=Coalesce(Sum("minutes", filter=period.days("worked_on")), 0))
    )
    minutes = dict(rows)
    found = LocalProject.objects.filter(pk__in=minutes).order_by(alphabetical("title_lt"))
    return [(local_project, hours(minutes[local_project.pk])) for local_project in found]


def in_time(announced_on: date | None, work_on: date, working_days: int) -> bool:
    """Announced at least so many working days before the work: the last of them may be the day of the work."""
    return announced_on is not None and workdays.after(announced_on, working_days) <= work_on


def value_eur(minutes: int, hour_value_eur: Decimal | None) -> Decimal | None:
    """What the work is worth, half a cent up; None while no value of an hour is set."""
    if hour_value_eur is None:
        return None
    return (minutes * hour_value_eur / 60).quantize(CENT, ROUND_HALF_UP)
