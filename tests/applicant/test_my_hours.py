"""Serving behind one's own link: hours entered and corrected, papers downloaded, and what others can open: nothing."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lvg_portal import outbox
from tests import make
from volunteers import tokens
from volunteers.models import Application, HoursEntry
from volunteers.tokens import Purpose

pytestmark = pytest.mark.django_db


def my(row: Application, page: str = "") -> str:
    return f"/savanoryste/mano/{tokens.issue(row, Purpose.MY)}/{page}"


def typed(**more) -> dict:
    yesterday = timezone.localdate() - timedelta(days=1)
    return {"worked_on": yesterday.isoformat(), "began": "9", "ended": "12.30", "activity": "Sėjau gėles", **more}


def test_hours_are_entered_and_wait_for_the_curator(client):
    row = make.volunteer()
    address = my(row, "valandos/")

    answer = client.post(address, typed())
    page = client.get(address).content.decode()

    entry = row.hours.get()
    assert answer.url == address
    assert (entry.began_minute, entry.minutes, entry.status, entry.entered_by) == (540, 210, "entered", None)
    assert "Sėjau gėles" in page
    assert "9:00\u2060–\u206012:30" in page


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"began": "rytas"}, "began", "skaitmenimis"),
        ({"ended": "8"}, "ended", "vėlesnė"),
        ({"ended": "26"}, "ended", "nuo 0 iki 24"),
        ({"worked_on": "2999-01-01"}, "worked_on", "Per toli"),
        ({"worked_on": "vakar"}, "worked_on", "metai, mėnuo, diena"),
        ({"worked_on": "1999-01-01"}, "worked_on", "Sutartis galioja"),
        ({"activity": ""}, "activity", "Keliais žodžiais"),
    ],
)
def test_each_slip_is_told_at_its_field_and_what_was_typed_stays(client, wrong, field, words):
    page = client.post(my(make.volunteer(), "valandos/"), typed(**wrong))

    assert page.status_code == 200
    assert words in str(page.context["form"].errors[field])
    assert f'aria-describedby="id_{field}' in page.content.decode() or "aria-invalid" in page.content.decode()
    assert HoursEntry.objects.count() == 0


def test_the_same_form_sent_twice_is_kept_once(client):
    row = make.volunteer()
    address = my(row, "valandos/")

    answers = [client.post(address, typed()) for _click in range(2)]
    other = client.post(address, typed(activity="Ravėjo gėlynus"))

    assert row.hours.count() == 1
    assert [answer["Location"] for answer in answers] == [address, address]
    assert "persidengia" in str(other.context["form"].errors["began"])


def test_a_returned_entry_is_corrected_and_waits_again(client):
    row = make.volunteer()
    entry = make.hours(row, status="returned", returned_because="Kita diena")
    address = my(row, f"valandos/{entry.pk}/")

    shown = client.get(address).content.decode()
    client.post(address, typed(ended="10"))

    entry.refresh_from_db()
    assert "Kita diena" in shown
    assert (entry.minutes, entry.status) == (60, "entered")


def test_what_is_not_confirmed_can_be_deleted(client):
    row = make.volunteer()
    entry, kept = make.hours(row), make.hours(row, days_ago=2, status="confirmed")

    for one in (entry, kept):
        client.post(my(row, f"valandos/{one.pk}/"), {"delete": "1"})

    assert list(row.hours.all()) == [kept]


def test_a_get_deletes_nothing(client):
    row = make.volunteer()
    entry = make.hours(row)

    client.get(my(row, f"valandos/{entry.pk}/"), {"delete": "1"})

    assert row.hours.count() == 1


def test_anothers_hours_and_papers_are_not_found(client):
    row, strange = make.volunteer(), make.volunteer()
    entry, certificate = make.hours(strange), make.certificate(strange)

    pages = (f"valandos/{entry.pk}/", f"pazyma/{certificate.pk}/")
    answers = [client.get(my(row, page)) for page in pages]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert {(answer["Cache-Control"], answer["Referrer-Policy"]) for answer in answers} == {("no-store", "no-referrer")}


def test_nobody_enters_hours_before_the_start_or_after_the_end(client):
    for status in ("accepted", "completed"):
        row = make.application(status=status)

        assert client.post(my(row, "valandos/"), typed()).status_code == 200
        assert row.hours.count() == 0


def test_agreement_journal_and_certificate_are_downloaded(client):
    row = make.volunteer()
    certificate = make.certificate(row)

    for page, name in (
        ("sutartis/", "sutartis-SUT"),
        ("valandos/pdf/", "valandos-SAV"),
        (f"pazyma/{certificate.pk}/", f"pazyma-{certificate.number}"),
    ):
        answer = client.get(my(row, page))

        assert answer.content.startswith(b"%PDF-")
        assert f'attachment; filename="{name}' in answer.headers["Content-Disposition"]
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_revoked_certificate_is_no_longer_handed_out(client):
    row = make.volunteer()
    certificate = make.certificate(row, revoked_at=timezone.now(), revoked_because="Klaida")

    assert client.get(my(row, f"pazyma/{certificate.pk}/")).status_code == 404


def test_the_way_to_240_hours_is_told_in_words_and_as_a_bar(client):
    row = make.volunteer(opportunity=make.opportunity(kind="jst"))
    make.hours(row, minutes=600, status="confirmed")

    page = client.get(my(row, "valandos/")).content.decode().replace("\u00a0", " ")

    assert '<progress id="valandos" max="14400" value="600">' in page
    assert "10 val. iš 240 val." in page
    assert "be pertraukos" in page


@pytest.mark.parametrize("page", ["valandos/", "valandos/1/", "valandos/pdf/", "sutartis/", "pazyma/1/"])
def test_a_dead_link_opens_none_of_it(client, page):
    assert client.get(f"/savanoryste/mano/netikras/{page}").status_code == 404


def test_the_journal_costs_the_same_with_1_and_12_entries(client):
    row = make.volunteer()
    make.hours(row)
    address = my(row, "valandos/")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for day in range(2, 13):
        make.hours(row, days_ago=day)
    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(few) == len(many) <= 12


@pytest.mark.parametrize(("language", "words"), [("lt", "Kita diena"), ("en", "My hours")])
def test_the_letter_about_returned_hours_names_them_and_leads_home(letters, language, words):
    row = make.volunteer()
    make.hours(row, status="returned", returned_because="Kita diena")
    outbox.post("hours_returned", language=language, application=row.pk)

    ((to, subject, body),) = letters()

    assert to == row.person.email
    assert words in body
    assert "9:00" in body
    assert "/mano/" in body or "/my/" in body
    assert "{" not in subject + body


def test_no_letter_about_hours_that_were_corrected_meanwhile(letters):
    row = make.volunteer()
    make.hours(row)
    outbox.post("hours_returned", language="lt", application=row.pk)

    assert letters() == []


@pytest.mark.parametrize("language", ["lt", "en"])
def test_the_letter_about_a_certificate_holds_its_number_and_neither_name_nor_code(letters, language):
    row = make.volunteer()
    certificate = make.certificate(row)
    outbox.post("certificate", language=language, application=row.pk, certificate=certificate.pk)

    ((_to, subject, body),) = letters()

    assert certificate.number in body
    assert certificate.code not in body
    assert "Pavyzdait" not in subject + body
