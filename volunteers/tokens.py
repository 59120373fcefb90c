"""The links in our letters: 256 random bits, of which the database keeps only the SHA-256."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from volunteers.age import adult_at
from volunteers.guards import runs_out_on
from volunteers.models import Application, Terms, Token
from volunteers.months import midnight_after

Purpose = Token.Purpose
VIEWS = {Purpose.CONFIRM: "confirm", Purpose.MY: "my", Purpose.GUARDIAN: "consent", Purpose.NEW_EMAIL: "new_email"}


def issue(application: Application, purpose: Purpose) -> str:
    """A new secret; older ones stay good, for older letters are still in the mailbox."""
    secret = secrets.token_urlsafe(32)
    Token.objects.create(
        purpose=purpose, application=application, sha256=_hash(secret), expires_at=_end(application, purpose)
    )
    return secret


def address(application: Application, purpose: Purpose) -> str:
    """A new link for a letter, in the active language. Made when the letter is sent, never before."""
    return settings.SITE_URL + path(purpose, issue(application, purpose))


def path(purpose: Purpose, secret: str) -> str:
    return reverse(f"volunteers:{VIEWS[purpose]}", args=[secret])


def find(purpose: Purpose, secret: str) -> Token | None:
    """The token that lives, with its application and person; None for any other."""
    return (
        Token.objects.filter(purpose=purpose, sha256=_hash(secret), expires_at__gt=timezone.now())
        .exclude(application=None)
        .select_related("application__person", "application__opportunity__place", "application__owner")
        .first()
    )


def ended(purpose: Purpose, secret: str) -> Token | None:
    """The token of a link that was good once, whatever has become of it since."""
    known = Token.objects.filter(purpose=purpose, sha256=_hash(secret))
    return known.select_related("application__person").first()


def leads_to_erased(known: Token) -> bool:
    """What it opened has been erased: then the link no longer knows whose it was."""
    return known.application is None or known.application.status == Application.Status.ANONYMISED


def touch(token: Token) -> None:
    """A visit to one's own page lengthens the life of its link; written at most once a day."""
    end = _end(token.application, Purpose(token.purpose))
    if end - token.expires_at > timedelta(days=1):
        Token.objects.filter(pk=token.pk).update(expires_at=end)


def kill(application: Application, *purposes: Purpose) -> None:
    """No link of these purposes opens this application any more."""
    Token.objects.filter(application=application, purpose__in=purposes).delete()


def _end(application: Application, purpose: Purpose):
    if purpose == Purpose.GUARDIAN:
        return adult_at(application.person.born_on)  # from 18 on nobody else answers
    if purpose == Purpose.CONFIRM and (last_day := runs_out_on(application)):
        return midnight_after(last_day)
    if purpose == Purpose.NEW_EMAIL:
        return timezone.now() + timedelta(days=Terms.load().confirm_days)
    return timezone.now() + timedelta(days=Terms.load().link_days)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
