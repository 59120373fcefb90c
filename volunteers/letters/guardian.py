"""Letters to the parent or guardian."""

from django.utils.translation import get_language

from lvg_portal.outbox import Envelope, letter
from volunteers import tokens
from volunteers.guards import is_under_18
from volunteers.letters.facts import facts, find, still_asked
from volunteers.models import ConsentText, StatusEvent
from volunteers.tokens import Purpose


@letter("guardian_request")
@letter("guardian_reminder")
def guardian_request(application: int, asked: str, event: int | None = None, days: int = 0) -> Envelope | None:
    row = still_asked(application, asked, days)
    if row is None:
        return None
    text = ConsentText.current(ConsentText.Purpose.GUARDIAN, get_language())
    return Envelope(row.guardian.email, facts(row, text=text, link=tokens.address(row, Purpose.GUARDIAN)))


DID = {
    "guardian_agrees": "agreed",
    "guardian_agrees_again": "agreed",
    "guardian_refuses": "refused",
    "guardian_pauses": "paused",
    "guardian_withdraws_in_pause": "paused",
    "guardian_withdraws": "withdrew",
}


@letter("guardian_receipt")
def guardian_receipt(application: int, event: int) -> Envelope | None:
    """What was answered; with a link to change it while the applicant is a minor."""
    row, move = find(application), StatusEvent.objects.filter(pk=event).first()
    if row is None or move is None or not is_under_18(row) or not row.guardian.email:
        return None
    answer = row.guardian.consents.filter(given_at__lte=move.at).select_related("text").first()
    about = {"did": DID.get(move.move, ""), "answer": answer, "link": tokens.address(row, Purpose.GUARDIAN)}
    return Envelope(row.guardian.email, facts(row, move=move, **about))


@letter("handover")
def handover(application: int, event: int) -> Envelope | None:
    """On the 18th birthday: thanks, and no link any more."""
    row, move = find(application), StatusEvent.objects.filter(pk=event).first()
    if row is None or move is None or not row.guardian.email:
        return None
    had_agreed = row.guardian.consents.filter(response="given", ended_at=move.at).exists()
    return Envelope(row.guardian.email, facts(row, had_agreed=had_agreed))
