"""The one door through which every move of moves.py goes. No other line of the portal writes ``status``."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from volunteers import consequences as then
from volunteers import guards as only_if
from volunteers import locks
from volunteers.age import VOLUNTEERS_FROM, age_today, is_minor
from volunteers.agebands import band_of
from volunteers.models import Application, Guardian, NumberSeries, Person, StatusEvent, Task
from volunteers.moves import MOVES, SERVING, By, Move

Status = Application.Status
FIRST_LETTER = {
    Status.EMAIL_PENDING: "confirm",
    Status.GUARDIAN_PENDING: "guardian_told",
    Status.SUBMITTED: "received",
}


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
            raise MoveRefused(refusal, {other: lawful[other] for other in lawful if other != name})
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
        target = Status.EMAIL_PENDING if from_web else Status.GUARDIAN_PENDING if minor else Status.SUBMITTED
        application.status, application.status_since = target, timezone.now()
        application.age_band = str(band_of(person.born_on, timezone.localdate()))
        application.save()
        if minor:
            guardian.application = application
            guardian.save()
        by = By.APPLICANT if from_web else By.STAFF
        event = _write(application, "start", target, by=by, actor=actor, source="")
        _arrive(application, event, FIRST_LETTER[target])
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
    if event.source == Status.INTERVIEW:
        then.meeting_is_off(row, event)
    if target == Status.SUBMITTED and row.submitted_at is None:
        row.submitted_at = event.at
    if row.first_answer_at is None and name in MOVES and MOVES[name].answers:
        row.first_answer_at = event.at
    decided = (*SERVING, *Application.CLOSED)
    if target == Status.ACCEPTED or (target in Application.CLOSED and event.source not in decided):
        row.decided_at = event.at
    elif target not in decided:
        row.decided_at = None  # considered anew
    if target != Status.ANONYMISED:  # statistics go on telling how it ended
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
    if row.status == Status.EMAIL_PENDING and not row.person.email:
        then.add_task(row, Task.What.CALL, letter="confirm")
        then.tell_staff("staff_to_call", row, event)
    elif row.status == Status.GUARDIAN_PENDING and event.by != By.GUARDIAN:  # who has just withdrawn is not asked again
        then.ask_guardian(row, event)
    elif row.status == Status.SUBMITTED:
        then.tell_staff("staff_new", row, event)
