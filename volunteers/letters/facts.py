"""What letters tell about an application, and whether it is still there to be told about."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from volunteers.consequences import REMIND_AFTER
from volunteers.guards import is_under_18, runs_out_on
from volunteers.models import Application, Guardian, Terms

Status = Application.Status


def find(application: int) -> Application | None:
    return (
        Application.objects.exclude(status=Status.ANONYMISED)
        .select_related("person", "opportunity__place", "guardian")
        .filter(pk=application)
        .first()
    )


def facts(row: Application, **more) -> dict:
    return {
        "application": row,
        "opportunity": row.opportunity,
        "is_minor": is_under_18(row),
        "last_day": runs_out_on(row),
        "terms": Terms.load(),
        "volunteering": settings.SITE_URL + reverse("volunteers:landing"),
        **more,
    }


def still_asked(application: int, asked: str, days: int = 0) -> Application | None:
    """The application that still waits for the answer to this very asking.

    Args:
        days: of a reminder, the day after the asking. After a week without a mail server only the latest due goes.
    """
    row = find(application)
    if row is None or row.status != Status.GUARDIAN_PENDING or not is_under_18(row):
        return None
    guardian = row.guardian
    if not guardian.asked_at or guardian.asked_at.isoformat() != asked:
        return None
    waits = timezone.now() - guardian.asked_at
    is_followed = days and any(later > days and waits >= timedelta(days=later) for later in REMIND_AFTER)
    return row if guardian.contact_by == Guardian.ContactBy.EMAIL and not is_followed else None
