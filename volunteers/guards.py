"""What must hold before a move: a guard gives the reason to refuse, in the reader's language, else ""."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from volunteers import agreements, erasures, retention, workdays
from volunteers.age import is_minor
from volunteers.eligibility import age_refusal
from volunteers.models import Application, GuardianConsent, HoursEntry, Opportunity, Person, RecordCheck, Terms
from volunteers.months import add_months

Status = Application.Status
# Who has a place, or has been promised one.
TAKEN = (Status.ACCEPTED, Status.ACTIVE, Status.PAUSED)
HOLDING = (Status.OFFERED, *TAKEN)
# How long each status waits for someone: the figure of the terms that says so.
WAITS = {
    Status.EMAIL_PENDING: "confirm_days",
    Status.GUARDIAN_PENDING: "guardian_days",
    Status.INFO_REQUESTED: "info_days",
    Status.WAITLISTED: "waitlist_months",
    Status.OFFERED: "offer_days",
}
RENEWABLE = timedelta(days=60)  # before the time on the waiting list runs out


# --- Which of two moves fits ----------------------------------------------------------------------------------------
def is_under_18(application: Application) -> bool:
    born = application.person.born_on
    return born is not None and is_minor(born)  # None: the data have gone


def is_adult(application: Application) -> bool:
    return not is_under_18(application)


def has_no_email(application: Application) -> bool:
    return not application.person.email


def has_come_of_age(application: Application) -> bool:
    """Applied as a minor, is 18 now, and nobody has seen to it yet."""
    return application.handed_over_at is None and hasattr(application, "guardian") and is_adult(application)


def must_confirm_anew(application: Application) -> bool:
    """Turned 18: the guardian's word is over, their own is waited for."""
    return application.handed_over_at is not None and application.adult_confirmed_at is None


def has_a_meeting(application: Application) -> bool:
    # Not by a query of its own: a list has fetched the meetings of all its rows at once.
    return any(meeting.cancelled_at is None for meeting in application.meetings.all())


# --- Guards ---------------------------------------------------------------------------------------------------------
def has_an_activity(application: Application) -> str:
    if application.opportunity_id is None:
        return _("Choose an activity first: an offer has to say what is offered.")
    return ""


def is_of_age(application: Application) -> str:
    if application.person.is_anonymous:
        return _("The personal data have been erased.")
    return age_refusal(application.opportunity, application.person.born_on)


def guardian_agrees(application: Application) -> str:
    if is_under_18(application) and valid_consent(application) is None:
        return _("There is no valid consent of a parent or guardian.")
    return ""


def no_consent_stands(application: Application) -> str:
    """A refusal or a withdrawal is first kept with the consents (consents.py), then the application moves."""
    if valid_consent(application):
        return _("The parent's or guardian's consent still stands.")
    return ""


def place_is_free(application: Application) -> str:
    # Two staff members may offer the last place to two people at once: whoever comes second waits here.
    opportunity = _locked(application)
    if places_held(opportunity) < opportunity.capacity:
        return ""
    return _("Every place is taken or offered.")


def place_is_still_there(application: Application) -> str:
    """Staff may have lowered the number of places since the offer: who accepts first has one."""
    opportunity = _locked(application)
    if places_held(opportunity, TAKEN) < opportunity.capacity:
        return ""
    return _("The place has gone meanwhile: there are fewer than we had thought. We are sorry.")


def _locked(application: Application) -> Opportunity:
    """Its activity, under lock. The order is always: application, then activity; nobody waits the other way round."""
    return Opportunity.objects.select_for_update(of=("self",)).get(pk=application.opportunity_id)


def is_next_in_line(application: Application) -> str:
    if application.status != Status.WAITLISTED:
        return ""
    first = first_in_line(application.opportunity_id)
    if first and (first.status_since, first.pk) < (application.status_since, application.pk):
        return _("%(number)s has been waiting longer.") % {"number": first.number}
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
    if application.person.contacts_erased_at or retention.are_contacts_forgotten(application):
        return _("The personal data have been erased.")
    if retention.was_never_considered(application):
        return _("It expired before it was submitted, so a new application is needed.")
    days = Terms.load().reopen_days
    if timezone.localdate() > timezone.localdate(application.status_since) + timedelta(days=days):
        return _("It was closed more than %(days)d days ago.") % {"days": days}
    return ""


def no_other_is_open(application: Application) -> str:
    if twin := open_twin(application.person, application.opportunity_id, besides=application):
        return _("The same person has an open application, %(number)s.") % {"number": twin.number}
    return ""


def adult_has_confirmed(application: Application) -> str:
    if must_confirm_anew(application):
        return _("They have turned 18 and have not confirmed yet that they go on.")
    return ""


