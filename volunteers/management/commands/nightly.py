"""What time does to applications: run once a night. Safe to run again at any hour."""

from django.core.management.base import BaseCommand
from django.db import transaction
from tqdm import tqdm

from volunteers.flow import MOVES, By, MoveRefused, lawful_moves, make_move
from volunteers.guards import time_ran_out
from volunteers.models import Application

Status = Application.Status
WAITING = {status for name in ("come_of_age", "expire") for status in MOVES[name].sources}


class Command(BaseCommand):
    help = "Close what waited too long, offer the place to the next in line, and move on who has turned 18."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *, dry_run: bool, **options):
        waiting = Application.objects.filter(status__in=WAITING).select_related("person").order_by("status_since")
        due = [(row, name) for row in waiting.iterator() if (name := _due(row))]
        if dry_run:
            return f"{len(due)} applications would move on or expire"
        moved = offered = 0
        for row, name in tqdm(due, unit="application", disable=None):
            was_offered = row.status == Status.OFFERED
            try:
                # Together or not at all: a place that fell free tonight is not looked at again tomorrow.
                with transaction.atomic():
                    make_move(row, name, by=By.CLOCK)
                    offered += was_offered and _offer_to_the_next(row)
            except MoveRefused:  # somebody answered while we were at it
                continue
            moved += 1
        return f"{moved} applications moved on or expired, {offered} places offered to the next in line"


def _due(row: Application) -> str:
    """The move whose time has come; "" for none."""
    if "come_of_age" in lawful_moves(row, By.CLOCK):
        return "come_of_age"
    return "" if time_ran_out(row) else "expire"


def _offer_to_the_next(expired: Application) -> bool:
    """The place goes to whoever has waited longest; where a guard refuses, staff see to it."""
    waiting = Application.objects.filter(opportunity=expired.opportunity_id, status=Status.WAITLISTED)
    first = waiting.order_by("status_since", "pk").first()
    if first is None:
        return False
    try:
        make_move(first, "offer_to_next", by=By.CLOCK)
    except MoveRefused:
        return False
    return True
