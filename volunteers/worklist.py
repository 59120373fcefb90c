"""What waits for the staff: whose turn it is, how late we are, and whether we keep our promise to answer.

The promise counts working days from the day an application was submitted to the day of our first answer; when the
applicant has answered a question, from the day on which it came back to us.
"""

import statistics
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from volunteers import access, workdays
from volunteers.eligibility import age_refusal
from volunteers.flow import By, MoveRefused, make_move
from volunteers.guards import open_twin
from volunteers.models import Application, Opportunity, Terms

Status = Application.Status
# Who waits in line for one activity must not carry the place in line over to another: back to considering comes first.
ACTIVITY_MAY_CHANGE = (Status.IN_REVIEW, Status.INFO_REQUESTED, Status.INTERVIEW)
OUR_TURN = (Status.SUBMITTED, Status.IN_REVIEW)
OUR_TURN_FIRST = Case(When(status__in=OUR_TURN, then=0), default=1).asc()
MEASURED_OVER = timedelta(days=365)
MEASURED_AT_MOST = 1000  # answers: more would not move the median


def with_clock(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Add ``asked_at``: the moment from which the applicant waits for our answer."""
    return applications.annotate(
        asked_at=Case(
            When(status=Status.IN_REVIEW, first_answer_at=None, then=Coalesce(F("submitted_at"), F("status_since"))),
            default=F("status_since"),
        )
    )


def overdue(applications: QuerySet[Application], terms: Terms | None = None) -> QuerySet[Application]:
    """Those that wait for us longer than we promise."""
    days = (terms or Terms.load()).answer_working_days
    last_day = workdays.latest_overdue(timezone.localdate(), days)
    return with_clock(applications).filter(status__in=OUR_TURN, asked_at__date__lte=last_day)


def days_left(application: Application, terms: Terms, today: date | None = None) -> int | None:
    """Working days until we must answer, below 0 when late; None when it is not our turn. Needs ``with_clock``."""
    if application.status not in OUR_TURN:
        return None
    today = today or timezone.localdate()
    due = workdays.after(timezone.localdate(application.asked_at), terms.answer_working_days)
    # On the Saturday after a due Friday we are late, though no working day has passed.
    return workdays.between(today, due) if due >= today else -max(1, workdays.between(due, today))


@dataclass(frozen=True)
class Summary:
    """For the start page. ``median_days``: working days to our first answer, past year; None with none measured."""

    new: int
    overdue: int
    mine: int
    median_days: float | None


def summary(user) -> Summary:
    """What waits for this member of staff among the applications they may see."""
    seen = access.visible_applications(user)
    return Summary(
        new=seen.filter(status=Status.SUBMITTED, owner=None).count(),
        overdue=overdue(seen).count(),
        mine=seen.filter(owner=user).exclude(status__in=Application.CLOSED).count(),
        median_days=median_days_to_first_answer(),
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
        row = Application.objects.select_for_update().get(pk=application.pk)
        if row.owner_id not in (None, user.pk):
            raise MoveRefused(_("A colleague has just taken this application."))
        if row.status == Status.SUBMITTED:
            make_move(row, "take", by=By.STAFF, actor=user)
        _give(row, user)


def release(application: Application, user) -> None:
    """Give an application of one's own back to everybody. Raises MoveRefused when it is not one's own."""
    with transaction.atomic():
        row = Application.objects.select_for_update().get(pk=application.pk)
        if row.owner_id != user.pk:
            raise MoveRefused(_("Only who handles an application can give it back."))
        _give(row, None)


def assign(application: Application, to) -> None:
    """A lead hands an application to a coordinator, or with None back to everybody."""
    with transaction.atomic():
        _give(Application.objects.select_for_update().get(pk=application.pk), to)


def choose_activity(application: Application, opportunity: Opportunity | None) -> None:
    """Suggest an activity to who asked for a suggestion, or another one. Raises MoveRefused."""
    with transaction.atomic():
        row = Application.objects.select_for_update(of=("self",)).select_related("person").get(pk=application.pk)
        if row.status not in ACTIVITY_MAY_CHANGE:
            raise MoveRefused(_("The activity can be changed only while the application is being considered."))
        if refusal := age_refusal(opportunity, row.person.born_on):
            raise MoveRefused(refusal)
        if twin := open_twin(row.person, opportunity.pk if opportunity else None, besides=row):
            raise MoveRefused(_("The same person has an open application, %(number)s.") % {"number": twin.number})
        row.opportunity = opportunity
        row.save(update_fields=["opportunity"])


def _give(row: Application, owner) -> None:
    row.owner = owner
    row.save(update_fields=["owner"])
