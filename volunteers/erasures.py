"""The erasure ledger: what has been erased stays erased when an older backup is restored.

It names nobody: a keyed hash of the application's number and the time. Each row stands in the database, for the data
officer to read, and in a file beside it, because a restored database lacks the newest rows.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from volunteers.models import Application, Erasure

ALL, CONTACTS = "all", "contacts"  # what was erased
ON_REQUEST = "request"  # beside either: they asked for it, so their story and messages went, too


def keyed_hash(number: str, what: str = ALL) -> str:
    """Without the key nobody can find out a number by hashing all there may be."""
    return hmac.new(settings.ERASURE_KEY.encode(), f"{what}:{number}".encode(), hashlib.sha256).hexdigest()


def note(application: Application, what: str = ALL) -> None:
    """Write into the ledger, inside the transaction that erases; into the file as soon as it is certain."""
    found, _made = Erasure.objects.update_or_create(
        keyed_hash=keyed_hash(application.number, what), defaults={"at": timezone.now()}
    )
    # A full disk must not undo an erasure (Django logs it): nightly writes what the file lacks.
    transaction.on_commit(lambda: append(found), robust=True)


def is_noted(application: Application, what: str = ALL) -> bool:
    """Erased before: a backup has brought it back. Its number may have been given anew since: that one is younger."""
    return Erasure.objects.filter(
        keyed_hash=keyed_hash(application.number, what), at__gt=application.created_at
    ).exists()


def missing_in_file() -> list[Erasure]:
    """What only the database knows."""
    path = Path(settings.ERASURE_LEDGER)
    kept = dict(read(path)) if path.exists() else {}
    return [row for row in Erasure.objects.order_by("pk") if kept.get(row.keyed_hash) != row.at]


def known(path: Path) -> dict[str, datetime]:
    """The whole ledger: what the database knows and what the file knows. Raises OSError, or ValueError as ``read``."""
    ledger = dict(Erasure.objects.values_list("keyed_hash", "at"))
    for key, at in read(path):
        ledger[key] = max(at, ledger.get(key, at))
    return ledger


def write(ledger: dict[str, datetime]) -> None:
    """Make the database know all of it."""
    rows = [Erasure(keyed_hash=key, at=at) for key, at in ledger.items()]
    Erasure.objects.bulk_create(rows, update_conflicts=True, unique_fields=["keyed_hash"], update_fields=["at"])


def is_in(ledger: dict[str, datetime], application: Application, what: str = ALL) -> bool:
    at = ledger.get(keyed_hash(application.number, what))
    return at is not None and at > application.created_at


def read(path: Path) -> Iterator[tuple[str, datetime]]:
    """The pairs of the file, the latest last. Raises ValueError with the number of a line that is none."""
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        key, _space, moment = line.partition(" ")
        at = parse_datetime(moment)
        if len(key) != 64 or at is None:
            raise ValueError(f"line {number} is no line of an erasure ledger")
        yield key, at


def append(row: Erasure) -> bool:
    """Write it into the file beside the database, which only this account reads."""
    path = Path(settings.ERASURE_LEDGER)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a") as file:
        file.write(f"{row.keyed_hash} {row.at.isoformat()}\n")
    return True
