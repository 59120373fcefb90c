"""What may happen to an application: every move in one table, with who may make it, its guards and its letter.

``flow.make_move`` makes them. ``docs/volunteering.md`` draws this table; a test keeps the two together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers import consequences as then
from volunteers import guards as only_if
from volunteers.models import Application, StatusEvent

Status = Application.Status
S = Status  # short, for the table


class By(StrEnum):
    APPLICANT = "applicant"
    GUARDIAN = "guardian"
    STAFF = "staff"
    CLOCK = "clock"


@dataclass(frozen=True)
class Move:
    """One row of the table.

    Attributes:
        by: who may make it. Staff who write down what a guardian said move ``by=GUARDIAN`` with themselves as actor.
        label: the words on the button.
        guards: each gives the reason to refuse, or "" to let pass; they run under the row's lock, in this order.
        letter: what the applicant is told.
        no_letter: where there is none, why.
        when: of two moves that share a button, which one fits this application (cheap, no lock needed).
        then: what else happens in the same transaction.
        ask: what staff must write; "" when nothing. The words go to the applicant where ``tells`` is set.
        answers: counts as our answer, by which the promise "we answer within 5 working days" is measured.
        passes_on: a place that falls free is offered to the next in line.
    """

    sources: tuple[Status, ...]
    target: Status | None  # None: it stays where it is; the trail and the letter tell what happened
    by: tuple[By, ...]
    label: str | Promise = ""
    guards: tuple[Callable[[Application], str], ...] = ()
    letter: str = ""
    no_letter: str | Promise = ""
    when: Callable[[Application], bool] = lambda application: True
    then: tuple[Callable[[Application, StatusEvent], None], ...] = ()
    ask: str | Promise = ""
    tells: bool = False
    answers: bool = False
    passes_on: bool = False

    @property
    def needs_reason(self) -> bool:
        """Staff must give one; applicants, guardians and the clock never have to."""
        return bool(self.ask)


WHY = _("Reason (only staff see it)")
SEEN = _("their own page shows it at once")
GONE = _("no address is left to write to")
CONSIDERED = (S.SUBMITTED, S.IN_REVIEW, S.INFO_REQUESTED, S.INTERVIEW, S.WAITLISTED, S.OFFERED, S.ACCEPTED)
SERVING = (S.ACTIVE, S.PAUSED)
OPEN = tuple(status for status in S if status not in Application.CLOSED)

ENDED = (S.COMPLETED, S.DECLINED, S.WITHDRAWN, S.EXPIRED)

MOVES: dict[str, Move] = {
    # The applicant's own address, then the guardian.
    "confirm": Move(
        (S.EMAIL_PENDING,), S.SUBMITTED, (By.APPLICANT, By.STAFF), _("Confirm by phone"),
        letter="received", when=only_if.is_adult, then=(then.contact_is_confirmed, then.decides_alone), ask=WHY,
    ),
    "confirm_minor": Move(
        (S.EMAIL_PENDING,), S.GUARDIAN_PENDING, (By.APPLICANT, By.STAFF), _("Confirm by phone"),
        letter="guardian_told", when=only_if.is_under_18, then=(then.contact_is_confirmed,), ask=WHY,
    ),
    "guardian_agrees": Move(
        (S.GUARDIAN_PENDING,), S.SUBMITTED, (By.GUARDIAN,), _("I agree"),
        (only_if.guardian_agrees,), letter="received", when=only_if.is_under_18,
    ),
    "guardian_refuses": Move(
        (S.GUARDIAN_PENDING,), S.DECLINED, (By.GUARDIAN,), _("I do not agree"),
        (only_if.no_consent_stands,), letter="guardian_refused", when=only_if.is_under_18, then=(then.tell_owner,),
    ),
    "guardian_withdraws": Move(
        CONSIDERED, S.GUARDIAN_PENDING, (By.GUARDIAN,), _("Withdraw my consent"),
        (only_if.no_consent_stands,), letter="consent_withdrawn", when=only_if.is_under_18,
        then=(then.asking_is_over, then.tell_owner), passes_on=True,
    ),
    "guardian_pauses": Move(
        (S.ACTIVE,), S.PAUSED, (By.GUARDIAN,), _("Withdraw my consent"),
        (only_if.no_consent_stands,), letter="consent_ended", when=only_if.is_under_18,
        then=(then.tell_owner, then.find_out_about_consent),
    ),
    "guardian_withdraws_in_pause": Move(
        (S.PAUSED,), None, (By.GUARDIAN,), _("Withdraw my consent"),
        (only_if.no_consent_stands,), letter="consent_ended", when=only_if.is_under_18,
        then=(then.tell_owner, then.find_out_about_consent),
    ),
    "guardian_agrees_again": Move(
        (S.PAUSED,), None, (By.GUARDIAN,), _("I agree"),
        (only_if.guardian_agrees,), letter="consent_again", when=only_if.is_under_18,
        then=(then.consent_is_back, then.tell_owner),
    ),
    # The 18th birthday: the guardian's word ends, the volunteer's own is asked for.
    "come_of_age": Move(
        (S.GUARDIAN_PENDING,), S.SUBMITTED, (By.CLOCK,), _("Turned 18"),
        letter="turned_18", when=only_if.is_adult, then=(then.guardian_steps_back,),
    ),
    "hand_over": Move(
        (*CONSIDERED, *SERVING), None, (By.CLOCK,), _("Turned 18"),
        letter="turned_18", when=only_if.has_come_of_age, then=(then.guardian_steps_back,),
    ),
    "confirm_adult": Move(
        (*CONSIDERED, *SERVING), None, (By.APPLICANT, By.STAFF), _("Confirm that they go on as an adult"),
        no_letter=SEEN, when=only_if.must_confirm_anew, then=(then.adult_is_confirmed,), ask=WHY,
    ),
    # Considering.
    "take": Move(
        (S.SUBMITTED,), S.IN_REVIEW, (By.STAFF,), _("Take it up"), letter="in_review", then=(then.becomes_owner,),
    ),
    "ask": Move(
        (S.IN_REVIEW,), S.INFO_REQUESTED, (By.STAFF,), _("Ask a question"),
        letter="question", ask=_("Question to the applicant"), tells=True, answers=True,
    ),
    "answer": Move(
        (S.INFO_REQUESTED,), S.IN_REVIEW, (By.APPLICANT,), _("Answer"), letter="in_review", then=(then.tell_owner,),
    ),
    "invite": Move(
        (S.IN_REVIEW,), S.INTERVIEW, (By.STAFF,), _("Invite to a meeting"),
        letter="meeting", ask=_("When, where and with whom you meet"), tells=True, answers=True,
    ),
    "reschedule": Move(
        (S.INTERVIEW,), None, (By.STAFF,), _("Set another time"),
        letter="meeting", ask=_("When, where and with whom you meet"), tells=True,
    ),
    "cancel_meeting": Move(
        (S.INTERVIEW,), None, (By.STAFF,), _("Cancel the meeting"), letter="meeting_cancelled",
        when=only_if.has_a_meeting, then=(then.meeting_is_off,),
        ask=_("Why it is cancelled, to the applicant"), tells=True,
    ),
    "back_to_review": Move(
        (S.INFO_REQUESTED, S.INTERVIEW, S.WAITLISTED), S.IN_REVIEW, (By.STAFF,), _("Back to considering"),
        letter="in_review",
    ),
    "waitlist": Move(
        (S.IN_REVIEW, S.INTERVIEW, S.OFFERED), S.WAITLISTED, (By.STAFF,), _("Put on the waiting list"),
        (only_if.has_an_activity, only_if.keeps_a_waiting_list), letter="waitlisted", answers=True,
    ),
    # A place.
    "offer": Move(
        (S.IN_REVIEW, S.INTERVIEW, S.WAITLISTED), S.OFFERED, (By.STAFF,), _("Offer a place"),
        (
            only_if.has_an_activity, only_if.is_of_age, only_if.guardian_agrees,
            only_if.place_is_free, only_if.is_next_in_line,
        ),
        letter="offered", answers=True,
    ),
    "offer_to_next": Move(
        (S.WAITLISTED,), S.OFFERED, (By.CLOCK,), _("Place offered to the next in line"),
        (
            only_if.has_an_activity, only_if.is_of_age, only_if.guardian_agrees,
            only_if.place_is_free, only_if.is_next_in_line,
        ),
        letter="offered", then=(then.tell_owner,), answers=True,
    ),
    "renew_waiting": Move(
        (S.WAITLISTED,), None, (By.APPLICANT, By.STAFF), _("Go on waiting"),
        (only_if.ends_soon,), no_letter=SEEN, then=(then.waits_on,), ask=WHY,
    ),
    "take_back": Move(
        (S.OFFERED,), S.IN_REVIEW, (By.STAFF,), _("Take the offer back"),
        letter="offer_taken_back", ask=WHY,
    ),
    "accept": Move(
        (S.OFFERED,), S.ACCEPTED, (By.APPLICANT,), _("Accept the offer"),
        (only_if.is_of_age, only_if.guardian_agrees, only_if.place_is_still_there),
        letter="accepted", then=(then.tell_owner,),
    ),
    "accept_by_phone": Move(
        (S.OFFERED,), S.ACCEPTED, (By.STAFF,), _("They accepted by phone"),
        (only_if.is_of_age, only_if.guardian_agrees, only_if.place_is_still_there),
        no_letter=_("they have no e-mail, and it was agreed on the phone"), when=only_if.has_no_email, ask=WHY,
    ),
    "rather_wait": Move(
        (S.OFFERED,), S.WAITLISTED, (By.APPLICANT,), _("Not now, keep me on the waiting list"),
        (only_if.keeps_a_waiting_list,), letter="waitlisted", then=(then.tell_owner,), passes_on=True,
    ),
    # Serving.
    "activate": Move(
        (S.ACCEPTED,), S.ACTIVE, (By.STAFF,), _("Volunteering begins"),
        (
            only_if.is_of_age, only_if.guardian_agrees, only_if.adult_has_confirmed,
            only_if.agreement_is_signed, only_if.record_is_seen,
        ),
        letter="active",
    ),
    "pause": Move((S.ACTIVE,), S.PAUSED, (By.STAFF,), _("Pause"), letter="paused", ask=WHY),
    "resume": Move(
        (S.PAUSED,), S.ACTIVE, (By.STAFF,), _("Volunteering goes on"),
        (
            only_if.is_of_age, only_if.guardian_agrees, only_if.adult_has_confirmed,
            only_if.agreement_is_signed, only_if.record_is_seen,
        ),
        letter="active",
    ),
    "complete": Move(
        SERVING, S.COMPLETED, (By.STAFF,), _("Volunteering is complete"),
        (only_if.no_hours_wait,), letter="completed", then=(then.certificate_is_due,),
    ),
    # Ends.
    "decline": Move(
        (S.SUBMITTED, S.IN_REVIEW, S.INTERVIEW, S.ACCEPTED), S.DECLINED, (By.STAFF,), _("Decline"),
        letter="declined", ask=WHY, answers=True, passes_on=True,
    ),
    "withdraw": Move(
        OPEN, S.WITHDRAWN, (By.APPLICANT, By.STAFF), _("The applicant withdraws"),
        letter="withdrawn", then=(then.tell_owner,), ask=WHY, passes_on=True,
    ),
    "expire": Move(
        (S.EMAIL_PENDING, S.GUARDIAN_PENDING, S.INFO_REQUESTED, S.WAITLISTED, S.OFFERED), S.EXPIRED, (By.CLOCK,),
        _("Time ran out"), (only_if.time_ran_out,), letter="expired", then=(then.tell_owner,), passes_on=True,
    ),
    "reopen": Move(
        (S.DECLINED, S.EXPIRED), S.IN_REVIEW, (By.STAFF,), _("Reopen"),
        (only_if.may_still_be_reopened, only_if.guardian_agrees, only_if.no_other_is_open), letter="in_review", ask=WHY,
    ),
    # Leaving. The data officer who erases at somebody's request moves by=APPLICANT, as its actor: leaving.py.
    "forget_contacts": Move(
        ENDED, None, (By.CLOCK,), _("Contacts erased"),
        (only_if.contacts_may_leave,), no_letter=GONE, then=(then.forget_contacts,),
    ),
    "erase_contacts": Move(
        ENDED, None, (By.APPLICANT,), _("Erase all but the agreement"),
        (only_if.something_must_be_kept,), no_letter=GONE, then=(then.forget_contacts,),
    ),
    "anonymise": Move(
        ENDED, S.ANONYMISED, (By.CLOCK,), _("Anonymised"), (only_if.retention_is_over,),
        no_letter=GONE, then=(then.anonymise,),
    ),
    "erase": Move(
        ENDED, S.ANONYMISED, (By.APPLICANT,), _("Erase the data"),
        (only_if.nothing_must_be_kept,), no_letter=GONE, then=(then.anonymise,),
    ),
}  # fmt: skip
