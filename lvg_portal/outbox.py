"""Letters: written down in the transaction that causes them, made and sent afterwards, each once.

An app registers who writes a letter: ``@letter("offered")`` over a function that takes the row's refs and returns
an ``Envelope``, or None when the letter is no longer needed. Texts stand in
``templates/letters/<language>/<key>.txt``; the first line is the subject.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import make_msgid
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import timezone, translation
from django.utils.html import escape, linebreaks, urlize

from lvg_portal.models import Letter, SiteSettings

log = logging.getLogger("lvg_portal.outbox")

RETRY_AFTER = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
]


@dataclass
class Envelope:
    """To whom and with what the letter is made; ``attachments`` are (file name, content, MIME type)."""

    to: str
    context: dict = field(default_factory=dict)
    attachments: list[tuple[str, bytes | str, str]] = field(default_factory=list)
    reply_to: str = ""


_writers: dict[str, Callable[..., Envelope | None]] = {}


def letter(key: str):
    """Register the function that writes the letter ``key``."""

    def register(writer):
        _writers[key] = writer
        return writer

    return register


def post(key: str, *, language: str, due_at=None, **refs) -> Letter:
    """Put a letter into the outbox, inside the transaction of the change. ``refs`` are primary keys and plain words.

    Raises KeyError for a letter that nobody writes.
    """
    _writers[key]
    return Letter.objects.create(key=key, language=language, refs=refs, due_at=due_at or timezone.now())


def deliver(limit: int = 100) -> tuple[int, int]:
    """Send what is due; returns (sent, failed). Several may run at once: each letter is locked by one of them."""
    sent = failed = 0
    for _attempt in range(limit):
        with transaction.atomic():
            row = (
                Letter.objects.select_for_update(skip_locked=True)
                .filter(status=Letter.Status.WAITING, due_at__lte=timezone.now())
                .order_by("due_at", "pk")
                .first()
            )
            if row is None:
                break
            if _send(row):
                sent += 1
            else:
                failed += 1
    return sent, failed


def _send(row: Letter) -> bool:
    row.attempts += 1
    try:
        with transaction.atomic(), translation.override(row.language):
            envelope = _writers[row.key](**row.refs)
            if envelope is None:
                row.status = Letter.Status.DROPPED
            else:
                message_of(row, envelope).send()
                row.status, row.sent_at = Letter.Status.SENT, timezone.now()
    except Exception as error:  # whatever goes wrong with one letter must not hold up the others
        # The error's text may hold the recipient's address: only its kind is kept.
        row.error = type(error).__name__
        if row.attempts > len(RETRY_AFTER):
            row.status = Letter.Status.FAILED
        else:
            row.due_at = timezone.now() + RETRY_AFTER[row.attempts - 1]
        row.save()
        log.warning("letter %s (%s) was not sent: %s", row.pk, row.key, row.error)
        return False
    row.error = ""
    row.save()
    return True


def message_of(row: Letter, envelope: Envelope) -> EmailMultiAlternatives:
    """The letter as text and HTML, in the language of the row (which must be active)."""
    site = SiteSettings.load()
    context = {"site": site, "site_url": settings.SITE_URL, **envelope.context}
    # Plain text: a quotation mark in a title is no "&quot;". The HTML is escaped below, as a whole.
    template = get_template(f"letters/{row.language}/{row.key}.txt").template
    whole = template.render(Context(context, autoescape=False)).strip()
    subject, _newline, text = whole.partition("\n")
    subject = subject.removeprefix("Subject:").strip()
    text = re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"
    message = EmailMultiAlternatives(
        subject=subject,
        body=text,
        to=[envelope.to],
        reply_to=[envelope.reply_to or site.email] if (envelope.reply_to or site.email) else None,
        headers={
            "Message-ID": f"<{row.message_id}@{_mail_domain()}>",
            "Auto-Submitted": "auto-generated",
            "Content-Language": row.language,
        },
    )
    html = render_to_string(
        "letters/base.html",
        {**context, "subject": subject, "language": row.language, "body": linebreaks(urlize(escape(text)))},
    )
    message.attach_alternative(html, "text/html")
    for name, content, mime_type in envelope.attachments:
        message.attach(name, content, mime_type)
    return message


def _mail_domain() -> str:
    return settings.SITE_URL.partition("//")[2].partition(":")[0]


class EmlBackend(BaseEmailBackend):
    """Without an SMTP server each letter becomes a file in ``settings.LETTERS_DIR`` that any mail program opens."""

    def send_messages(self, messages):
        Path(settings.LETTERS_DIR).mkdir(parents=True, exist_ok=True)
        for message in messages:
            message_id = message.extra_headers.get("Message-ID", make_msgid()).strip("<>").partition("@")[0]
            stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S")
            path = Path(settings.LETTERS_DIR) / f"{stamp}-{message_id[:36]}.eml"
            path.write_bytes(message.message().as_bytes())
        return len(messages)
