"""Letters to the applicant."""

from lvg_portal.outbox import Envelope, letter
from volunteers import contacts, meetings, tokens
from volunteers.letters.facts import facts, find, still_asked
from volunteers.models import Application, StatusEvent, Terms
from volunteers.moves import MOVES
from volunteers.tokens import Purpose

Status = Application.Status

# Letters with the link to one's own application, and the statuses in which they are still true; empty: always.
TO_APPLICANT = {
    "received": (),
    "guardian_told": (Status.GUARDIAN_PENDING,),
    "guardian_refused": (),
    "consent_withdrawn": (Status.GUARDIAN_PENDING,),
    "in_review": (),
    "question": (Status.INFO_REQUESTED,),
    "meeting": (Status.INTERVIEW,),
    "meeting_cancelled": (Status.INTERVIEW,),
    "waitlisted": (Status.WAITLISTED,),
    "offered": (Status.OFFERED,),
    "offer_taken_back": (Status.IN_REVIEW,),
    "accepted": (),
    "declined": (Status.DECLINED,),
    "withdrawn": (Status.WITHDRAWN,),
    "expired": (Status.EXPIRED,),
    "turned_18": (),
    "consent_ended": (Status.PAUSED,),
    "consent_again": (Status.PAUSED,),
    "active": (Status.ACTIVE,),
    "paused": (Status.PAUSED,),
    "completed": (Status.COMPLETED,),
    # From the clock: nightly/reminders.py.
    "renew_waiting": (Status.WAITLISTED,),
    "offer_reminder": (Status.OFFERED,),
    "question_reminder": (Status.INFO_REQUESTED,),
    "feedback": (Status.COMPLETED,),
    "come_back": (Status.COMPLETED,),
}

ABOUT_MEETINGS = ("meeting", "meeting_cancelled")


@letter("confirm")
def confirm(application: int, event: int | None = None) -> Envelope | None:
    """To an address that nobody has confirmed yet: the link and nothing about the person."""
    row = find(application)
    if row is None or row.status != Status.EMAIL_PENDING or not row.person.email:
        return None
    return Envelope(row.person.email, facts(row, link=tokens.address(row, Purpose.CONFIRM)))


def _register_to_applicant(key: str, statuses: tuple[str, ...]) -> None:
    @letter(key)
    def write(application: int, event: int | None = None) -> Envelope | None:
        row = find(application)
        if row is None or not row.person.email_confirmed_at or (statuses and row.status not in statuses):
            return None
        move = StatusEvent.objects.filter(pk=event).first()
        told = move.reason if move and move.move in MOVES and MOVES[move.move].tells else ""
        context = facts(row, move=move, told=told, link=tokens.address(row, Purpose.MY))
        is_about_meeting = key in ABOUT_MEETINGS or meetings.was_called_off_by(row, move)
        return Envelope(row.person.email, context, meetings.attachments(row) if is_about_meeting else [])


for _key, _statuses in TO_APPLICANT.items():
    _register_to_applicant(_key, _statuses)


@letter("guardian_reminded")
def guardian_reminded(application: int, asked: str, event: int | None = None, days: int = 0) -> Envelope | None:
    row = still_asked(application, asked, days)
    if row is None or not row.person.email_confirmed_at:
        return None
    return Envelope(row.person.email, facts(row, link=tokens.address(row, Purpose.MY)))


@letter("already_open")
def already_open(application: int, receipt: str) -> Envelope | None:
    """The form was sent again while an application is open: only the mailbox owner may learn it."""
    row = find(application)
    if row is None or not row.person.email:
        return None
    return Envelope(row.person.email, facts(row, receipt=receipt, **_way_in(row)))


@letter("link")
def link(applications: list[int], is_new_address: bool = False) -> Envelope | None:
    """A lost link. An unknown address posts this letter too, about nobody, so that both answers cost the same.

    ``is_new_address``: nobody asked; the mailbox has changed, and the older links have ended.
    """
    rows = [row for row in map(find, applications) if row and row.person.email]
    if not rows:
        return None
    ways = [{"application": row, "opportunity": row.opportunity, **_way_in(row)} for row in rows]
    return Envelope(rows[0].person.email, {"ways": ways, "is_new_address": is_new_address, "terms": Terms.load()})


@letter("new_email")
def new_email(application: int, asked: str) -> Envelope | None:
    """To an address that nobody has confirmed yet: the link and nothing about the person."""
    row = find(application)
    if row is None or not row.person.new_email or contacts.fingerprint(row.person.new_email) != asked:
        return None
    return Envelope(row.person.new_email, facts(row, link=tokens.address(row, Purpose.NEW_EMAIL)))


@letter("email_changed")
def email_changed(**refs) -> Envelope | None:
    """To the old address, sent from memory by ``outbox.send_last``: afterwards nobody knows where to."""
    return None


def _way_in(row: Application) -> dict:
    """The link that fits: an unconfirmed mailbox has first to be confirmed."""
    purpose = Purpose.MY if row.person.email_confirmed_at else Purpose.CONFIRM
    return {"is_confirmed": purpose == Purpose.MY, "link": tokens.address(row, purpose)}
