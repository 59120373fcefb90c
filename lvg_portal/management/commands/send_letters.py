"""Send the letters that wait in the outbox, and go on doing so; forget what has been sent long ago."""

import logging
import signal
import threading
import time
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connections
from django.utils import timezone

from lvg_portal import outbox
from lvg_portal.models import ContactMessage, Letter, SiteSettings
from volunteers import bulk

log = logging.getLogger("lvg_portal.outbox")

TIDY_EVERY = 60 * 60  # seconds
AT_ONCE = 100


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="send what is due and end; for a timer")
        parser.add_argument("--pause", type=float, default=5, help="seconds between two looks into the outbox")

    def handle(self, *, once: bool, pause: float, **options):
        if once:
            try:
                sent, failed = deliver_all()
                forgotten = tidy()
            except Error as error:
                raise CommandError(f"The database does not answer: {str(error).strip()}") from error
            return f"sent {sent}, failed {failed}, forgotten {forgotten}"
        self._go_on(pause)
        return None

    def _go_on(self, pause: float):
        stop = threading.Event()
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_args: stop.set())
        tidied = -TIDY_EVERY
        while not stop.is_set():
            try:
                deliver_all(stop)
                if time.monotonic() - tidied >= TIDY_EVERY:
                    tidy()
                    tidied = time.monotonic()
            except Error as error:
                # The database is being restarted, say: the letters wait there, and so do we.
                log.warning("letters wait: the database does not answer (%s)", type(error).__name__)
                connections.close_all()
            stop.wait(pause)


def deliver_all(stop: threading.Event | None = None) -> tuple[int, int]:
    """Everything that is due; returns (sent, failed). A long queue is left between two letters when told to stop."""
    sent = failed = 0
    while not (stop and stop.is_set()):
        batch = outbox.deliver(AT_ONCE if stop is None else 1)
        sent, failed = sent + batch[0], failed + batch[1]
        if batch == (0, 0):
            break
    return sent, failed


def tidy() -> int:
    """Erase messages to us, letters to many and records of letters whose time is over.

    A failed one stays until someone has seen to it.
    """
    messages = ContactMessage.objects.outdated().delete()[0]
    done = Letter.objects.exclude(status__in=[Letter.Status.WAITING, Letter.Status.FAILED])
    long_ago = timezone.now() - timedelta(days=SiteSettings.load().letter_days)
    return messages + bulk.forget(long_ago) + done.filter(created_at__lt=long_ago).delete()[0]
