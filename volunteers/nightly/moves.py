"""Birthdays and time limits: moves that the clock makes in flow.py."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from volunteers.age import is_minor
from volunteers.flow import By, MoveRefused, lawful_moves, make_move
from volunteers.guards import time_ran_out
from volunteers.models import Application, Terms
from volunteers.months import midnight_after
from volunteers.moves import MOVES
from volunteers.nightly.phase import Phase
from volunteers.retention import last_day_over

Status = Application.Status
COMING_OF_AGE = ("come_of_age", "hand_over")


def attempt(row: Application, name: str) -> bool:
    """False when it is not possible any more: somebody answered, or another run was quicker."""
    try:
        make_move(row, name, by=By.CLOCK)
    except MoveRefused:
        return False
    return True


# --- The 18th birthday ----------------------------------------------------------------------------------------------
def _turned_18() -> list[Application]:
    statuses = {status for name in COMING_OF_AGE for status in MOVES[name].sources}
    minors = Application.objects.filter(status__in=statuses, guardian__isnull=False, handed_over_at=None)
    minors = minors.exclude(person__born_on=None).select_related("person", "guardian").order_by("pk")
    return [row for row in minors if not is_minor(row.person.born_on) and _coming_of_age(row)]


def _coming_of_age(row: Application) -> str:
    lawful = lawful_moves(row, By.CLOCK)
    return next((name for name in COMING_OF_AGE if name in lawful), "")


def _grow_up(row: Application) -> bool:
    row.refresh_from_db()
    name = _coming_of_age(row)
    return bool(name) and attempt(row, name)


# --- Time limits ----------------------------------------------------------------------------------------------------
def _late() -> Iterator[Application]:
    """The oldest first: their places fall free first."""
    terms, today = Terms.load(), timezone.localdate()
    limits = {
        Status.EMAIL_PENDING: terms.confirm_days,
        Status.GUARDIAN_PENDING: terms.guardian_days,
        Status.INFO_REQUESTED: terms.info_days,
        Status.OFFERED: terms.offer_days,
    }
    # Roughly, in the database; the guard says exactly.
    old = Q(status=Status.WAITLISTED, status_since__lt=midnight_after(last_day_over(today, terms.waitlist_months)))
    for status, days in limits.items():
        old |= Q(status=status, status_since__lt=midnight_after(today - timedelta(days=days)))
    rows = Application.objects.filter(old).select_related("person", "opportunity").order_by("status_since", "pk")
    return (row for row in rows if not time_ran_out(row))


PHASES = [
    Phase("turned 18", _turned_18, _grow_up),
    Phase("expired", _late, lambda row: attempt(row, "expire")),
]
