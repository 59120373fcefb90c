"""What waits for the staff: whose turn it is, how late we are, and whether we keep our promise to answer.

It is our turn where an application waits for our answer, where a task is open (a call to who has no e-mail, say), and
where hours wait to be confirmed. The promise counts working days from the day an application was submitted to the day
of our first answer; when the applicant has answered a question, from the day on which it came back to us. A task has a
day of its own.
"""

import statistics
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.translation import gettext as _

from volunteers import access, locks, workdays
from volunteers.eligibility import age_refusal
from volunteers.flow import By, MoveRefused, make_move
from volunteers.guards import open_twin
from volunteers.models import Application, HoursEntry, Opportunity, Task, Terms

Status = Application.Status
# Who waits in line for one activity must not carry the place in line over to another: back to considering comes first.
ACTIVITY_MAY_CHANGE = (Status.IN_REVIEW, Status.INFO_REQUESTED, Status.INTERVIEW)
OUR_TURN = (Status.SUBMITTED, Status.IN_REVIEW)
MEASURED_OVER = timedelta(days=365)
MEASURED_AT_MOST = 1000  # answers: more would not move the median


OPEN_TASKS = Task.objects.filter(application=OuterRef("pk"), done_at=None)
HOURS_TO_CONFIRM = HoursEntry.objects.filter(application=OuterRef("pk"), status=HoursEntry.Status.ENTERED)
WAITS_FOR_US = Q(status__in=OUR_TURN) | Exists(OPEN_TASKS) | Exists(HOURS_TO_CONFIRM)
# Ours first, then who has waited longest.
OLDEST_FIRST = (Case(When(WAITS_FOR_US, then=0), default=1).asc(), "waits_since", "pk")


