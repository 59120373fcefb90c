"""Old rows and files that nothing depends on any more."""

from datetime import timedelta
from pathlib import Path

from axes.models import AccessAttempt
from django.conf import settings
from django.core.files.storage import storages
from django.db.models import QuerySet
from django.utils import timezone

from lvg_portal.models import SiteSettings
from volunteers.models import AccessLog, Reminder, Signature, Terms, Token
from volunteers.months import midnight_after
from volunteers.nightly.phase import Phase, Sweep
from volunteers.retention import last_day_over

REMINDED_MONTHS = 24  # longer than any reminder could be due again
UPLOADING = timedelta(days=1)  # a file may be there a moment before its row


def _access_log() -> QuerySet[AccessLog]:
    day = last_day_over(timezone.localdate(), Terms.load().access_log_months)
    return AccessLog.objects.filter(at__lt=midnight_after(day))


def _reminders() -> QuerySet[Reminder]:
    day = last_day_over(timezone.localdate(), REMINDED_MONTHS)
    return Reminder.objects.filter(created_at__lt=midnight_after(day))


def _tokens() -> QuerySet[Token]:
    """A link that has ended tells so for as long again; then it is one that never was."""
    return Token.objects.filter(expires_at__lt=timezone.now() - timedelta(days=Terms.load().link_days))


def _failed_logins() -> QuerySet[AccessAttempt]:
    """The lock of staff accounts has forgotten them long before."""
    return AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - timedelta(days=1))


def _scans_of_nobody() -> list[str]:
    """Left when the portal was stopped between an erasure and the removal of its files."""
    storage = storages["private"]
    if not storage.exists("agreements"):
        return []
    kept = set(Signature.objects.exclude(scan="").values_list("scan", flat=True))
    names = {f"agreements/{name}" for name in storage.listdir("agreements")[1]} - kept
    return [name for name in sorted(names) if timezone.now() - storage.get_modified_time(name) > UPLOADING]


def _delete_scan(name: str) -> bool:
    storages["private"].delete(name)
    return True


def _old_copies() -> list[Path]:
    """Letters that lie in a folder because there is no mail server."""
    oldest = (timezone.now() - timedelta(days=SiteSettings.load().letter_days)).timestamp()
    return [path for path in Path(settings.LETTERS_DIR).glob("*.eml") if path.stat().st_mtime < oldest]


def _delete_copy(path: Path) -> bool:
    path.unlink(missing_ok=True)
    return True


PHASES = [
    Sweep("entries of the access log deleted", _access_log),
    Sweep("reminders deleted", _reminders),
    Sweep("dead links deleted", _tokens),
    Sweep("failed logins deleted", _failed_logins),
    Phase("scans of nobody deleted", _scans_of_nobody, _delete_scan),
    Phase("letters in the folder deleted", _old_copies, _delete_copy),
]
