"""The guardian's one page: read, agree, refuse, change one's mind."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from lvg_portal import outbox
from lvg_portal.models import Letter
from tests import make
from volunteers import consents, tokens
from volunteers.flow import By, MoveRefused, make_move
from volunteers.guards import valid_consent
from volunteers.models import Application, ConsentText, Guardian, GuardianConsent
from volunteers.tokens import Purpose


def page_of(row: Application, *, page: str = "") -> str:
    return f"/savanoryste/sutikimas/{tokens.issue(row, Purpose.GUARDIAN)}/{page}"


def text() -> ConsentText:
    return ConsentText.current("guardian", "lt")


def answer(client, row: Application, what: str):
    return client.post(page_of(row), {"answer": what, "text": text().pk})


@pytest.fixture
def pending(db) -> Application:
    return make.application(15, "guardian_pending")


def test_the_page_shows_the_whole_text_and_opening_it_agrees_to_nothing(client, pending):
    page = client.get(page_of(pending))

    pending.refresh_from_db()
    assert text().body.splitlines()[0] in page.content.decode()
    assert "Žygimantas nori pas mus savanoriauti" in page.content.decode()
    assert "Pavyzdaitis" not in page.content.decode()
    assert (pending.status, GuardianConsent.objects.count()) == ("guardian_pending", 0)


def test_agreeing_keeps_the_version_of_the_text_and_submits(client, pending):
    answer(client, pending, "agree")

    pending.refresh_from_db()
    consent = valid_consent(pending)
    assert pending.status == "submitted"
    assert (consent.text, consent.route, consent.recorded_by) == (text(), "link", None)
    assert set(Letter.objects.values_list("key", flat=True)) == {"received", "guardian_receipt"}


def test_refusing_closes_the_application_and_tells_the_applicant(client, pending):
    answer(client, pending, "refuse")

    pending.refresh_from_db()
    assert (pending.status, pending.reason) == ("declined", "guardian_refuses")
    assert set(Letter.objects.values_list("key", flat=True)) == {"guardian_refused", "guardian_receipt"}
    assert "Jūs atsakėte, kad nesutinkate" in client.get(page_of(pending)).content.decode()


def test_a_second_click_keeps_one_answer(client, pending):
    address = page_of(pending)

    for _again in range(2):
        client.post(address, {"answer": "agree", "text": text().pk})

    assert GuardianConsent.objects.count() == 1


@pytest.mark.parametrize(
    "typed", [{}, {"answer": "agree"}, {"answer": "agree", "text": "0"}, {"answer": "x", "text": "٣"}]
)
def test_an_answer_to_no_text_is_none(client, pending, typed):
    page = client.post(page_of(pending), typed)

    assert page.status_code == 200
    assert GuardianConsent.objects.count() == 0


WITHDRAWN_FROM = ["submitted", "in_review", "info_requested", "interview", "waitlisted", "offered", "accepted"]


@pytest.mark.parametrize("status", WITHDRAWN_FROM)
def test_withdrawing_asks_once_more_and_leads_back_to_waiting(client, db, coordinator, status):
    row = make.application(15, status, owner=coordinator)

    asked = client.get(page_of(row, page="atsaukti/"))
    row.refresh_from_db()
    status_after_opening = row.status
    client.post(page_of(row, page="atsaukti/"))

    row.refresh_from_db()
    assert "Ar atšaukiate sutikimą?" in asked.content.decode()
    assert (status_after_opening, row.status) == (status, "guardian_pending")
    assert valid_consent(row) is None
    assert set(Letter.objects.values_list("key", flat=True)) == {"consent_withdrawn", "guardian_receipt", "staff_moved"}


def test_a_withdrawn_consent_frees_the_place(client, db, coordinator):
    last_place = make.opportunity(capacity=1)
    held = make.application(15, "offered", opportunity=last_place)
    waiting = make.application(20, "in_review", opportunity=last_place)
    with pytest.raises(MoveRefused, match="Visos vietos užimtos arba pasiūlytos"):
        make_move(waiting, "offer", by=By.STAFF, actor=coordinator)

    client.post(page_of(held, page="atsaukti/"))
    make_move(waiting, "offer", by=By.STAFF, actor=coordinator)

    assert waiting.status == "offered"


def test_who_withdrew_may_agree_again_and_is_not_reminded(client, db):
    row = make.application(15, "submitted")
    client.post(page_of(row, page="atsaukti/"))
    letters = set(Letter.objects.values_list("key", flat=True))

    answer(client, row, "agree")

    row.refresh_from_db()
    assert row.status == "submitted"
    assert not letters & {"guardian_request", "guardian_reminder"}


@pytest.mark.parametrize("move", ["offer", "accept"])
def test_no_place_for_a_minor_without_consent(db, coordinator, move):
    row = make.application(15, {"offer": "in_review", "accept": "offered"}[move], consent=False)
    by = By.STAFF if move == "offer" else By.APPLICANT

    with pytest.raises(MoveRefused, match="Nėra galiojančio tėvų ar globėjo sutikimo"):
        make_move(row, move, by=by, actor=coordinator)


def test_staff_record_paper_by_name_and_never_by_link(db, pending, coordinator):
    with pytest.raises(MoveRefused, match="Sutikimą per nuorodą duoda tik pats globėjas"):
        consents.guardian_answers(pending, agrees=True, text=text(), route="link", recorded_by=coordinator)
    facts = {"guardian": pending.guardian, "response": "given", "text": text(), "given_at": timezone.now()}
    with pytest.raises(IntegrityError), transaction.atomic():
        GuardianConsent.objects.create(route="link", recorded_by=coordinator, **facts)
    consents.guardian_answers(pending, agrees=True, text=text(), route="paper", recorded_by=coordinator)

    assert pending.status == "submitted"
    assert (pending.events.last().by, pending.events.last().actor) == ("guardian", coordinator)


# --- Letters --------------------------------------------------------------------------------------------------------
def confirmed(age: int = 15) -> Application:
    row = make.application(age, "email_pending")
    make_move(row, "confirm_minor", by=By.APPLICANT)
    return row


def days_from_now(days: int):
    """What is due by then is due now."""
    for row in Letter.objects.filter(status="waiting"):
        Letter.objects.filter(pk=row.pk).update(due_at=row.due_at - timedelta(days=days))


def test_reminders_come_on_days_3_10_and_24(db):
    row = confirmed()

    due = Letter.objects.filter(key="guardian_reminder").order_by("due_at").values_list("due_at", flat=True)

    row.guardian.refresh_from_db()
    assert [(at - row.guardian.asked_at).days for at in due] == [3, 10, 24]


def test_after_a_long_silence_the_guardian_is_reminded_once(db, settings, mailoutbox):
    row = confirmed()
    row.guardian.refresh_from_db()
    Letter.objects.exclude(key__in=["guardian_reminder", "guardian_reminded"]).delete()
    asked = row.guardian.asked_at - timedelta(days=12)  # the mail server was away from the 2nd day to the 12th
    Guardian.objects.update(asked_at=asked)
    for letter in Letter.objects.filter(status="waiting"):
        letter.refs["asked"], letter.due_at = asked.isoformat(), letter.due_at - timedelta(days=12)
        letter.save()

    outbox.deliver()

    assert sorted(letter.to[0] for letter in mailoutbox) == sorted([row.guardian.email, row.person.email])
    assert Letter.objects.filter(status="waiting").count() == 2  # on the 24th day


def test_reminders_drop_themselves_once_answered(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    row = confirmed()
    consents.guardian_answers(row, agrees=True, text=text())

    days_from_now(30)
    outbox.deliver()

    status = {letter.key: letter.status for letter in Letter.objects.all()}
    assert (status["guardian_reminder"], status["guardian_reminded"]) == ("dropped", "dropped")
    assert status["guardian_receipt"] == "sent"


def test_the_guardian_of_an_unconfirmed_applicant_is_never_written_to(db):
    make.application(15, "email_pending", person=make.person(15, email_confirmed_at=None))

    assert Letter.objects.filter(key__startswith="guardian").count() == 0


def test_a_text_that_someone_has_answered_stays_as_it_is(db, pending):
    consents.guardian_answers(pending, agrees=True, text=text())
    answered = text()
    answered.body = "Kiti žodžiai"

    with pytest.raises(ValidationError, match="nebekeičiamas"):
        answered.save()

    newer = ConsentText.objects.create(purpose="guardian", language="lt", version=2, body="Kiti žodžiai")
    assert ConsentText.current("guardian", "lt") == newer