def agreement_is_signed(application: Application) -> str:
    if agreements.required_kind(application) is None:
        return ""
    agreement = agreements.in_force(application)
    if agreement is None:
        return _("A written agreement is needed first.")
    if missing := agreements.missing_parties(agreement):
        return _("The agreement is not signed yet by: %(parties)s.") % {
            "parties": ", ".join(str(party.label) for party in missing)
        }
    if agreement.ends_on < timezone.localdate():
        return _("The agreement ended on %(day)s. Make a new one.") % {"day": agreement.ends_on.isoformat()}
    return ""


def record_is_seen(application: Application) -> str:
    if not application.opportunity or not application.opportunity.with_children:
        return ""
    today = timezone.localdate()
    valid = RecordCheck.objects.filter(application=application, seen_on__lte=today)
    if valid.filter(Q(valid_until=None) | Q(valid_until__gte=today)).exists():
        return ""
    return _("The work is with children: first see the criminal-record certificate.")


def no_hours_wait(application: Application) -> str:
    if application.hours.filter(status=HoursEntry.Status.ENTERED).exists():
        return _("Some hours wait to be confirmed. Confirm or return them first.")
    return ""


def ends_soon(application: Application) -> str:
    if runs_out_on(application) - timezone.localdate() > RENEWABLE:
        return _("The time on the waiting list is not running out yet.")
    return ""


def contacts_may_leave(application: Application) -> str:
    leave_on = retention.contacts_leave_on(application)
    if erasures.is_noted(application, erasures.CONTACTS) and not retention.are_contacts_forgotten(application):
        return ""  # a restored backup has brought them back
    if leave_on is None or retention.are_contacts_forgotten(application) or timezone.localdate() < leave_on:
        return _("There is still time.")
    return ""


def retention_is_over(application: Application) -> str:
    if erasures.is_noted(application):  # a restored backup has brought it back
        return ""
    leaves_on = retention.leaves_on(application)
    if leaves_on is None or timezone.localdate() < leaves_on:
        return _("There is still time.")
    return ""


def nothing_must_be_kept(application: Application) -> str:
    if agreements.was_ever_signed(application):
        return _("The law makes us keep a signed agreement.")
    return ""


def something_must_be_kept(application: Application) -> str:
    if nothing_must_be_kept(application) and not retention.are_contacts_forgotten(application):
        return ""
    return _("This step is not possible now.")


# --- What guards, pages and letters ask -----------------------------------------------------------------------------
def valid_consent(application: Application) -> GuardianConsent | None:
    """The guardian's consent that stands."""
    return GuardianConsent.objects.filter(
        guardian__application=application, response=GuardianConsent.Response.GIVEN, ended_at=None
    ).first()


def places_held(opportunity: Opportunity, statuses=HOLDING) -> int:
    """How many have a place or have been offered one."""
    return Application.objects.filter(opportunity=opportunity, status__in=statuses).count()


def first_in_line(opportunity_id: int | None, besides: Application | None = None) -> Application | None:
    """Who has waited longest and may have the place: too old for it since, one waits on but holds nobody up."""
    line = Application.objects.filter(opportunity=opportunity_id, status=Status.WAITLISTED)
    line = line.exclude(pk=besides.pk if besides else None).select_related("person", "opportunity")
    return next((row for row in line.order_by("status_since", "pk").iterator(50) if not is_of_age(row)), None)


def open_twin(person: Person, opportunity_id: int | None, besides: Application | None = None) -> Application | None:
    """Another open application with the same e-mail (without one: phone), birth date and activity."""
    same_contact = Q(person__email=person.email) if person.email else Q(person__phone=person.phone)
    return (
        Application.objects.filter(same_contact, person__born_on=person.born_on, opportunity=opportunity_id)
        .exclude(status__in=Application.CLOSED)
        .exclude(pk=besides.pk if besides else None)
        .select_related("person")
        .first()
    )


def runs_out_on(application: Application) -> date | None:
    """The last Vilnius day, inclusive, on which the present status waits for someone; None when it waits for ever."""
    figure = WAITS.get(application.status)
    if figure is None:
        return None
    terms, since = Terms.load(), timezone.localdate(application.status_since)
    count = getattr(terms, figure)
    if application.status == Status.WAITLISTED:
        renewed = timezone.localdate(application.renewed_at) if application.renewed_at else since
        return add_months(max(since, renewed), count)
    last_day = since + timedelta(days=count)
    if application.status == Status.EMAIL_PENDING and has_no_email(application):
        # It waits for our call, which over holidays may be due later.
        return max(last_day, workdays.after(since, terms.answer_working_days))
    return last_day
