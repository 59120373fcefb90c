"""Load the real content from lvg_portal/content/; safe to run again, and never over what staff have changed."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lvg_portal import loading


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        examples = parser.add_mutually_exclusive_group()
        examples.add_argument("--with-examples", action="store_true", help="load what is invented for the demo too")
        examples.add_argument("--remove-examples", action="store_true", help="remove what was invented; load nothing")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, change nothing")
        parser.add_argument("--folder", type=Path, default=loading.FOLDER, help="where the data files are")

    def handle(self, *, with_examples: bool, remove_examples: bool, dry_run: bool, folder: Path, **options):
        if remove_examples:
            return self._remove_examples(dry_run)
        if with_examples and settings.PRODUCTION:
            raise CommandError("Examples are for the local demo only, and ALLOWED_HOSTS makes this production.")
        try:
            store = loading.load(folder, with_examples=with_examples, dry_run=dry_run)
        except loading.BrokenData as error:
            raise CommandError(f"{str(error).rstrip('. ')}. Nothing was loaded.") from error
        for warning in store.warnings:
            self.stderr.write(f"Note: {warning}")
        return ("Would have " if dry_run else "") + store.summary()

    def _remove_examples(self, dry_run: bool) -> str:
        removed, withdrawn = loading.remove_examples(dry_run=dry_run)
        for item in withdrawn:
            self.stderr.write(f"Note: people have applied to “{item}”, so it became a draft instead.")
        return ("Would have " if dry_run else "") + f"removed {removed}, withdrawn to drafts {len(withdrawn)}"
