"""Criminal-record certificates: seen by staff before work with children begins, never kept (see models/serving.py)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from volunteers import locks
from volunteers.models import Application, RecordCheck, Task

WARN = timedelta(days=30)  # before it runs out


@dataclass
class Standing:
    """How it stands today: ``missing``, ``valid``, ``soon`` or ``over``; "" where none is needed and none was seen."""

    state: str = ""
    check: RecordCheck | None = None
    until: date | None = None


def standing(application: Application) -> Standing:
    today = timezone.localdate()
    checks = list(application.record_checks.select_related("seen_by"))
    # The one that holds longest: without an end it holds for ever.
    best = max(checks, key=lambda check: (check.valid_until or date.max, check.seen_on), default=None)
    if best is None:
        return Standing("missing" if is_needed(application) else "")
    until = best.valid_until
    if until is None or until > today + WARN:
        return Standing("valid", best, until)
    return Standing("soon" if until >= today else "over", best, until)


def is_needed(application: Application) -> bool:
    return bool(application.opportunity and application.opportunity.with_children)


def note(application: Application, *, seen_on: date, valid_until: date | None, user) -> RecordCheck:
    """Write down that it was seen. Raises ValidationError by field."""
    if seen_on > timezone.localdate():
        raise ValidationError({"seen_on": _("This day is still to come.")})
    if valid_until and valid_until < seen_on:
        raise ValidationError({"valid_until": _("The certificate had run out before it was seen.")})
    with transaction.atomic():
        row = locks.row_of(application)  # a second click waits here and finds what the first has noted
        Task.objects.filter(application=application, what=Task.What.RECORD_EXPIRES, done_at=None).update(
            done_at=timezone.now(), done_by=user
        )
        check, _made = RecordCheck.objects.get_or_create(
            application=row, seen_on=seen_on, valid_until=valid_until, seen_by=user
        )
        return check
