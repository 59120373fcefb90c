"""One letter to many: to those of one status, after a preview, to each in their language, each once."""

import re
import threading
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from lvg_portal import outbox
from lvg_portal.models import Letter
from tests import make
from volunteers import bulk
from volunteers.flow import By, make_move
from volunteers.models import AccessLog, Application, BulkLetter, BulkRecipient, Person, Task

WORKLIST = "/admin/volunteers/application/"
WRITE = "/admin/volunteers/bulkletter/write/"
TEXTS = {"subject_lt": "Naujienos", "body_lt": "Labas, {number}: {activity}.", "subject_en": "", "body_en": ""}
ENGLISH = {"subject_en": "News", "body_en": "Hello, {number}: {link}"}


def choose(client, *rows, among: str = ""):
    chosen = {"action": "write_to_selected", "_selected_action": [row.pk for row in rows]}
    return client.post(WORKLIST + among, chosen, follow=True)


def typed(*rows, status="waitlisted", key=None, **changes) -> dict:
    chosen = ",".join(str(row.pk) for row in rows)
    return {"status": status, "chosen": chosen, "key": key or uuid.uuid4(), **TEXTS, **changes}


def outcomes() -> dict:
    return dict(BulkRecipient.objects.values_list("application__number", "outcome"))


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


# --- From the worklist to the letter --------------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["anonymised", "completed"])
def test_whose_contacts_have_left_is_neither_written_to_nor_called(desk, status):
    gone = make.application(20, status)
    Person.objects.update(email="", phone="", contacts_erased_at=timezone.now())

    answer = choose(desk, gone, among="?status=all")
    desk.post(WRITE, typed(gone, status=status) | {"send": ""})

    assert "ištrinti" in answer.content.decode()
    assert not Task.objects.exists()
    assert not BulkRecipient.objects.exists()


def test_everybody_gets_the_letter_in_their_language_once(desk):
    lithuanian = make.application(20, "waitlisted")
    english = make.application(20, "waitlisted", person=make.person(20, language="en"))
    page = choose(desk, lithuanian, english)
    hidden = {name: page.context["form"][name].value() for name in ("status", "chosen", "key")}

    preview = desk.post(WRITE, {**hidden, **TEXTS, **ENGLISH, "preview": ""})
    assert (preview.context["counts"]["lt"], preview.context["counts"]["en"]) == (1, 1)
    assert (Letter.objects.count(), BulkLetter.objects.count()) == (0, 0)
    for _click in range(2):
        result = desk.post(WRITE, {**hidden, **TEXTS, **ENGLISH, "send": ""}, follow=True)
    outbox.deliver()

    assert len(result.context["rows"]) == 2
    assert sorted((message.to, message.subject) for message in mail.outbox) == sorted(
        [([lithuanian.person.email], "Naujienos"), ([english.person.email], "News")]
    )
    texts = {message.subject: message.body for message in mail.outbox}
    assert texts["Naujienos"].startswith(f"Labas, {lithuanian.number}: {lithuanian.opportunity.title_lt}.")
    assert all(
        re.search(r"http://\S+/mano/\S+", text) or re.search(r"http://\S+/my/\S+", text) for text in texts.values()
    )
    shown = desk.get(f"/admin/volunteers/bulkletter/{BulkLetter.objects.get().pk}/change/").content.decode()
    assert shown.count("išsiųstas") == 2
    assert not any(name in shown for name in ("Žygimantas", "Pavyzdaitis", "@pastas"))


def test_without_english_words_everybody_gets_the_lithuanian_letter(desk):
    row = make.application(20, "waitlisted", person=make.person(20, language="en"))

    desk.post(WRITE, typed(row, send=""))
    outbox.deliver()

    assert (mail.outbox[0].subject, mail.outbox[0].extra_headers["Content-Language"]) == ("Naujienos", "lt")


def test_who_cannot_be_written_to_is_called_or_left_alone(desk):
    by_phone = make.application(20, "waitlisted", person=make.person(20, email="", phone="+37061234567"))
    unconfirmed = make.application(20, "waitlisted", person=make.person(20, email_confirmed_at=None))
    moved = make.application(20, "in_review")

    desk.post(WRITE, typed(by_phone, unconfirmed, moved, send=""))

    assert outcomes() == {by_phone.number: "no_email", unconfirmed.number: "unconfirmed", moved.number: "moved_on"}
    assert [(task.application, task.what) for task in Task.objects.all()] == [(by_phone, "call")]
    assert not Letter.objects.exists()


def test_who_moves_on_before_the_letter_leaves_does_not_get_it(desk, coordinator):
    row = make.application(20, "waitlisted")
    desk.post(WRITE, typed(row, send=""))
    make_move(row, "withdraw", by=By.STAFF, actor=coordinator, reason="Paskambino")

    outbox.deliver()

    assert Letter.objects.get(key="bulk").status == "dropped"
    result = desk.get(f"/admin/volunteers/bulkletter/{BulkLetter.objects.get().pk}/change/")
    assert [row["words"] for row in result.context["rows"]] == ["neišsiųsta: anksčiau pasikeitė būsena"]


