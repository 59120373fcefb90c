"""The form in easy words: the choice rides along in the address, and what is asked and kept stays the same."""

import pytest

from tests.applicant.conftest import Applicant
from volunteers.forms.apply import STEPS
from volunteers.models import Application

EASY = "?easy=1"


def fields_of(page) -> list[str]:
    return list(page.context["form"].fields)


@pytest.mark.parametrize(("language", "label"), [("lt", "Jūsų vardas"), ("en", "Your first name")])
def test_the_words_are_easy_and_the_questions_the_same(client, db, language, label):
    applicant = Applicant(client, language)
    address = applicant.address("step", step="about")

    usual, easy = client.get(address), client.get(address + EASY)

    assert label in easy.content.decode()
    assert label not in usual.content.decode()
    assert fields_of(usual) == fields_of(easy)


@pytest.mark.parametrize("step", STEPS)
def test_every_easy_word_belongs_to_a_field(step):
    form = STEPS[step]

    assert set(form.easy_words) <= set(form.base_fields)
    assert form.heading(easy=True)


def test_easy_words_stay_to_the_receipt_and_the_application_is_as_any_other(applicant):
    client, address = applicant.client, applicant.address
    applicant.about()
    typed = client.get(address("step", step="about")).context["form"].data.dict()

    to_what = client.post(address("step", step="about") + EASY, typed)
    to_support = client.post(to_what.url, {"opportunity": "suggest", "interests": "Sodinu", "availability": "Rytais"})
    to_check = client.post(to_support.url, {"skip": "1"})
    check = client.get(to_check.url)
    sent = client.post(to_check.url, {"key": check.context["form"]["key"].value()})

    assert [page.url.partition("?")[2] for page in (to_what, to_support, to_check, sent)] == ["easy=1"] * 4
    assert 'href="/savanoryste/paraiska/apie-jus/?easy=1"' in check.content.decode()
    assert Application.objects.get().interests == "Sodinu"


def test_easy_words_stay_when_answers_must_be_given_again_or_are_cleared(applicant):
    client, address = applicant.client, applicant.address

    again = client.get(address("step", step="what") + EASY)
    cleared = client.post(address("step", step="about") + EASY, {"clear": "1"})
    start = client.get(address("apply") + EASY + "&opportunity=talka")

    assert again.url == "/savanoryste/paraiska/apie-jus/?again=1&easy=1"
    assert cleared.url == "/savanoryste/paraiska/lengvai/?cleared=1"
    assert start.url == "/savanoryste/paraiska/lengvai/?opportunity=talka"
