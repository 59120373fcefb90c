"""/healthz and /readyz, and what readers get while the database is down."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from lvg_portal.models import Letter


def test_healthz_asks_nobody(client):  # no "db": a query would fail
    answer = client.get("/healthz")

    assert (answer.status_code, answer.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_readyz_is_ready_and_tells_strangers_no_more(client):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_readyz_is_not_ready_while_a_migration_waits(client):
    MigrationRecorder.Migration.objects.filter(app="news").order_by("-pk")[:1].get().delete()

    assert client.get("/readyz").status_code == 503


@pytest.mark.django_db
def test_staff_see_how_the_outbox_the_disk_and_the_backups_stand(client, editor, tmp_path, monkeypatch):
    Letter.objects.create(key="confirm", due_at=timezone.now() - timedelta(minutes=5))
    (tmp_path / "2026-11-23.dump").touch()
    monkeypatch.setattr(settings, "BACKUP_DIR", tmp_path)
    client.force_login(editor)

    facts = client.get("/readyz").json()

    assert 295 <= facts["outbox_oldest_due_seconds"] <= 360
    assert facts["outbox_failed"] == 0
    assert facts["disk_free_bytes"] > 0
    assert 0 <= facts["backup_age_seconds"] < 60


@pytest.fixture
def broken_database(db, monkeypatch):
    """The database does not answer, as when its server is stopped."""

    def refuse(*args, **kwargs):
        raise OperationalError("could not connect to server")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        yield


def test_readyz_says_that_the_database_is_down(client, broken_database):
    answer = client.get("/readyz")

    assert (answer.status_code, answer.content) == (503, b"not ready\n")
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(("address", "language"), [("/", "lt"), ("/en/", "en"), ("/projektai/kazkas/", "lt")])
def test_readers_get_a_plain_page_and_a_time_to_come_back(client, broken_database, address, language):
    answer = client.get(address)
    page = answer.content.decode()

    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert f'<html lang="{language}">' in page
    assert "could not connect" not in page


@pytest.mark.parametrize("address", ["/admin/", "/savanoryste/paraiska/apie/"])
def test_whoever_has_a_session_gets_the_same_page(client, editor, request, address):
    client.force_login(editor)
    client.raise_request_exception = False  # the sessions fail outside the view, where Django notes an error
    request.getfixturevalue("broken_database")

    answer = client.get(address)

    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
