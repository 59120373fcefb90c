"""What time does to applications: run once a night. Safe to run again at any hour, or beside another run."""

from django.core.management.base import BaseCommand, CommandError

from volunteers import nightly
from volunteers.nightly import phase


class Command(BaseCommand):
    help = "Close what waited too long, remind, see to 18th birthdays, and let data leave whose time is over."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *, dry_run: bool, **options):
        if dry_run:
            return "\n".join(["Nothing is changed. Due now:", *(each.plan() for each in nightly.PHASES)])
        done, failures = phase.run_all(nightly.PHASES)
        report = ", ".join(f"{name} {count}" for name, count in done.items() if count) or "nothing was due"
        if failures:
            raise CommandError(f"{report}; {failures} failed, see the log", returncode=1)
        return report
