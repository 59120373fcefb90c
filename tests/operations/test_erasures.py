"""After a restore: what had been erased is erased again, and nothing else."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import serializers
from django.core.management import CommandError, call_command
from django.utils import timezone

from lvg_portal.models import ContactMessage
from tests import make
from volunteers import consents, erasures, forgetting, leaving
from volunteers.flow import By, make_move
from volunteers.models import Application, Consent, ConsentText, Erasure, Person, StatusEvent, Story


@pytest.fixture(autouse=True)
def own_ledger(settings, tmp_path):
    settings.ERASURE_LEDGER = tmp_path / "var" / "erasures.txt"
    return settings.ERASURE_LEDGER


def written(*rows: tuple[Application, str]) -> None:
    """The ledger as it was before the restore: the restored database knows nothing of it."""
    path = Path(settings.ERASURE_LEDGER)
    path.parent.mkdir(exist_ok=True)
    at = timezone.now() + timedelta(seconds=1)
    path.write_text("".join(f"{erasures.keyed_hash(row.number, what)} {at.isoformat()}\n" for row, what in rows))


@pytest.mark.parametrize("status", ["withdrawn", "completed", "active", "in_review", "offered"])
def test_what_was_erased_is_erased_again_whatever_the_backup_thought_of_it(db, mailoutbox, status):
    row, other = make.application(20, status), make.application(20, status)
    make.agreement(row)
    written((row, erasures.ALL))

    assert call_command("reapply_erasures") == "1 erased again; the ledger knows 1"

    for each in (row, other):
        each.refresh_from_db()
    assert (row.status, row.person.is_anonymous, other.status) == ("anonymised", True, status)
    assert Erasure.objects.count() == 1
    call_command("send_letters", once=True)
    assert mailoutbox == []  # they have left long ago
    assert call_command("reapply_erasures") == "0 erased again; the ledger knows 1"


def test_contacts_forgotten_are_forgotten_again(db):
    row = make.application(20, "completed", motivation="Noriu")
    make.agreement(row)
    written((row, erasures.CONTACTS))

    call_command("reapply_erasures")

    row.refresh_from_db()
    assert (row.status, row.person.email, row.motivation) == ("completed", "", "")
    assert row.person.first_name == "Žygimantas"


@pytest.mark.parametrize("on_request", [True, False])
def test_a_story_comes_back_unless_they_asked_to_be_erased(db, django_capture_on_commit_callbacks, on_request):
    row = make.application(20, "completed")
    make.agreement(row)
    text = ConsentText.current("story", "lt")
    backup = [Story(consent=consents.give(row.person, text), title_lt="Sodas", text_lt="Sodinau", name="Rūta")]
    Story.objects.bulk_create(backup)
    before = serializers.serialize("json", [*Person.objects.all(), *Application.objects.all(), *Consent.objects.all()])
    with django_capture_on_commit_callbacks(execute=True):
        if on_request:
            leaving.erase_on_request(row)
        else:
            forgetting.forget_contacts(row)

    StatusEvent.objects.exclude(move="start").delete()
    for kept in serializers.deserialize("json", before):
        kept.save()
    Story.objects.all().delete()
    Story.objects.bulk_create(backup)
    Erasure.objects.all().delete()
    call_command("reapply_erasures")

    assert Person.objects.get().email == ""
    assert Story.objects.exists() == (not on_request)


def test_messages_of_who_asked_to_be_erased_do_not_come_back_either(db, django_capture_on_commit_callbacks):
    row = make.application(20, "withdrawn")
    ContactMessage.objects.create(reply_to=row.person.email, text="Ar dar priimate?")
    backup = [*Person.objects.all(), *Application.objects.all(), *ContactMessage.objects.all()]
    before = serializers.serialize("json", backup)
    with django_capture_on_commit_callbacks(execute=True):
        leaving.erase_on_request(row)

    for kept in serializers.deserialize("json", before):
        kept.save()
    call_command("reapply_erasures")

    assert (Person.objects.get().is_anonymous, ContactMessage.objects.exists()) == (True, False)


def test_a_number_given_anew_after_the_restore_belongs_to_somebody_else(db):
    row = make.application(20, "submitted")
    written((row, erasures.ALL))
    Application.objects.update(created_at=timezone.now() + timedelta(days=1))

    assert call_command("reapply_erasures") == "0 erased again; the ledger knows 1"


def test_a_dry_run_only_counts(db):
    row = make.application(20, "withdrawn")
    written((row, erasures.ALL))

    assert call_command("reapply_erasures", dry_run=True) == "1 of 1 erasures would be made again"
    assert (Person.objects.get().is_anonymous, Erasure.objects.count()) == (False, 0)


def test_without_the_key_of_then_nothing_is_recognised(db, settings):
    row = make.application(20, "withdrawn")
    written((row, erasures.ALL))
    settings.ERASURE_KEY = "another"

    assert call_command("reapply_erasures") == "0 erased again; the ledger knows 1"


def test_a_file_that_is_no_ledger_is_refused(db, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("SAV-2026-0001\n")

    with pytest.raises(CommandError, match="line 1 is no line of an erasure ledger"):
        call_command("reapply_erasures", path)


def test_the_night_completes_a_ledger_that_was_lost(db, own_ledger):
    Erasure.objects.create(keyed_hash="a" * 64, at=timezone.now())

    call_command("nightly")
    call_command("nightly")

    assert len(own_ledger.read_text().splitlines()) == 1


# --- The whole way: backup, erasure, restore ------------------------------------------------------------------------
def test_a_restored_backup_is_erased_again(db, tmp_path, django_capture_on_commit_callbacks):
    """pg_restore itself is tried in test_backup.py: here the rows come back as a backup holds them."""
    row = make.application(20, "withdrawn")
    backup = serializers.serialize("json", [row.person, row])
    with django_capture_on_commit_callbacks(execute=True):
        make_move(row, "erase", by=By.APPLICANT)
    row.events.exclude(move="start").delete()
    Erasure.objects.all().delete()
    for item in serializers.deserialize("json", backup):
        item.save()
    assert not Person.objects.get().is_anonymous

    call_command("reapply_erasures")

    assert Person.objects.get().is_anonymous
