"""Letters that time causes and that tell more than where the application stands."""

from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from lvg_portal.outbox import Envelope, letter
from volunteers import daytime, tokens
from volunteers.letters.facts import facts, find
from volunteers.models import Application, HoursEntry
from volunteers.tokens import Purpose


@letter("hours_monthly")
def hours_monthly(application: int, event: int | None = None) -> Envelope | None:
    """Last month's hours, as far as they are written down; only while somebody volunteers."""
    row = find(application)
    if row is None or row.status != Application.Status.ACTIVE or not row.person.email_confirmed_at:
        return None
    month = timezone.localdate().replace(day=1) - timedelta(days=1)
    entries = row.hours.filter(worked_on__year=month.year, worked_on__month=month.month)
    minutes = entries.exclude(status=HoursEntry.Status.RETURNED).aggregate(sum=Sum("minutes"))["sum"]
    hours = daytime.length(minutes) if minutes else ""
    return Envelope(row.person.email, facts(row, month=month, hours=hours, link=tokens.address(row, Purpose.MY)))
