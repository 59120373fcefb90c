"""Our letters: to whom, about what, and when one is no longer needed. Their words stand in templates/letters/.

Links are made here, at sending time: a letter that waits holds primary keys only.
"""

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import get_language

from lvg_portal.outbox import Envelope, letter
from volunteers import tokens
from volunteers.access import visible_applications
from volunteers.flow import MOVES
from volunteers.guards import is_under_18, runs_out_on
from volunteers.models import Application, ConsentText, Guardian, StatusEvent, Terms
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
    "waitlisted": (Status.WAITLISTED,),
    "offered": (Status.OFFERED,),
    "offer_taken_back": (Status.IN_REVIEW,),
    "accepted": (),
    "declined": (Status.DECLINED,),
    "withdrawn": (Status.WITHDRAWN,),
    "expired": (Status.EXPIRED,),
}
TO_STAFF = ("staff_new", "staff_to_call", "staff_to_reach_guardian", "staff_moved")


def _find(application: int) -> Application | None:
    return (
        Application.objects.exclude(status=Status.ANONYMISED)
        .select_related("person", "opportunity__place", "guardian")
        .filter(pk=application)
        .first()
    )


def _facts(row: Application, **more) -> dict:
    return {
        "application": row,
        "opportunity": row.opportunity,
        "is_minor": is_under_18(row),
        "last_day": runs_out_on(row),
        "terms": Terms.load(),
        "volunteering": settings.SITE_URL + reverse("volunteers:landing"),
        **more,
    }


# --- To the applicant -----------------------------------------------------------------------------------------------
@letter("confirm")
def confirm(application: int, event: int | None = None) -> Envelope | None:
    """To an address that nobody has confirmed yet: the link and nothing about the person."""
    row = _find(application)
    if row is None or row.status != Status.EMAIL_PENDING or not row.person.email:
        return None
    return Envelope(row.person.email, _facts(row, link=tokens.address(row, Purpose.CONFIRM)))


def _register_to_applicant(key: str, statuses: tuple[str, ...]) -> None:
    @letter(key)
    def write(application: int, event: int | None = None) -> Envelope | None:
        row = _find(application)
        if row is None or not row.person.email_confirmed_at or (statuses and row.status not in statuses):
            return None
        move = StatusEvent.objects.filter(pk=event).first()
        told = move.reason if move and move.move in MOVES and MOVES[move.move].tells else ""
        return Envelope(row.person.email, _facts(row, move=move, told=told, link=tokens.address(row, Purpose.MY)))


for _key, _statuses in TO_APPLICANT.items():
    _register_to_applicant(_key, _statuses)


@letter("guardian_reminded")
def guardian_reminded(application: int, asked: str) -> Envelope | None:
    row = _still_asked(application, asked)
    if row is None or not row.person.email_confirmed_at:
        return None
    return Envelope(row.person.email, _facts(row, link=tokens.address(row, Purpose.MY)))


@letter("already_open")
def already_open(application: int, receipt: str) -> Envelope | None:
    """The form was sent again while an application is open: only the mailbox owner may learn it."""
    row = _find(application)
    if row is None or not row.person.email:
        return None
    return Envelope(row.person.email, _facts(row, receipt=receipt, **_way_in(row)))


@letter("link")
def link(applications: list[int]) -> Envelope | None:
    """A lost link. An unknown address posts this letter too, about nobody, so that both answers cost the same."""
    rows = [row for row in map(_find, applications) if row and row.person.email]
    if not rows:
        return None
    ways = [{"application": row, "opportunity": row.opportunity, **_way_in(row)} for row in rows]
    return Envelope(rows[0].person.email, {"ways": ways, "terms": Terms.load()})


def _way_in(row: Application) -> dict:
    """The link that fits: an unconfirmed mailbox has first to be confirmed."""
    purpose = Purpose.MY if row.person.email_confirmed_at else Purpose.CONFIRM
    return {"is_confirmed": purpose == Purpose.MY, "link": tokens.address(row, purpose)}


# --- To the guardian ------------------------------------------------------------------------------------------------
def _still_asked(application: int, asked: str) -> Application | None:
    """The application that still waits for the answer to this very asking."""
    row = _find(application)
    if row is None or row.status != Status.GUARDIAN_PENDING or not is_under_18(row):
        return None
    guardian = row.guardian
    is_same = guardian.asked_at and guardian.asked_at.isoformat() == asked
    return row if is_same and guardian.contact_by == Guardian.ContactBy.EMAIL else None


@letter("guardian_request")
@letter("guardian_reminder")
def guardian_request(application: int, asked: str) -> Envelope | None:
    row = _still_asked(application, asked)
    if row is None:
        return None
    text = ConsentText.current(ConsentText.Purpose.GUARDIAN, get_language())
    return Envelope(row.guardian.email, _facts(row, text=text, link=tokens.address(row, Purpose.GUARDIAN)))


@letter("guardian_receipt")
def guardian_receipt(application: int, event: int) -> Envelope | None:
    """What was answered; with a link to change it while the applicant is a minor."""
    row, move = _find(application), StatusEvent.objects.filter(pk=event).first()
    if row is None or move is None or not is_under_18(row) or not row.guardian.email:
        return None
    return Envelope(row.guardian.email, _facts(row, move=move, link=tokens.address(row, Purpose.GUARDIAN)))


# --- To staff: a link, no personal data -----------------------------------------------------------------------------
def _register_to_staff(key: str) -> None:
    @letter(key)
    def write(application: int, user: int, event: int | None = None) -> Envelope | None:
        reader = User.objects.filter(pk=user, is_active=True).exclude(email="").first()
        row = visible_applications(reader).filter(pk=application).first() if reader else None
        if row is None:
            return None
        address = settings.SITE_URL + reverse("admin:volunteers_application_change", args=[row.pk])
        move = StatusEvent.objects.filter(pk=event).first()
        return Envelope(reader.email, {"application": row, "move": move, "link": address, "terms": Terms.load()})


for _key in TO_STAFF:
    _register_to_staff(_key)