def test_a_colleagues_applications_get_nothing(desk, lead):
    mine, theirs = make.application(20, "waitlisted"), make.application(20, "waitlisted", owner=lead)

    result = desk.post(WRITE, typed(mine, theirs, send=""), follow=True)

    assert list(outcomes()) == [mine.number]
    assert theirs.number not in result.content.decode()
    assert "1 paraišką dabar tvarko kolegos" in result.content.decode()


def test_writing_opens_nobodys_data(desk):
    row = make.application(20, "waitlisted")

    page = choose(desk, row)
    desk.post(WRITE, typed(row, send=""))

    assert not AccessLog.objects.exists()
    assert not any(name in page.content.decode() for name in ("Žygimantas", "Pavyzdaitis", "@pastas"))


# --- What is refused ------------------------------------------------------------------------------------------------
def test_a_letter_fits_one_status(desk):
    page = choose(desk, make.application(20, "waitlisted"), make.application(20, "offered"))

    assert "būsenos skirtingos" in page.content.decode()
    assert "form" not in page.context


@pytest.mark.parametrize(
    "changes",
    [
        {"subject_lt": "Labas, {number}"},
        {"body_lt": "Labas, {first_name}"},
        {"body_lt": "{{ person.email }}"},
        {"body_lt": "{% debug %}"},
        {"body_lt": ""},
        {"subject_lt": "Labas\nBcc: visi@example.lt"},
        {"subject_en": "Only a subject"},
    ],
)
def test_a_text_that_cannot_be_sent_comes_back_with_its_reason(desk, changes):
    row = make.application(20, "waitlisted")

    page = desk.post(WRITE, typed(row, send="", **changes))

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not BulkLetter.objects.exists()


@pytest.mark.parametrize(
    "forged", [{"chosen": ""}, {"chosen": "1,x"}, {"chosen": "9" * 30}, {"status": "x"}, {"key": "1"}, {"chosen": "²"}]
)
def test_a_forged_form_sends_nothing(desk, forged):
    page = desk.post(WRITE, {**typed(make.application(20, "waitlisted"), send=""), **forged})

    assert page.status_code == 302
    assert not Letter.objects.exists()


def test_only_coordinators_and_leads_write_and_see_what_was_written(client, coordinator, lead, editor, data_officer):
    row = make.application(20, "waitlisted")
    written = bulk.write(TEXTS, status="waitlisted", chosen=[row.pk], by=coordinator, key=uuid.uuid4())
    other = make.staff("coordinator")
    seen = {}
    for user in (coordinator, lead, other, editor, data_officer):
        client.force_login(user)
        seen[user] = client.get(f"/admin/volunteers/bulkletter/{written.pk}/change/").status_code

    assert [seen[user] for user in (coordinator, lead, other, editor, data_officer)] == [200, 200, 404, 403, 403]
    for user in (editor, data_officer):
        client.force_login(user)
        assert client.post(WRITE, typed(row, send="")).status_code == 403


# --- Once, whatever happens -----------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_sends():
    coordinator, key = make.staff("coordinator"), uuid.uuid4()
    rows = [make.application(20, "waitlisted") for _row in range(3)]
    chosen, results = [row.pk for row in rows], []
    start = threading.Barrier(2)

    def click():
        start.wait()
        try:
            results.append(bulk.write(TEXTS, status="waitlisted", chosen=chosen, by=coordinator, key=key).pk)
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click) for _click in range(2)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()

    assert len(results) == 2
    assert len(set(results)) == 1
    assert Letter.objects.filter(key="bulk").count() == 3


def test_letters_to_many_are_forgotten_with_the_records_of_letters(coordinator):
    rows = [make.application(20, "waitlisted"), make.application(20, "waitlisted")]
    for row, days in zip(rows, (91, 89), strict=True):
        made = bulk.write(TEXTS, status="waitlisted", chosen=[row.pk], by=coordinator, key=uuid.uuid4())
        BulkLetter.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(days=days))

    call_command("send_letters", once=True)

    assert list(outcomes()) == [rows[1].number]


def test_the_result_costs_the_same_for_few_and_many(desk, coordinator, django_assert_max_num_queries):
    rows = [make.application(20, "waitlisted") for _row in range(12)]
    made = bulk.write(TEXTS, status="waitlisted", chosen=[row.pk for row in rows], by=coordinator, key=uuid.uuid4())

    with django_assert_max_num_queries(12):
        page = desk.get(f"/admin/volunteers/bulkletter/{made.pk}/change/")

    assert len(page.context["rows"]) == Application.objects.count() == 12
