"""What the night tells staff: whom we keep waiting, what waits on a working day, and letters that did not go out.

A clock writes no names: links and counts only. Each letter once, by its Reminder.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from lvg_portal import outbox
from lvg_portal.models import Letter
from volunteers import consequences, workdays, worklist
from volunteers.models import Application, Reminder
from volunteers.nightly.phase import Phase

LANGUAGE = "lt"  # an account of staff has none of its own


def _posted_once(key: str, letters: list[tuple[str, dict]]) -> bool:
    """The reminder and its letters in one transaction: who comes second posts nothing."""
    with transaction.atomic():
        if not Reminder.objects.get_or_create(key=key)[1]:
            return False
        for name, refs in letters:
            outbox.post(name, language=LANGUAGE, **refs)
    return True


def _untold(keyed: dict) -> list:
    """The rows of ``{key: row}`` whose key has not been written down yet."""
    told = set(Reminder.objects.filter(key__in=keyed).values_list("key", flat=True))
    return [row for key, row in keyed.items() if key not in told]


# --- Whom we keep waiting ---------------------------------------------------------------------------------------------
def _overdue_key(row: Application) -> str:
    """Of one wait: an application that comes back to us and is late again is told again."""
    tasks = "-".join(str(task.pk) for task in row.open_tasks if task.due_on < timezone.localdate())
    return f"overdue:{row.pk}:{row.asked_at:%Y%m%d}:{tasks}"[:100]


def _overdue() -> list[Application]:
    rows = worklist.with_tasks(worklist.overdue(Application.objects.all())).select_related("opportunity")
    return _untold({_overdue_key(row): row for row in rows.order_by("pk")})


def _tell_overdue(row: Application) -> bool:
    readers = consequences.who_takes_it_up(row)
    letters = [("staff_overdue", {"application": row.pk, "user": user}) for user in readers]
    return _posted_once(_overdue_key(row), letters)


# --- What waits -------------------------------------------------------------------------------------------------------
def _digest_key(user: User) -> str:
    return f"digest:{user.pk}:{timezone.localdate()}"


def _to_digest() -> list[User]:
    if not workdays.is_working(timezone.localdate()):
        return []
    untold = _untold({_digest_key(user): user for user in consequences.who_coordinate()})
    return [user for user in untold if worklist.summary(user).is_anything]


def _digest(user: User) -> bool:
    return _posted_once(_digest_key(user), [("staff_digest", {"user": user.pk})])


# --- Letters that did not go out --------------------------------------------------------------------------------------
def _failed_key(user: User) -> str:
    """Told once of the newest failure, not every night of an old one."""
    newest = Letter.objects.filter(status=Letter.Status.FAILED).order_by("due_at", "pk").last()
    return f"mail_failed:{user.pk}:{newest.pk}" if newest else ""


def _to_tell_of_failures() -> list[User]:
    return _untold({key: user for user in consequences.of_role("lead") if (key := _failed_key(user))})


def _tell_of_failures(user: User) -> bool:
    key = _failed_key(user)
    return bool(key) and _posted_once(key, [("staff_mail_failed", {"user": user.pk})])


PHASES = [
    Phase("staff told of late answers", _overdue, _tell_overdue),
    Phase("leads told of letters that failed", _to_tell_of_failures, _tell_of_failures),
    Phase("staff told what waits today", _to_digest, _digest),
]
