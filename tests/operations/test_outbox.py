"""Letters leave the outbox once, whatever happens on the way."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from lvg_portal import outbox
from lvg_portal.models import ContactMessage, Letter, SiteSettings


class RefusingBackend(EmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages):
        raise ConnectionRefusedError("ona@example.lt: connection refused")


def post(**facts) -> Letter:
    message = ContactMessage.objects.create(**{"reply_to": "ona@example.lt", "text": "Labas.", **facts})
    return outbox.post("contact", language="lt", message=message.pk)


@pytest.mark.django_db
def test_what_waits_is_sent_once():
    post()

    summaries = [call_command("send_letters", once=True) for _time in range(2)]

    assert summaries == ["sent 1, failed 0, forgotten 0", "sent 0, failed 0, forgotten 0"]
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_without_a_mail_server_a_letter_becomes_a_file(settings):
    settings.EMAIL_BACKEND = "lvg_portal.outbox.EmlBackend"
    letter = post()

    call_command("send_letters", once=True)

    (file,) = settings.LETTERS_DIR.glob(f"*{letter.message_id}.eml")
    assert b"Subject: =?utf-8?" in file.read_bytes()


@pytest.mark.django_db
def test_a_letter_that_fails_is_tried_again_later_and_at_last_given_up(settings):
    settings.EMAIL_BACKEND = "tests.operations.test_outbox.RefusingBackend"
    letter = post()

    for _attempt in outbox.RETRY_AFTER:
        call_command("send_letters", once=True)
        letter.refresh_from_db()
        assert letter.status == "waiting"
        assert letter.due_at > timezone.now()
        Letter.objects.update(due_at=timezone.now())
    call_command("send_letters", once=True)

    letter.refresh_from_db()
    assert (letter.status, letter.attempts) == ("failed", len(outbox.RETRY_AFTER) + 1)
    assert letter.error == "ConnectionRefusedError"  # the kind alone: the sentence held an address


class CuriousBackend(EmailBackend):
    """While it has a letter in its hands, another worker looks for work."""

    def send_messages(self, messages):
        self.found.append(outbox.deliver())
        return super().send_messages(messages)

    found = []


@pytest.mark.django_db
def test_a_letter_in_the_hands_of_one_worker_is_taken_by_no_other(settings):
    settings.EMAIL_BACKEND = "tests.operations.test_outbox.CuriousBackend"
    letter = post()

    summary = outbox.deliver()

    assert (summary, CuriousBackend.found) == ((1, 0), [(0, 0)])
    assert [message.extra_headers["Message-ID"][1:37] for message in mail.outbox] == [str(letter.message_id)]


@pytest.mark.django_db
def test_a_letter_on_which_the_worker_died_is_sent_later_with_the_same_message_id():
    letter = post()
    Letter.objects.update(attempts=1, due_at=timezone.now() + outbox.IN_FLIGHT)
    assert outbox.deliver() == (0, 0)
    Letter.objects.update(due_at=timezone.now())

    outbox.deliver()

    assert [message.extra_headers["Message-ID"][1:37] for message in mail.outbox] == [str(letter.message_id)]


@pytest.mark.django_db
def test_a_letter_that_kills_the_worker_every_time_is_given_up():
    letter = post()
    Letter.objects.update(attempts=len(outbox.RETRY_AFTER) + 1)

    outbox.deliver()

    letter.refresh_from_db()
    assert (letter.status, letter.error, mail.outbox) == ("failed", "Interrupted", [])


@pytest.mark.django_db
def test_a_letter_about_what_is_gone_is_dropped():
    letter = post()
    ContactMessage.objects.all().delete()

    call_command("send_letters", once=True)

    letter.refresh_from_db()
    assert (letter.status, mail.outbox) == ("dropped", [])


@pytest.mark.django_db
def test_messages_and_records_of_letters_are_forgotten_after_90_days_but_failures_stay():
    for days in (89, 91):
        letter = post(text=f"{days}")
        long_ago = timezone.now() - timedelta(days=days)
        ContactMessage.objects.filter(pk=letter.refs["message"]).update(created_at=long_ago)
        Letter.objects.filter(pk=letter.pk).update(created_at=long_ago, status="dropped")
    failed = post()
    Letter.objects.filter(pk=failed.pk).update(created_at=long_ago, status="failed")

    summary = call_command("send_letters", once=True)

    assert summary.endswith("forgotten 2")
    assert {message.text for message in ContactMessage.objects.all()} == {"89", "Labas."}
    assert Letter.objects.filter(status="failed").exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_outlives_a_lost_connection_and_ends_in_peace(tmp_path):
    SiteSettings.objects.create(email="vvg@example.lt")
    here = urlsplit(os.environ["DATABASE_URL"])._replace(path="/" + connection.settings_dict["NAME"])
    surroundings = {**os.environ, "VAR_DIR": str(tmp_path), "EMAIL_HOST": "", "DATABASE_URL": urlunsplit(here)}
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "send_letters", "--pause", "0.2"],
        cwd=settings.BASE_DIR,
        env=surroundings,
        stderr=subprocess.PIPE,
    )
    try:
        post()
        wait_for(lambda: not Letter.objects.filter(status="waiting").exists())
        with connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )
        post()
        wait_for(lambda: Letter.objects.filter(status="sent").count() == 2)
        worker.send_signal(signal.SIGTERM)
        said = worker.communicate(timeout=10)[1]
    finally:
        worker.kill()

    assert worker.returncode == 0
    assert len(list((tmp_path / "letters").glob("*.eml"))) == 2
    assert b"Traceback" not in said


def wait_for(condition):
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)
