"""One's own page and all behind it, without a script: as axe sees it, on the narrowest phone, in both languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import make
from volunteers import consents, tokens
from volunteers.models import ConsentText, Meeting, Note, Person, SupportNeed
from volunteers.tokens import Purpose

SLOW = 20_000  # milliseconds: a machine that does much else at once
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PATHS = {
    "lt": (
        "/savanoryste/mano/",
        ("kontaktai/", "el-pastas/", "sutikimai/", "pagalba/", "duomenys/", "atsiliepimas/", "istrinti/"),
    ),
    "en": (
        "/en/volunteering/my/",
        ("contacts/", "e-mail/", "consents/", "support/", "data/", "feedback/", "erase/"),
    ),
}


def assert_good(page):
    """No fault that axe knows, and no sideways scroll."""
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=SLOW)
    faults = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in faults] == [], page.url
    assert wide == 0, page.url


def full(status: str, **facts):
    """An application with something on every page."""
    row = make.application(status=status, **facts)
    consent = consents.give(row.person, ConsentText.current("support", "lt"))
    SupportNeed.objects.create(application=row, consent=consent, text="Padėtų rampa prie įėjimo")
    consents.give(row.person, ConsentText.current("photo", "lt"))
    Note.objects.create(application=row, text="Paskambinti po pietų")
    Person.objects.filter(pk=row.person_id).update(
        new_email="labai.ilgas.ir.nepatogus.adresas.kuris.netelpa@labai-ilgas-pasto-serveris.example.lt"
    )
    return row


@pytest.mark.parametrize(("language", "width", "dark"), [("lt", 320, False), ("en", 390, True)])
def test_every_page_behind_the_link_is_good(new_page, language, width, dark):
    start, pages = PATHS[language]
    page = new_page(width=width, dark=dark)
    secret = tokens.issue(full("completed"), Purpose.MY)
    for path in ("", *pages):
        assert page.goto(f"{start}{secret}/{path}").status == 200
        assert_good(page)


def test_every_status_looks_good(new_page):
    page = new_page(width=320)
    rows = [full("offered"), full("interview"), full("active", handed_over_at=make.at(2026, 1, 1))]
    Meeting.objects.create(application=rows[1], starts_at=make.at(2030, 5, 6, 10), where="Naujoji g. 48, Alytus")
    for row in rows:
        page.goto(f"/savanoryste/mano/{tokens.issue(row, Purpose.MY)}/")
        assert_good(page)


def test_without_a_script_one_corrects_consents_and_erases(new_page):
    page = new_page(width=390, java_script_enabled=False)
    row = full("in_review")
    page.goto(f"/savanoryste/mano/{tokens.issue(row, Purpose.MY)}/")

    page.get_by_role("link", name="Pataisyti vardą").click()
    page.get_by_label("Vardas").fill("1")
    page.get_by_role("button", name="Išsaugoti").click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=SLOW)
    page.get_by_label("Vardas").fill("Žygis")
    page.get_by_role("button", name="Išsaugoti").click()
    expect(page.get_by_role("status")).to_have_text("Jūsų duomenys pataisyti.", timeout=SLOW)

    page.get_by_role("link", name="Peržiūrėti ir pakeisti sutikimus").click()
    page.get_by_role("button", name=re.compile("Atšaukti ?: nuotraukos")).click()
    expect(page.get_by_role("button", name=re.compile("Sutinku ?: nuotraukos"))).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="Peržiūrėti, pakeisti ar ištrinti atsakymą").click()
    page.get_by_role("button", name="Atšaukti sutikimą ir ištrinti atsakymą").click()
    expect(page.get_by_role("status")).to_contain_text("ištrynėme", timeout=SLOW)

    own = page.url
    page.get_by_role("link", name="Ištrinti visus mano duomenis").click()
    page.get_by_label("Perskaičiau ir noriu").check()
    page.get_by_role("button", name="Ištrinti visam laikui").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jūsų duomenys ištrinti", timeout=SLOW)
    assert page.goto(own).status == 410
    assert Person.objects.get().is_anonymous
