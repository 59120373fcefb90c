"""The figures of a period beside those of the year before; each query counts both, and their number is constant."""

import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, ExtractMonth, TruncDate
from django.utils.translation import gettext as _

from projects.models import Project
from volunteers import workdays
from volunteers.agebands import BANDS
from volunteers.models import Application, HoursEntry, Opportunity, Person, StatusEvent, Terms
from volunteers.moves import SERVING

from .periods import BEFORE, NOW, Period
from .small import Cell, protect

Status = Application.Status
JST = Q(wants_jst=True) | Q(opportunity__kind=Opportunity.Kind.JST)


@dataclass(frozen=True)
class Row:
    label: str
    now: Cell
    before: Cell
    share: int = 0  # per cent of the longest bar; 0 draws none


@dataclass(frozen=True)
class Breakdown:
    """The applications of both periods by one of their properties; the cells of a column add up to its sum."""

    title: str
    rows: list[Row]

    @classmethod
    def of(cls, title: str, labels: Iterable[tuple], now: Counter, before: Counter) -> "Breakdown":
        labels = list(labels)
        columns = [protect([counts[key] for key, _label in labels]) for counts in (now, before)]
        longest = max([cell.shown or 0 for cell in columns[NOW]], default=0) or 1
        rows = [
            Row(str(label), new, old, round(100 * (new.shown or 0) / longest))
            for (_key, label), new, old in zip(labels, *columns, strict=True)
        ]
        return cls(title, rows)


@dataclass(frozen=True)
class Hours:
    """Confirmed hours of both periods, by some key: a month, a project."""

    now: Counter = field(default_factory=Counter)  # minutes
    before: Counter = field(default_factory=Counter)

    def add(self, which: int, key, minutes: int) -> None:
        (self.now if which == NOW else self.before)[key] += minutes

    def of(self, key) -> tuple[Decimal, Decimal]:
        return hours(self.now[key]), hours(self.before[key])

    @property
    def total(self) -> tuple[Decimal, Decimal]:
        return hours(self.now.total()), hours(self.before.total())

    @property
    def keys(self) -> set:
        return {*self.now, *self.before}


@dataclass(frozen=True)
class Report:
    period: Period
    submitted: Row
    breakdowns: list[Breakdown]
    accepted: Row
    began: Row
    completed: Row
    jst_began: Row
    jst_progress: list[tuple[str, Cell]]
    volunteers: Row
    by_month: Hours
    by_project: Hours
    median_days: tuple[float | None, float | None]
    promised_days: int

    @property
    def hides_something(self) -> bool:
        people = [self.submitted, self.accepted, self.began, self.completed, self.jst_began, self.volunteers]
        people += [row for breakdown in self.breakdowns for row in breakdown.rows]
        cells = [cell for row in people for cell in (row.now, row.before)] + [
            cell for _label, cell in self.jst_progress
        ]
        return any(cell.shown is None for cell in cells)


def hours(minutes: int) -> Decimal:
    """Minutes as hours, to the hundredth."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.01"), ROUND_HALF_UP)


def report(period: Period, project: Project | None = None) -> Report:
    """Everything about a period; of one project, its opportunities' applications and the hours given to it."""
    terms = Terms.load()
    submitted, breakdowns = _applications(period, project)
    by_month, by_project = _hours(period, project)
    return Report(
        period=period,
        submitted=submitted,
        breakdowns=breakdowns,
        **_outcomes(period, project),
        jst_progress=_jst_progress(period, project, terms),
        volunteers=_volunteers(period, project),
        by_month=by_month,
        by_project=by_project,
        median_days=_median_days(period, project),
        promised_days=terms.answer_working_days,
    )


def _pair(label, now: int, before: int) -> Row:
    return Row(str(label), Cell(now), Cell(before))


def _of_project(project: Project | None, prefix: str = "") -> Q:
    return Q(**{f"{prefix}opportunity__project": project}) if project else Q()


def _applications(period: Period, project: Project | None) -> tuple[Row, list[Breakdown]]:
    """Those submitted in the period: what was begun and never confirmed is no application yet."""
    now, before = period.moments("submitted_at"), period.year_before.moments("submitted_at")
    rows = (
        Application.objects.filter(now | before, _of_project(project))
        .annotate(which=period.which(now), jst=Case(When(JST, then=Value("yes")), default=Value("no")))
        .order_by()
        .values_list("route", "age_band", "person__municipality", "jst", "which")
        .annotate(Count("pk"))
    )
    counts = [[Counter() for _period in (NOW, BEFORE)] for _property in range(4)]
    for *properties, which, count in rows:
        for number, value in enumerate(properties):
            counts[number][which][value] += count
    route, age, municipality, jst = counts
    bands = [(str(band), str(band)) for band in BANDS]
    if age[NOW][""] or age[BEFORE][""]:
        bands.append(("", _("unknown")))
    interest = [("yes", _("interested")), ("no", _("not interested"))]
    breakdowns = [
        Breakdown.of(_("By route"), Application.Route.choices, *route),
        Breakdown.of(_("By age on the day of applying"), bands, *age),
        Breakdown.of(_("By municipality"), Person.Municipality.choices, *municipality),
        Breakdown.of(_("Interest in the Youth Voluntary Service (JST)"), interest, *jst),
    ]
    return _pair(_("Applications submitted"), route[NOW].total(), route[BEFORE].total()), breakdowns


