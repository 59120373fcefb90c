"""Compile the translations without gettext, which only developers who collect new texts need."""

import os
import tempfile
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


def compile_all() -> list[Path]:
    """Write each .mo that is older than its .po; returns what was written. Raises CommandError naming a broken file."""
    written = []
    for po in sorted(settings.BASE_DIR.glob("locale/*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        try:
            content = polib.pofile(str(po), encoding="utf-8").to_binary()
        except OSError as error:  # polib's word for bad syntax
            raise CommandError(f"{po.relative_to(settings.BASE_DIR)}: {error}") from error
        # Another command may be reading it: the new file takes the old one's place in one step.
        handle, fresh = tempfile.mkstemp(dir=mo.parent)
        with open(handle, "wb") as file:
            file.write(content)
        os.chmod(fresh, 0o644)
        os.replace(fresh, mo)
        written.append(mo)
    return written


class Command(BaseCommand):
    help = "Compile locale/*/LC_MESSAGES/*.po to .mo where they have changed."
    requires_system_checks = []

    def handle(self, **options):
        return f"{len(compile_all())} catalogues compiled"
