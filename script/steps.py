"""Steps that script/server, script/test and script/update share: safe to repeat, and quick where nothing is new."""

import contextlib
import fcntl
import hashlib
import os
import sys
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import Error, connection

from script import devdb

BASE = Path(__file__).resolve().parents[1]


def say(sentence: str) -> None:
    print(sentence, flush=True)  # before the output of the child processes, also where stdout is a file


def connect() -> None:
    """Load the settings and reach the database, the project's own one where none is named. Else end with a sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvg_portal.settings")
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = devdb.start()
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")  # setting up may take longer than a page may
    except Error as error:
        reason = str(error).strip().splitlines()[0]
        sys.exit(
            f"The database cannot be reached: {reason}\n"
            "Mend: start it, correct DATABASE_URL, or unset DATABASE_URL to use the project's own PostgreSQL."
        )


@contextlib.contextmanager
def alone():
    """Of two commands at once in this folder the second waits."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with open(settings.VAR_DIR / "setup.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another command that sets up the portal …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def command(name: str, **options) -> None:
    """A management command that ends the process with its own sentence when it refuses."""
    try:
        call_command(name, **options)
    except CommandError as error:
        sys.exit(f"{name}: {error}")


def build() -> None:
    """What is made from the sources: compiled translations and the stylesheet."""
    with open(os.devnull, "w") as quiet:
        command("compile_messages", stdout=quiet)
        command("build_css", stdout=quiet)


def collect_static() -> None:
    files = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list(["CVS", ".*", "*~"]):
            state = os.stat(storage.path(path))
            files.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    once("static", f"{settings.STATIC_ROOT} {files.hexdigest()}", _collect_static, not settings.STATIC_ROOT.exists())


def _collect_static() -> None:
    say("Collecting static files …")
    command("collectstatic", interactive=False, verbosity=0)


def migrate() -> None:
    command("migrate", interactive=False, verbosity=0)


def load_content() -> None:
    """The real content into an empty database, and what is new in its files; in the local demo with examples."""
    texts = b"".join(file.read_bytes() for file in sorted(BASE.glob("lvg_portal/content/*.yaml")))
    is_empty = not any(apps.get_model(name).objects.exists() for name in ("projects.Project", "lvg_portal.Page"))
    # A stamp in this folder must not speak for another database.
    state = hashlib.sha256(f"{os.environ['DATABASE_URL']} {settings.PRODUCTION}".encode() + texts).hexdigest()
    once("content", state, _load_content, is_empty)


def _load_content() -> None:
    say("Loading the content …")
    command("load_content", with_examples=not settings.PRODUCTION)


def once(name: str, state: str, step, again: bool) -> None:
    """Take the step unless it was taken at this state, or in any case ``again``; its success is stamped."""
    stamp = settings.VAR_DIR / f"{name}.stamp"
    if again or not stamp.exists() or stamp.read_text() != state:
        step()
        stamp.write_text(state)