def _outcomes(period: Period, project: Project | None) -> dict[str, Row]:
    """How many applications came to be accepted, active and completed in the period, whenever they were submitted."""
    now, before = period.moments("at"), period.year_before.moments("at")
    came = {Status.ACCEPTED: Counter(), Status.ACTIVE: Counter(), Status.COMPLETED: Counter()}
    jst = Counter()
    rows = (
        StatusEvent.objects.filter(now | before, _of_project(project, "application__"), target__in=came)
        # On from a pause nobody begins anew, and some moves leave the status where it is.
        .exclude(source__in=SERVING, target=Status.ACTIVE)
        .exclude(source=F("target"))
        .annotate(which=period.which(now))
        .order_by()
        .values_list("target", "application__opportunity__kind", "which")
        .annotate(Count("application", distinct=True))
    )
    for target, kind, which, count in rows:
        came[target][which] += count
        if target == Status.ACTIVE and kind == Opportunity.Kind.JST:
            jst[which] += count
    # With the number of all who began, it would tell how many others there were.
    of_jst = [protect([jst[which], came[Status.ACTIVE][which] - jst[which]])[0] for which in (NOW, BEFORE)]

    def row(label: str, status: Status) -> Row:
        return _pair(label, came[status][NOW], came[status][BEFORE])

    return {
        "accepted": row(_("Accepted an offer"), Status.ACCEPTED),
        "began": row(_("Began to volunteer"), Status.ACTIVE),
        "jst_began": Row(_("of them in the Youth Voluntary Service (JST)"), *of_jst),
        "completed": row(_("Completed their volunteering"), Status.COMPLETED),
    }


def _jst_progress(period: Period, project: Project | None, terms: Terms) -> list[tuple[str, Cell]]:
    """How far those have come who were in the JST in the period: by their confirmed hours until its end."""
    done = (
        HoursEntry.objects.filter(application=OuterRef("pk"), status=HoursEntry.Status.CONFIRMED)
        .filter(worked_on__lte=period.last)
        .order_by()
        .values("application")
        .annotate(total=Sum("minutes"))
        .values("total")
    )
    began = StatusEvent.objects.filter(target=Status.ACTIVE, at__lt=period.ends)
    ended = StatusEvent.objects.filter(source__in=SERVING, at__lt=period.begins).exclude(target__in=SERVING)
    serving = Application.objects.filter(
        _of_project(project), opportunity__kind=Opportunity.Kind.JST, pk__in=began.values("application")
    ).exclude(pk__in=ended.values("application"))
    whole = terms.jst_hours
    steps = [0, round(whole / 3), round(2 * whole / 3), whole]
    ends = [f"{step}–{last - 1}" for step, last in zip(steps, steps[1:], strict=False)] + [f"{whole}+"]
    filters = {
        f"step{n}": Count(
            "pk", filter=Q(total__gte=60 * step) & (Q(total__lt=60 * steps[n + 1]) if n + 1 < len(steps) else Q())
        )
        for n, step in enumerate(steps)
    }
    counts = serving.annotate(total=Coalesce(Subquery(done), 0)).aggregate(**filters)
    return [(label, Cell(counts[f"step{n}"])) for n, label in enumerate(ends)]


def _confirmed(period: Period, project: Project | None):
    now, before = period.days("worked_on"), period.year_before.days("worked_on")
    confirmed = HoursEntry.objects.filter(now | before, status=HoursEntry.Status.CONFIRMED).order_by()
    return (confirmed.filter(project=project) if project else confirmed), now, before


def _hours(period: Period, project: Project | None) -> tuple[Hours, Hours]:
    confirmed, now, _before = _confirmed(period, project)
    by_month, by_project = Hours(), Hours()
    rows = (
        confirmed.annotate(which=period.which(now), month=ExtractMonth("worked_on"))
        .values_list("month", "project", "which")
        .annotate(Sum("minutes"))
    )
    for month, its_project, which, minutes in rows:
        by_month.add(which, month, minutes)
        by_project.add(which, its_project, minutes)
    return by_month, by_project


def _volunteers(period: Period, project: Project | None) -> Row:
    """People with at least one confirmed hour."""
    confirmed, now, before = _confirmed(period, project)
    people = (
        Count("application__person", distinct=True, filter=now),
        Count("application__person", distinct=True, filter=before),
    )
    counted = confirmed.aggregate(now=people[NOW], before=people[BEFORE])
    return _pair(_("People who volunteered"), counted["now"], counted["before"])


def _median_days(period: Period, project: Project | None) -> tuple[float | None, float | None]:
    """Working days from submission to our first answer, of the answers given in the period; None without any."""
    now, before = period.moments("first_answer_at"), period.year_before.moments("first_answer_at")
    rows = (
        Application.objects.filter(now | before, _of_project(project), submitted_at__isnull=False)
        .annotate(which=period.which(now), asked=TruncDate("submitted_at"), answered=TruncDate("first_answer_at"))
        .order_by()
        .values_list("asked", "answered", "which")
        .annotate(Count("pk"))
    )
    waited: tuple[Counter, Counter] = Counter(), Counter()
    for asked, answered, which, count in rows:
        waited[which][workdays.between(asked, answered)] += count
    return tuple(_median(counts) for counts in waited)


def _median(counts: Counter) -> float | None:
    return statistics.median(list(counts.elements())) if counts else None
