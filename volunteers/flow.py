"""What happens to an application: every status, move and guard in one table, and the one door through which they go.

No other line of the portal writes ``status``. ``docs/volunteering.md`` draws this table; a test keeps the two together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from volunteers import consequences as then
from volunteers import guards as only_if
from volunteers import locks
from volunteers.age import VOLUNTEERS_FROM, age_today, is_minor
from volunteers.agebands import band_of
from volunteers.models import Application, Guardian, NumberSeries, Person, StatusEvent, Task

Status = Application.Status
S = Status


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
        OPEN, S.WITHDRAWN, (By.APPLICANT, By.STAFF), _("Withdraw the application"),
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


class MoveRefused(Exception):
    """Nothing was changed. ``reason`` is in the reader's language, ``lawful`` are the moves that are possible."""

    def __init__(self, reason: str, lawful: dict[str, Move] | None = None):
        super().__init__(reason)
        self.reason, self.lawful = reason, lawful or {}


class AlreadyOpen(Exception):
    """The same person has an open application for the same activity."""

    def __init__(self, application: Application):
        super().__init__(application.number)
        self.application = application


def lawful_moves(application: Application, by: By) -> dict[str, Move]:
    """What ``by`` may do next, before any guard is asked: the buttons of a page."""
    return {
        name: move
        for name, move in MOVES.items()
        if application.status in move.sources and by in move.by and move.when(application)
    }


def make_move(application: Application, name: str, *, by: By, actor=None, reason: str = "") -> StatusEvent:
    """Make one move; trail and letter are written in the same transaction. Raises MoveRefused, nothing changed."""
    with transaction.atomic():
        row = locks.row_of(application)
        lawful = lawful_moves(row, by)
        if name not in lawful:
            raise MoveRefused(gettext("This step is not possible now."), lawful)
        move = MOVES[name]
        reason = reason.strip()
        if refusal := _reason_refusal(move, by, reason) or next(
            filter(None, (guard(row) for guard in move.guards)), ""
        ):
            raise MoveRefused(refusal, lawful)
        event = _write(row, name, move.target or row.status, by=by, actor=actor, reason=reason)
        for consequence in move.then:
            consequence(row, event)
        _arrive(row, event, move.letter)
        if move.passes_on and event.source in only_if.HOLDING and row.status not in only_if.HOLDING:
            _pass_the_place_on(row)
    application.refresh_from_db()
    return event


def _reason_refusal(move: Move, by: By, reason: str) -> str:
    if move.needs_reason and by is By.STAFF and not reason:
        return gettext("Write a few words: %(what)s.") % {"what": move.ask}
    if len(reason) > StatusEvent.REASON_LENGTH:
        return gettext("Keep it under %(count)d characters.") % {"count": StatusEvent.REASON_LENGTH}
    return ""


def start(application: Application, *, person: Person, guardian: Guardian | None = None, actor=None) -> Application:
    """Save a new application with its person, number, first status, trail and letters.

    From the web it waits for its e-mail to be confirmed (or for our call, where there is none); what staff write down
    from paper or phone is confirmed by them. Raises MoveRefused under 14 or where a minor names no guardian,
    AlreadyOpen when the same person has an open application for the same activity.
    """
    if age_today(person.born_on) < VOLUNTEERS_FROM:
        raise MoveRefused(gettext("Volunteering is lawful from the age of 14."))
    minor = is_minor(person.born_on)
    if minor and guardian is None:
        raise MoveRefused(gettext("Say how to reach a parent or guardian."))
    from_web = application.route == Application.Route.WEB
    with transaction.atomic():
        # Two forms of one person may arrive at once: the second waits here and then finds the first.
        application.number = application.number or NumberSeries.next(f"SAV-{timezone.localdate():%Y}")
        if other := only_if.open_twin(person, application.opportunity_id):
            raise AlreadyOpen(other)
        if not from_web and person.email:
            person.email_confirmed_at = timezone.now()
        person.save()
        application.person = person
        target = S.EMAIL_PENDING if from_web else S.GUARDIAN_PENDING if minor else S.SUBMITTED
        application.status, application.status_since = target, timezone.now()
        application.age_band = str(band_of(person.born_on, timezone.localdate()))
        application.save()
        if minor:
            guardian.application = application
            guardian.save()
        by = By.APPLICANT if from_web else By.STAFF
        event = _write(application, "start", target, by=by, actor=actor, source="")
        letters = {S.EMAIL_PENDING: "confirm", S.GUARDIAN_PENDING: "guardian_told", S.SUBMITTED: "received"}
        _arrive(application, event, letters[target])
    return application


def _write(row: Application, name: str, target: Status, *, by: By, actor, reason="", source=None) -> StatusEvent:
    """The one place that writes a status: the row, its dates and the trail."""
    event = StatusEvent.objects.create(
        application=row, move=name, source=row.status if source is None else source, target=target,
        by=by, actor=actor, reason=reason,
    )  # fmt: skip
    if event.source == target:  # it stays where it is, and so does its place in line
        return event
    row.status, row.status_since = target, event.at
    then.close_tasks(row)
    if target == S.SUBMITTED and row.submitted_at is None:
        row.submitted_at = event.at
    if row.first_answer_at is None and name in MOVES and MOVES[name].answers:
        row.first_answer_at = event.at
    if target == S.ACCEPTED or (target in Application.CLOSED and event.source not in (*SERVING, *Application.CLOSED)):
        row.decided_at = event.at
    elif target not in (*SERVING, *Application.CLOSED):
        row.decided_at = None  # considered anew
    if target != S.ANONYMISED:  # statistics go on telling how it ended
        row.reason = name if target in Application.CLOSED else ""
    row.save(update_fields=["status", "status_since", "submitted_at", "first_answer_at", "decided_at", "reason"])
    return event


def _pass_the_place_on(row: Application) -> None:
    """The place goes to whoever has waited longest; where a guard refuses, staff see to it.

    Nobody who waits in line holds a place, so two who leave at once never wait for each other's rows.
    """
    if row.opportunity is None or (row.opportunity.last_day and row.opportunity.last_day < timezone.localdate()):
        return
    tried = None
    # Who stood first may have been offered another place while we waited for their row: then the second is first.
    while (first := only_if.first_in_line(row.opportunity_id, besides=row)) and first != tried:
        tried = first
        try:
            make_move(first, "offer_to_next", by=By.CLOCK)
        except MoveRefused:
            continue
        return


def _arrive(row: Application, event: StatusEvent, letter: str) -> None:
    """Tell the applicant, and those whose turn it is now."""
    if letter:
        then.tell_applicant(row, letter, event)
    if event.source == event.target:
        return
    if row.status == S.EMAIL_PENDING and not row.person.email:
        then.add_task(row, Task.What.CALL, letter="confirm")
        then.tell_staff("staff_to_call", row, event)
    elif row.status == S.GUARDIAN_PENDING and event.by != By.GUARDIAN:  # who has just withdrawn is not asked again
        then.ask_guardian(row, event)
    elif row.status == S.SUBMITTED:
        then.tell_staff("staff_new", row, event)
