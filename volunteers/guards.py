"""What must hold before a move of flow.py: a guard gives the reason to refuse, in the reader's language, else ""."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from volunteers.age import is_minor
from volunteers.eligibility import age_refusal
from volunteers.models import Application, GuardianConsent, Opportunity, Person, Terms

Status = Application.Status
# Who has a place, or has been promised one.
HOLDING = (Status.OFFERED, Status.ACCEPTED, Status.ACTIVE, Status.PAUSED)
# Expired from here nothing is left to reopen: we never had the right to consider it.
NEVER_CONSIDERED = (Status.EMAIL_PENDING, Status.GUARDIAN_PENDING)


# --- Which of two moves fits ----------------------------------------------------------------------------------------
def is_under_18(application: Application) -> bool:
    return is_minor(application.person.born_on)


def is_adult(application: Application) -> bool:
    return not is_under_18(application)


def has_no_email(application: Application) -> bool:
    return not application.person.email


# --- Guards ---------------------------------------------------------------------------------------------------------
def has_an_activity(application: Application) -> str:
    if application.opportunity_id is None:
        return _("Choose an activity first: an offer has to say what is offered.")
    return ""


def is_of_age(application: Application) -> str:
    return age_refusal(application.opportunity, application.person.born_on)


def guardian_agrees(application: Application) -> str:
    if is_under_18(application) and valid_consent(application) is None:
        return _("There is no valid consent of a parent or guardian.")
    return ""


def place_is_free(application: Application) -> str:
    # Two staff members may offer the last place to two people at once: whoever comes second waits here.
    # Lock order is application, then opportunity.
    opportunity = Opportunity.objects.select_for_update().get(pk=application.opportunity_id)
    if places_held(opportunity) < opportunity.capacity:
        return ""
    return _("Every place is taken or offered.")


def is_next_in_line(application: Application) -> str:
    if application.status != Status.WAITLISTED:
        return ""
    ahead = (
        Application.objects.filter(opportunity=application.opportunity_id, status=Status.WAITLISTED)
        .filter(
            Q(status_since__lt=application.status_since)
            | Q(status_since=application.status_since, pk__lt=application.pk)
        )
        .order_by("status_since", "pk")
        .first()
    )
    if ahead:
        return _("%(number)s has been waiting longer.") % {"number": ahead.number}
    return ""


def keeps_a_waiting_list(application: Application) -> str:
    if application.opportunity and not application.opportunity.has_waiting_list:
        return _("This activity keeps no waiting list.")
    return ""


def time_ran_out(application: Application) -> str:
    last_day = runs_out_on(application)
    if last_day is None or timezone.localdate() <= last_day:
        return _("There is still time.")
    return ""


def may_still_be_reopened(application: Application) -> str:
    if application.status == Status.EXPIRED and application.events.last().source in NEVER_CONSIDERED:
        return _("It expired before it was submitted, so a new application is needed.")
    days = Terms.load().reopen_days
    if timezone.localdate() > timezone.localdate(application.status_since) + timedelta(days=days):
        return _("It was closed more than %(days)d days ago.") % {"days": days}
    return ""


def no_other_is_open(application: Application) -> str:
    if twin := open_twin(application.person, application.opportunity_id):
        return _("The same person has an open application, %(number)s.") % {"number": twin.number}
    return ""


# --- What guards, pages and letters ask -----------------------------------------------------------------------------
def valid_consent(application: Application) -> GuardianConsent | None:
    """The guardian's consent that stands."""
    return GuardianConsent.objects.filter(
        guardian__application=application, response=GuardianConsent.Response.GIVEN, ended_at=None
    ).first()


def places_held(opportunity: Opportunity) -> int:
    """How many have a place or have been offered one."""
    return Application.objects.filter(opportunity=opportunity, status__in=HOLDING).count()


def open_twin(person: Person, opportunity_id: int | None) -> Application | None:
    """Another open application with the same e-mail (without one: phone), birth date and activity."""
    same_contact = Q(person__email=person.email) if person.email else Q(person__phone=person.phone)
    return (
        Application.objects.filter(same_contact, person__born_on=person.born_on, opportunity=opportunity_id)
        .exclude(status__in=Application.CLOSED)
        .exclude(person=person.pk)
        .select_related("person")
        .first()
    )


def runs_out_on(application: Application) -> date | None:
    """The last Vilnius day, inclusive, on which the present status waits for someone; None when it waits for ever."""
    since, terms = timezone.localdate(application.status_since), Terms.load()
    if application.status == Status.WAITLISTED:
        return add_months(since, terms.waitlist_months)
    days = {
        Status.EMAIL_PENDING: terms.confirm_days,
        Status.GUARDIAN_PENDING: terms.guardian_days,
        Status.INFO_REQUESTED: terms.info_days,
        Status.OFFERED: terms.offer_days,
    }.get(application.status)
    return None if days is None else since + timedelta(days=days)


def add_months(day: date, months: int) -> date:
    """The same day so many months later; a month that is too short gives its first following day."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return day.replace(year=day.year + years, month=month + 1)
    except ValueError:
        return date(day.year + years, month + 2, 1)  # only a month shorter than December can be too short


def midnight_after(day: date) -> datetime:
    """When that Vilnius day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
