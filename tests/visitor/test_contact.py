"""Somebody writes to us on the contacts page."""

import uuid

import pytest
from django.core import mail

from lvg_portal import outbox
from lvg_portal.models import ContactMessage, Letter, SiteSettings
from tests import make

pytestmark = pytest.mark.django_db

WRITTEN = {"name": "Ona", "reply_to": "ona@example.lt", "text": "Ar galima ateiti su vaikais?"}


@pytest.fixture
def contacts():
    SiteSettings.objects.create(email="vvg@example.lt")
    return make.page(key="contacts", slug_lt="kontaktai", slug_en="contacts")


def send(client, address="/kontaktai/", **facts):
    return client.post(address, {"key": str(uuid.uuid4()), **WRITTEN, **facts})


def test_what_is_written_comes_to_us_as_a_letter_that_can_be_answered(client, contacts):
    response = send(client)
    outbox.deliver()

    assert (response.status_code, response["Location"]) == (302, "/kontaktai/gavome/")
    assert "Gavome jūsų žinutę" in client.get("/kontaktai/gavome/").content.decode()
    (letter,) = mail.outbox
    assert (letter.to, letter.reply_to) == (["vvg@example.lt"], ["ona@example.lt"])
    assert "Ar galima ateiti su vaikais?" in letter.body


def test_the_outbox_itself_knows_no_person(client, contacts):
    send(client)

    letter, message = Letter.objects.get(), ContactMessage.objects.get()
    assert letter.refs == {"message": message.pk}


def test_the_form_answers_in_the_language_of_the_page(client, contacts):
    response = send(client, "/en/contacts/")

    assert response["Location"] == "/en/contacts/received/"
    assert ContactMessage.objects.get().language == "en"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"reply_to": ""}, "kad galėtume atsakyti"),
        ({"reply_to": "ona@"}, "Šis el. pašto adresas atrodo neteisingas"),
        ({"reply_to": "Onutė"}, "arba telefono numerį"),
        ({"text": " "}, "Parašykite bent kelis žodžius"),
        ({"text": "a" * 4001}, "Sutrumpinkite iki 4000 ženklų"),
    ],
)
def test_a_slip_is_explained_and_nothing_that_was_written_is_lost(client, contacts, facts, words):
    response = send(client, **facts)
    page = response.content.decode()

    assert response.status_code == 200
    assert "<title>Klaida: " in page
    assert page.count(words) == 2  # in the summary and beside the field
    assert 'value="Ona"' in page
    assert not ContactMessage.objects.exists()


def test_a_phone_number_will_do(client, contacts):
    send(client, reply_to="+370 600 00000")
    outbox.deliver()

    assert mail.outbox[0].reply_to == ["vvg@example.lt"]
    assert "+370 600 00000" in mail.outbox[0].body


def test_the_same_form_sent_twice_is_one_message(client, contacts):
    key = str(uuid.uuid4())

    answers = [send(client, key=key).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert Letter.objects.count() == ContactMessage.objects.count() == 1


def test_a_program_that_fills_in_every_field_is_thanked_and_forgotten(client, contacts):
    response = send(client, website="http://example.lt")

    assert response["Location"] == "/kontaktai/gavome/"
    assert not ContactMessage.objects.exists()


def test_whoever_writes_too_often_is_asked_to_wait_and_keeps_the_text(client, contacts):
    for _time in range(5):
        assert send(client).status_code == 302

    response = send(client)

    assert response.status_code == 429
    assert "Ar galima ateiti su vaikais?" in response.content.decode()
    assert ContactMessage.objects.count() == 5


def test_the_form_is_there_only_while_the_page_is_public(client, contacts):
    contacts.status = "draft"
    contacts.save()

    assert send(client).status_code == 404
    assert not ContactMessage.objects.exists()


def test_a_form_without_its_token_is_refused(contacts):
    from django.test import Client

    assert send(Client(enforce_csrf_checks=True)).status_code == 403
