"""Letters: written down in the transaction that causes them, made and sent afterwards, each once.

An app registers who writes a letter: ``@letter("offered")`` over a function that takes the row's refs and returns
an ``Envelope``, or None when the letter is no longer needed. Texts stand in
``templates/letters/<language>/<key>.txt``, the first line is the subject; staff may put their own before them
(letter_texts.py).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import make_msgid
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone, translation

from lvg_portal import letter_texts
from lvg_portal.models import Letter, LetterText, SiteSettings

log = logging.getLogger("lvg_portal.outbox")

NOBODY = "erased@invalid"

RETRY_AFTER = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
]
IN_FLIGHT = timedelta(minutes=5)  # longer than a slow mail server takes: each of its answers may take EMAIL_TIMEOUT


@dataclass
class Envelope:
    """To whom and with what the letter is made; ``attachments`` are (file name, content, MIME type)."""

    to: str
    context: dict = field(default_factory=dict)
    attachments: list[tuple[str, bytes | str, str]] = field(default_factory=list)
    reply_to: str = ""


_writers: dict[str, Callable[..., Envelope | None]] = {}
_readers: dict[str, str] = {}  # key → who gets it


def letter(key: str, to: str = ""):
    """Register the function that writes the letter ``key``; ``to`` whom, unless the module is named after them."""

    def register(writer):
        _writers[key] = writer
        _readers[key] = to or writer.__module__.rpartition(".")[2]
        return writer

    return register


def registered() -> dict[str, str]:
    """Every letter that somebody writes, and to whom: ``{"offered": "applicant"}``."""
    return dict(_readers)


def post(key: str, *, language: str, due_at=None, **refs) -> Letter:
    """Put a letter into the outbox, inside the transaction of the change. ``refs`` are primary keys and plain words.

    Raises KeyError for a letter that nobody writes.
    """
    _writers[key]
    return Letter.objects.create(key=key, language=language, refs=refs, due_at=due_at or timezone.now())


def deliver(limit: int = 100) -> tuple[int, int]:
    """Send what is due; returns (sent, failed). Several may run at once: each letter is taken by one of them."""
    sent = failed = 0
    for _attempt in range(limit):
        due = Letter.objects.filter(status=Letter.Status.WAITING, due_at__lte=timezone.now()).order_by("due_at", "pk")
        taken = _take(due.select_for_update(skip_locked=True))
        if taken is None:
            break
        if _send(*taken):
            sent += 1
        else:
            failed += 1
    return sent, failed


def in_flight() -> Q:
    """Letters that a worker is handing to the mail server now, or was when it died."""
    return Q(status=Letter.Status.WAITING, attempts__gt=0, error="", due_at__gt=timezone.now())


def deliver_now(row: Letter) -> Letter:
    """Send one letter without waiting for its turn; the row as it is afterwards, whoever has sent it."""
    waiting = Letter.objects.filter(pk=row.pk, status=Letter.Status.WAITING).exclude(in_flight())
    taken = _take(waiting.select_for_update())
    if taken:
        _send(*taken)
    return Letter.objects.get(pk=row.pk)


def send_again(letters: QuerySet[Letter]) -> int:
    """Let those of these letters that were given up go once more; returns how many.

    One sent from memory cannot: what it said and to whom is known to nobody any more.
    """
    failed = letters.filter(status=Letter.Status.FAILED).exclude(refs={})
    return failed.update(status=Letter.Status.WAITING, attempts=0, due_at=timezone.now(), error="")


def send_last(key: str, *, to: str, language: str, context: dict) -> Letter:
    """A letter to an address that this transaction erases: made now, sent from memory right after COMMIT.

    The row tells whether it went. It is sent once only, for afterwards nobody knows where to. A process that dies in
    between leaves it "failed", never waiting.
    """
    row = Letter.objects.create(
        key=key, language=language, status=Letter.Status.FAILED, attempts=1, error="Interrupted"
    )
    with translation.override(language):
        message = message_of(row, Envelope(to, context))
    transaction.on_commit(lambda: _send_from_memory(row, message))
    return row


def _send_from_memory(row: Letter, message: EmailMultiAlternatives) -> None:
    connection = get_connection()
    if getattr(connection, "keeps_copies", False):
        message.to = [NOBODY]
    try:
        connection.send_messages([message])
    except Exception as error:  # the data are gone already, and the page says so
        row.error = type(error).__name__
        log.warning("letter %s (%s) was not sent: %s", row.pk, row.key, row.error)
    else:
        row.status, row.sent_at, row.error = Letter.Status.SENT, timezone.now(), ""
    row.save(update_fields=["status", "sent_at", "error"])


def _take(letters: QuerySet[Letter]) -> tuple[Letter, EmailMultiAlternatives | None] | None:
    """Take the first of these letters and write it, in a transaction that is over before the mail server hears of it.

    The link in it must work even if we die between the mail server's yes and our own note of it: the letter then goes
    again with the same Message-ID, and a mail program may show only the first. Until its time comes again nobody else
    takes it.
    """
    with transaction.atomic():
        row = letters.first()
        if row is None:
            return None
        row.attempts, row.due_at, row.error = row.attempts + 1, timezone.now() + IN_FLIGHT, ""
        message = None
        if row.attempts > len(RETRY_AFTER) + 1:  # every time we died on it
            row.status, row.error = Letter.Status.FAILED, "Interrupted"
        else:
            try:
                with transaction.atomic(), translation.override(row.language):
                    envelope = _writers[row.key](**row.refs)
                    message = message_of(row, envelope) if envelope else None
            except Exception as error:  # whatever goes wrong with one letter must not hold up the others
                _note_failure(row, error)
            else:
                row.status = row.status if message else Letter.Status.DROPPED
        row.save()
    return row, message


def _send(row: Letter, message: EmailMultiAlternatives | None) -> bool:
    if message is None:
        return row.status == Letter.Status.DROPPED
    try:
        message.send()
    except Exception as error:
        _note_failure(row, error)
    else:
        row.status, row.sent_at = Letter.Status.SENT, timezone.now()
    # Not save(): the person may have been erased meanwhile, and their letters with them.
    Letter.objects.filter(pk=row.pk).update(status=row.status, due_at=row.due_at, sent_at=row.sent_at, error=row.error)
    return row.status == Letter.Status.SENT


def _note_failure(row: Letter, error: Exception) -> None:
    # The error's text may hold the recipient's address: only its kind is kept.
    row.error = type(error).__name__
    if row.attempts > len(RETRY_AFTER):
        row.status = Letter.Status.FAILED
    else:
        row.due_at = timezone.now() + RETRY_AFTER[row.attempts - 1]
    log.warning("letter %s (%s) was not sent: %s", row.pk, row.key, row.error)


def message_of(row: Letter, envelope: Envelope) -> EmailMultiAlternatives:
    """The letter as text and HTML, in the language of the row (which must be active)."""
    site = SiteSettings.load()
    context = {"site": site, "site_url": settings.SITE_URL, **envelope.context}
    subject, text = _words(row, context)
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
        {**context, "subject": subject, "language": row.language, "body": letter_texts.as_html(text)},
    )
    message.attach_alternative(html, "text/html")
    for name, content, mime_type in envelope.attachments:
        message.attach(name, content, mime_type)
    return message


def _words(row: Letter, context: dict) -> tuple[str, str]:
    """Subject and text: staff's own words where they have some that fit, else the file's."""
    if own := LetterText.objects.filter(key=row.key, language=row.language).first():
        try:
            with transaction.atomic():
                return letter_texts.rendered(own, Context(context, autoescape=False))
        except Exception as error:  # no letter is lost through a bad text; the start page tells staff
            log.warning("letter %s (%s): the text of staff does not fit: %s", row.pk, row.key, type(error).__name__)
    return letter_texts.of_file(row.key, row.language, context)


def _mail_domain() -> str:
    return settings.SITE_URL.partition("//")[2].partition(":")[0]


def delete_copies(letters: QuerySet[Letter]) -> None:
    """Once the transaction is certain, remove the files that EmlBackend made of these letters."""
    folder = Path(settings.LETTERS_DIR)
    if not folder.is_dir():
        return
    keys = [str(key) for key in letters.values_list("message_id", flat=True)]
    transaction.on_commit(
        lambda: [path.unlink(missing_ok=True) for key in keys for path in folder.glob(f"*-{key}.eml")]
    )


class EmlBackend(BaseEmailBackend):
    """Without an SMTP server each letter becomes a file in ``settings.LETTERS_DIR`` that any mail program opens."""

    keeps_copies = True

    def send_messages(self, messages):
        Path(settings.LETTERS_DIR).mkdir(parents=True, exist_ok=True)
        for message in messages:
            message_id = message.extra_headers.get("Message-ID", make_msgid()).strip("<>").partition("@")[0]
            stamp = timezone.localtime().strftime("%Y%m%d-%H%M%S")
            path = Path(settings.LETTERS_DIR) / f"{stamp}-{message_id[:36]}.eml"
            path.write_bytes(message.message().as_bytes())
        return len(messages)
