"""After a backup is restored: erase again what had been erased since it was made."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from volunteers import erasures, leaving
from volunteers.models import Application


class Command(BaseCommand):
    help = "Erase again what the erasure ledger says. Run it after every restore; safe to run again."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, help="the ledger; without it, the one of the settings")
        parser.add_argument("--dry-run", action="store_true", help="only say how many would be erased")

    def handle(self, *, file: Path | None, dry_run: bool, **options):
        path = file or Path(settings.ERASURE_LEDGER)
        if not file and not path.exists():
            return f"There is no ledger {path}: nothing was ever erased here, or ERASURE_LEDGER names another place"
        try:
            ledger = erasures.known(path)
        except (OSError, ValueError) as error:
            raise CommandError(f"The ledger {path} cannot be read: {error}") from error
        kept = Application.objects.exclude(status=Application.Status.ANONYMISED).order_by("pk")
        back = [row for row in kept.iterator() if leaving.is_back(row, ledger)]
        if dry_run:
            return f"{len(back)} of {len(ledger)} erasures would be made again"
        erasures.write(ledger)
        done = failed = 0
        for row in tqdm(back, unit="application", disable=None):
            try:
                done += leaving.erase_again(row)
            except Exception as error:  # one broken row must not keep the others' data here
                self.stderr.write(f"{row.number}: {type(error).__name__}")
                failed += 1
        if failed:
            raise CommandError(f"{done} erased again, {failed} failed")
        return f"{done} erased again; the ledger knows {len(ledger)}"
