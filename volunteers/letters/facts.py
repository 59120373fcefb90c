"""What letters tell about an application, and whether it is still there to be told about."""

from django.conf import settings
from django.urls import reverse

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


def still_asked(application: int, asked: str) -> Application | None:
    """The application that still waits for the answer to this very asking."""
    row = find(application)
    if row is None or row.status != Status.GUARDIAN_PENDING or not is_under_18(row):
        return None
    guardian = row.guardian
    is_same = guardian.asked_at and guardian.asked_at.isoformat() == asked
    return row if is_same and guardian.contact_by == Guardian.ContactBy.EMAIL else None
