"""Bundle static/css into one site.css that old phones understand too."""

import os
import tempfile
from pathlib import Path

import lightningcss
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

FOLDER = settings.BASE_DIR / "static" / "css"
# The order decides which rule wins, for there are no @layers: an iPhone on iOS 15 drops a whole @layer block.
SOURCES = ["tokens.css", "base.css", "components/*.css", "pages/*.css", "modes.css"]
OLDEST = ["ios_saf >= 12", "chrome >= 70", "samsung >= 10", "firefox >= 68"]


def sources(folder: Path = FOLDER) -> list[Path]:
    """The files of the bundle in their order; within a folder by name."""
    return [file for pattern in SOURCES for file in sorted(folder.glob(pattern))]


def bundle(folder: Path = FOLDER) -> str:
    """One lowered, minified stylesheet. Raises CommandError that names the broken file and line."""
    parts = []
    for file in sources(folder):
        try:
            # Each file by itself: the error then names the file, and a missing brace cannot swallow the next one.
            parts.append(lightningcss.process_stylesheet(file.read_text(), str(file), browsers_list=OLDEST))
        except ValueError as error:
            raise CommandError(f"{file.relative_to(folder)}: {error}") from error
    return "".join(parts)


class Command(BaseCommand):
    help = "Bundle static/css/*.css into static/css/site.css (addresses in url() are as seen from site.css)."
    requires_system_checks = []

    def handle(self, **options):
        css, target = bundle(), FOLDER / "site.css"
        if target.exists() and target.read_text() == css:
            return f"site.css is up to date: {len(css)} bytes"
        # Another command may be reading it: the new file takes the old one's place in one step.
        handle, fresh = tempfile.mkstemp(dir=FOLDER)
        with open(handle, "w") as file:
            file.write(css)
        os.chmod(fresh, 0o644)
        os.replace(fresh, target)
        return f"site.css written: {len(css)} bytes of {len(sources())} files"
