"""Bring the texts of code and templates into the Lithuanian catalogue; run by script/messages. Needs gettext.

Django's own makemessages would throw away what our catalogue says for Django and the packages (entries marked "# of
Django" and the like), as no line of ours asks for it. So it works on a copy, and what it finds is merged here.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

BASE = Path(__file__).resolve().parents[1]
CATALOGUE = BASE / "locale" / "lt" / "LC_MESSAGES" / "django.po"
SOURCES = ["lvg_portal", "projects", "news", "volunteers", "templates", "manage.py", "script"]
WIDTH = 120  # characters of a line in the catalogue


def key(entry: polib.POEntry) -> tuple:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def collect() -> polib.POFile:
    """All texts that code and templates mark for translation, as makemessages finds them."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        for name in SOURCES:
            source = BASE / name
            if source.is_dir():
                shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__", "content"))
            else:
                shutil.copy(source, copy / name)
        (copy / "locale").mkdir()
        command = [sys.executable, "manage.py", "makemessages", "--locale=lt", "--no-wrap", "--add-location=file"]
        done = subprocess.run(command, cwd=copy, text=True, capture_output=True)
        if done.returncode:
            sys.exit(f"makemessages failed:\n{done.stdout}{done.stderr}")
        return polib.pofile(str(copy / "locale" / "lt" / "LC_MESSAGES" / "django.po"))


def compare() -> tuple[list[polib.POEntry], list[polib.POEntry]]:
    """What the catalogue lacks, and what nothing asks for any more."""
    found = {key(entry): entry for entry in collect()}
    ours = {key(entry): entry for entry in polib.pofile(str(CATALOGUE))}
    missing = [entry for name, entry in found.items() if name not in ours]
    unused = [entry for name, entry in ours.items() if name not in found and not entry.tcomment.startswith("of ")]
    return missing, unused


def main() -> None:
    missing, unused = compare()
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=WIDTH)
    for entry in unused:
        catalogue.remove(next(old for old in catalogue if key(old) == key(entry)))
    for entry in missing:
        entry.occurrences = []  # they would change with every line moved
        catalogue.append(entry)
    catalogue.save()
    print(f"{len(missing)} texts added, {len(unused)} that nothing uses removed.")
    for entry in catalogue:
        if not entry.translated():
            print(f"Not translated: {entry.msgid!r}")


if __name__ == "__main__":
    main()