def with_clock(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Add ``asked_at``, since when the applicant waits for our answer, and ``waits_since``: for anything from us."""
    asked = Case(
        When(status=Status.IN_REVIEW, first_answer_at=None, then=Coalesce(F("submitted_at"), F("status_since"))),
        default=F("status_since"),
    )
    task_since = Subquery(OPEN_TASKS.order_by("created_at").values("created_at")[:1])
    hours_since = Subquery(HOURS_TO_CONFIRM.order_by("created_at").values("created_at")[:1])
    # LEAST passes over what is not there.
    ours = Least(Case(When(status__in=OUR_TURN, then=asked)), task_since, hours_since)
    return applications.annotate(asked_at=asked, waits_since=Coalesce(ours, F("status_since")))


def with_tasks(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Add what is to be done about each: ``open_tasks``, and in ``hours_waiting`` how many entries to confirm."""
    hours = HOURS_TO_CONFIRM.order_by().values("application").annotate(n=Count("pk")).values("n")
    return applications.annotate(hours_waiting=Coalesce(Subquery(hours), 0)).prefetch_related(
        Prefetch("tasks", Task.objects.filter(done_at=None), to_attr="open_tasks"), "meetings"
    )


def overdue(applications: QuerySet[Application], terms: Terms | None = None) -> QuerySet[Application]:
    """Those that wait for us longer than we promise, and those with a task whose day has passed."""
    days, today = (terms or Terms.load()).answer_working_days, timezone.localdate()
    answer = Q(status__in=OUR_TURN, asked_at__date__lte=workdays.latest_overdue(today, days))
    return with_clock(applications).filter(answer | Exists(OPEN_TASKS.filter(due_on__lt=today)))


def days_left(application: Application, terms: Terms, today: date | None = None) -> int | None:
    """Working days until we must act, below 0 when late; None when it is not our turn.

    Needs ``with_clock`` and ``with_tasks``.
    """
    today = today or timezone.localdate()
    days = [task.due_on for task in application.open_tasks]
    if application.status in OUR_TURN:
        days.append(workdays.after(timezone.localdate(application.asked_at), terms.answer_working_days))
    return min((_working_days(today, day) for day in days), default=None)


def _working_days(today: date, due: date) -> int:
    # On the Saturday after a due Friday we are late, though no working day has passed.
    return workdays.between(today, due) if due >= today else -max(1, workdays.between(due, today))


@dataclass(frozen=True)
class Summary:
    """For the start page. ``median_days``: working days to our first answer, past year; None with none measured."""

    new: int
    overdue: int
    mine: int
    tasks: int
    hours: int
    certificates: int
    median_days: float | None
    promised_days: int

    @property
    def is_anything(self) -> bool:
        """Something is to be done by us."""
        return any((self.new, self.overdue, self.tasks, self.hours, self.certificates))


def summary(user) -> Summary:
    """What waits for this member of staff among the applications they may see."""
    seen, terms = access.visible_applications(user), Terms.load()
    tasks = Task.objects.filter(application__in=seen, done_at=None)
    counts = tasks.aggregate(
        certificates=Count("pk", filter=Q(what=Task.What.CERTIFICATE)),
        others=Count("pk", filter=~Q(what=Task.What.CERTIFICATE)),
    )
    return Summary(
        new=seen.filter(status=Status.SUBMITTED, owner=None).count(),
        overdue=overdue(seen, terms).count(),
        mine=seen.filter(owner=user).exclude(status__in=Application.CLOSED).count(),
        tasks=counts["others"],
        hours=seen.filter(Exists(HOURS_TO_CONFIRM)).count(),
        certificates=counts["certificates"],
        median_days=median_days_to_first_answer(),
        promised_days=terms.answer_working_days,
    )


def median_days_to_first_answer() -> float | None:
    """Working days from submission to our first answer, over the past year; None when nothing was answered."""
    days = days_to_first_answers()
    return statistics.median(days) if days else None


def days_to_first_answers() -> list[int]:
    """The same for each answer of the past year, the latest first."""
    answered = (
        Application.objects.filter(first_answer_at__gte=timezone.now() - MEASURED_OVER, submitted_at__isnull=False)
        .order_by("-first_answer_at")
        .values_list("submitted_at", "first_answer_at")[:MEASURED_AT_MOST]
    )
    return [workdays.between(timezone.localdate(start), timezone.localdate(end)) for start, end in answered]


# --- Whose it is ----------------------------------------------------------------------------------------------------
def claim(application: Application, user) -> None:
    """Take an application that nobody has; what was just submitted is being considered from now on.

    Raises MoveRefused when someone else was quicker.
    """
    with transaction.atomic():
        row = locks.row_of(application)
        if row.owner_id not in (None, user.pk):
            raise MoveRefused(_("A colleague has just taken this application."))
        if row.status == Status.SUBMITTED:
            make_move(row, "take", by=By.STAFF, actor=user)
        _give(row, user)


def release(application: Application, user) -> None:
    """Give an application of one's own back to everybody. Raises MoveRefused when it is not one's own."""
    with transaction.atomic():
        row = locks.row_of(application)
        if row.owner_id != user.pk:
            raise MoveRefused(_("Only who handles an application can give it back."))
        _give(row, None)


def assign(application: Application, to) -> None:
    """A lead hands an application to a coordinator, or with None back to everybody."""
    with transaction.atomic():
        _give(locks.row_of(application), to)


def choose_activity(application: Application, opportunity: Opportunity | None) -> None:
    """Suggest an activity to who asked for a suggestion, or another one. Raises MoveRefused."""
    with transaction.atomic():
        row = locks.row_of(application)
        if row.status not in ACTIVITY_MAY_CHANGE:
            raise MoveRefused(_("The activity can be changed only while the application is being considered."))
        if refusal := age_refusal(opportunity, row.person.born_on):
            raise MoveRefused(refusal)
        if twin := open_twin(row.person, opportunity.pk if opportunity else None, besides=row):
            raise MoveRefused(_("The same person has an open application, %(number)s.") % {"number": twin.number})
        row.opportunity = opportunity
        row.save(update_fields=["opportunity"])


def finish_task(application: Application, key: int, user) -> Task:
    """Staff have done what a letter could not. Raises MoveRefused when somebody has just done it."""
    with transaction.atomic():
        task = Task.objects.select_for_update().filter(pk=key, application=application, done_at=None).first()
        if task is None:
            raise MoveRefused(_("A colleague has just done this."))
        task.done_at, task.done_by = timezone.now(), user
        task.save(update_fields=["done_at", "done_by"])
    return task


def _give(row: Application, owner) -> None:
    row.owner = owner
    row.save(update_fields=["owner"])
