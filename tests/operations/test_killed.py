"""The process is killed at the worst moment, or the mail server is away: nothing is lost, nothing is told twice.

One thing nobody can promise: a server that has taken a letter when we are killed before we could write that down. Such
a letter goes out again, under the same Message-ID, by which mail programs and people know it for the same one.
"""

import os
import signal
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from lvg_portal.models import Letter
from tests import make
from tests.operations.mailserver import MailServer
from volunteers.flow import By, make_move
from volunteers.models import Application

pytestmark = pytest.mark.django_db(transaction=True)

DECLINES = """
import os, signal
import django
django.setup()
from django.db import transaction
from volunteers.flow import By, make_move
from volunteers.models import Application
with transaction.atomic():
    make_move(Application.objects.get(), "decline", by=By.STAFF, reason="Nėra vietų")
    if {before_commit}:
        os.kill(os.getpid(), signal.SIGKILL)
os.kill(os.getpid(), signal.SIGKILL)
"""


def surroundings(port: int = 9) -> dict:
    here = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
    mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port), "EMAIL_USE_TLS": "0"}
    return {
        **os.environ, **mail, "DATABASE_URL": urlunsplit(here), "DJANGO_SETTINGS_MODULE": "lvg_portal.settings",
    }  # fmt: skip


def worker(port: int) -> subprocess.Popen:
    """The letter worker, which sends what is due and ends."""
    command = [sys.executable, "manage.py", "send_letters", "--once"]
    return subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=surroundings(port), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def send(port: int) -> str:
    """What the worker said at its end."""
    said, _errors = worker(port).communicate(timeout=40)
    return said.decode().strip()


def declined() -> Letter:
    """An application that has just been declined; its letter waits."""
    row = make.application(20, "in_review")
    make_move(row, "decline", by=By.STAFF, reason="Nėra vietų")
    return Letter.objects.get()


def due_now() -> None:
    Letter.objects.filter(status="waiting").update(due_at=timezone.now())


@pytest.mark.parametrize("before_commit", [True, False])
def test_killed_between_saving_and_sending(before_commit):
    make.application(20, "in_review")
    code = DECLINES.format(before_commit=before_commit)

    ended = subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, env=surroundings(), check=False)
    with MailServer() as server:
        said = [send(server.port), send(server.port)] if not before_commit else []

    row = Application.objects.get()
    assert ended.returncode == -signal.SIGKILL
    if before_commit:  # as if nobody had pressed the button
        assert (row.status, row.events.count(), Letter.objects.count()) == ("in_review", 1, 0)
    else:
        assert (row.status, row.events.count(), Letter.objects.get().status) == ("declined", 2, "sent")
        assert said == ["sent 1, failed 0, forgotten 0", "sent 0, failed 0, forgotten 0"]
        assert len(server.letters) == 1


@pytest.mark.parametrize(("silent_at", "copies"), [("MAIL", 1), (".", 2)])
def test_killed_while_sending(silent_at, copies):
    letter = declined()

    with MailServer(silent_at=silent_at) as server:
        process = worker(server.port)
        assert server.fell_silent.wait(30)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        taken = server.letters
    letter.refresh_from_db()
    left = letter.status
    due_now()  # whoever was killed is given a few minutes first
    with MailServer() as server:
        send(server.port)
        send(server.port)
        taken += server.letters

    letter.refresh_from_db()
    assert (left, letter.status) == ("waiting", "sent")
    assert len(taken) == copies  # two only where the first had been taken before we could know
    assert {message["Message-ID"].partition("@")[0] for message in taken} == {f"<{letter.message_id}"}


def test_the_mail_server_is_down_and_comes_back():
    for number in range(3):
        make_move(make.application(20, "in_review"), "decline", by=By.STAFF, reason=f"{number}")
    with MailServer() as server:
        port = server.port  # nobody answers there once it is closed

    down = send(port)
    errors = set(Letter.objects.values_list("status", "attempts", "error"))
    due_now()
    with MailServer(port) as server:
        up = [send(port), send(port)]

    assert down == "sent 0, failed 3, forgotten 0"
    assert errors == {("waiting", 1, "ConnectionRefusedError")}
    assert up == ["sent 3, failed 0, forgotten 0", "sent 0, failed 0, forgotten 0"]
    assert len(server.letters) == len(set(server.ids())) == 3
    assert set(Letter.objects.values_list("status", "error")) == {("sent", "")}


def test_two_workers_at_once_send_each_letter_once():
    for number in range(6):
        make_move(make.application(20, "in_review"), "decline", by=By.STAFF, reason=f"{number}")

    with MailServer() as server:
        for process in [worker(server.port), worker(server.port)]:
            process.communicate(timeout=40)

    assert len(server.letters) == len(set(server.ids())) == 6
