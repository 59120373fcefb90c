"""Anyone may ask whether a certificate is genuine; only whoever holds the paper learns whose it is."""

import pytest
from django.utils import timezone

from lvg_portal.models import Throttle
from tests import make
from volunteers import certificates
from volunteers.models import Certificate

pytestmark = pytest.mark.django_db
NAME = "Žygimantas Pavyzdaitis"


@pytest.fixture
def certificate(db) -> Certificate:
    return make.certificate(make.volunteer())


def address(certificate: Certificate, language: str = "lt") -> str:
    return f"/{'pazymejimai' if language == 'lt' else 'en/certificates'}/{certificate.number}/"


@pytest.mark.parametrize(("language", "words"), [("lt", "Ši pažyma galioja"), ("en", "This certificate is valid")])
def test_a_number_tells_what_is_certified_and_not_whose_it_is(client, certificate, language, words):
    page = client.get(address(certificate, language))

    text = page.content.decode()
    assert words in text
    assert certificate.number in text
    assert "10" in text
    assert "Pavyzdaitis" not in text
    assert certificate.code not in text


def test_nothing_of_it_is_kept_or_indexed_and_no_cookie_is_set(client, certificate):
    page = client.get(address(certificate))

    assert not page.cookies
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["X-Robots-Tag"] == "noindex"


def test_a_revoked_one_says_so_without_the_reason(client, certificate):
    certificates.revoke(certificate, reason="Išduota per klaidą")

    text = client.get(address(certificate)).content.decode()

    assert "Ši pažyma atšaukta" in text
    assert "per klaidą" not in text


@pytest.mark.parametrize("number", ["PAZ-2000-9999", "PAZ", "x" * 300, "ąčę", "<b>", "PAZ-2000-1 OR 1=1"])
def test_an_unknown_number_is_404_with_a_field_to_try_again(client, certificate, number):
    page = client.get(f"/pazymejimai/{number}/")

    assert page.status_code == 404
    assert 'name="number"' in page.content.decode()


@pytest.mark.parametrize("typed", ["ABCDE-23456", "abcde23456", " ABCDE 23456 "])
def test_the_code_from_the_paper_shows_the_name(client, certificate, typed):
    page = client.post(address(certificate), {"code": typed})

    assert NAME in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("typed", ["", "ABCDE-23457", "x" * 41, "ąčę", "\x00"])
def test_another_code_shows_no_name_and_says_what_to_do(client, certificate, typed):
    text = client.post(address(certificate), {"code": typed}).content.decode()

    assert NAME not in text
    assert 'id="klaidos"' in text


def test_codes_cannot_be_tried_for_ever(client, certificate):
    for _attempt in range(30):
        client.post(address(certificate), {"code": "AAAAA-AAAAA"})

    page = client.post(address(certificate), {"code": certificate.code})

    assert page.status_code == 429
    assert NAME not in page.content.decode()
    assert certificate.number not in str(Throttle.objects.values())


def test_after_the_person_has_left_it_still_verifies_without_a_name(client, certificate):
    person = certificate.application.person
    nothing = dict.fromkeys(("first_name", "last_name", "email", "phone", "new_email"), "")
    type(person).objects.filter(pk=person.pk).update(**nothing, born_on=None, contacts_erased_at=timezone.now())

    opened = client.get(address(certificate)).content.decode()
    typed = client.post(address(certificate), {"code": certificate.code}).content.decode()

    assert "Ši pažyma galioja" in opened
    assert "Vardo nebesaugome" in opened
    assert "Vardo nebesaugome" in typed


@pytest.mark.parametrize("typed", ["PAZ-2000-0001", "paz 2000 0001", "2000–0001", "PAZ–2000–0001"])
def test_the_number_is_found_however_it_is_typed(client, typed):
    page = client.get("/pazymejimai/", {"number": typed})

    assert page.url == "/pazymejimai/PAZ-2000-0001/"


@pytest.mark.parametrize("typed", ["", "abc", "x" * 99, "PAZ-20-1"])
def test_what_is_no_number_is_told_so(client, typed):
    page = client.get("/pazymejimai/", {"number": typed})

    assert page.status_code == 200
    assert 'id="klaidos"' in page.content.decode()


def test_the_page_costs_the_same_few_queries(client, certificate, django_assert_max_num_queries):
    client.get(address(certificate))

    with django_assert_max_num_queries(6):
        client.get(address(certificate))
