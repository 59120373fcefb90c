"""Letters to volunteers about hours that were returned, and about their certificate."""

from lvg_portal.outbox import Envelope, letter
from volunteers import tokens
from volunteers.letters.facts import facts, find
from volunteers.models import Certificate, HoursEntry
from volunteers.tokens import Purpose


@letter("hours_returned", to="applicant")
def hours_returned(application: int) -> Envelope | None:
    """Every entry that waits to be corrected; dropped when none does any more."""
    row = find(application)
    if row is None or not row.person.email_confirmed_at:
        return None
    entries = list(row.hours.filter(status=HoursEntry.Status.RETURNED))
    if not entries:
        return None
    return Envelope(row.person.email, facts(row, entries=entries, link=tokens.address(row, Purpose.MY)))


def _about_certificate(application: int, certificate: Certificate | None) -> Envelope | None:
    row = find(application)
    if row is None or certificate is None or not row.person.email_confirmed_at:
        return None
    return Envelope(row.person.email, facts(row, certificate=certificate, link=tokens.address(row, Purpose.MY)))


@letter("certificate", to="applicant")
def certificate(application: int, certificate: int) -> Envelope | None:
    """It waits on the volunteer's own page: no paper with a name goes by mail."""
    issued = Certificate.objects.filter(pk=certificate, application=application, revoked_at=None)
    return _about_certificate(application, issued.first())


@letter("certificate_revoked", to="applicant")
def certificate_revoked(application: int, certificate: int) -> Envelope | None:
    """Whoever shows the paper to others has to know."""
    revoked = Certificate.objects.filter(pk=certificate, application=application, revoked_at__isnull=False)
    return _about_certificate(application, revoked.first())
