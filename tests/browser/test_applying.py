"""The form on a phone, by keyboard alone, without a script; every page of it as axe sees it."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from playwright.sync_api import expect

from lvg_portal import outbox
from tests import make
from tests.applicant.conftest import link_in
from volunteers.models import Application

SLOW = 20_000  # milliseconds: a machine that does much else at once
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def assert_good(page, heading: str):
    """The page with this heading has come: no fault that axe knows, and no sideways scroll."""
    expect(page.get_by_role("heading", level=1)).to_have_text(heading, timeout=SLOW)
    faults = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in faults] == []
    assert wide == 0, page.url


def type_into(page, name: str, text: str):
    """Tab until the control has the focus, then type: what the keyboard cannot reach is not found."""
    for _each in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == name:
            page.keyboard.type(text)
            return
    raise AssertionError(f"the keyboard does not reach {name}")


def letter(settings, to: str) -> str:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    outbox.deliver()
    return next(message.body for message in mail.outbox if message.to == [to])


def test_a_15_year_old_applies_by_keyboard_and_the_guardian_agrees(new_page, settings):
    page, born = new_page(width=320), make.born(15)
    make.opportunity()
    page.goto("/savanoryste/paraiska/")
    assert_good(page, "Savanorio paraiška")
    page.get_by_role("link", name="Pradėti").press("Enter")
    for name, text in {
        "first_name": "Žygimantas",
        "last_name": "Pavyzdaitis",
        "born_on_0": str(born.year),
        "born_on_1": str(born.month),
        "born_on_2": str(born.day),
        "email": "zygimantas@pastas.lt",
        "municipality": "Alytaus r",
    }.items():
        type_into(page, name, text)
    assert_good(page, "Apie jus")
    page.get_by_role("button", name="Toliau").press("Enter")
    assert_good(page, "Ką ir kada veiksite")
    type_into(page, "opportunity", " ")
    type_into(page, "availability", "Savaitgaliais")
    page.get_by_role("button", name="Toliau").press("Enter")
    assert_good(page, "Kas padėtų dalyvauti")
    page.get_by_role("button", name="Praleisti").press("Enter")
    assert_good(page, "Tėvai ar globėjas")
    type_into(page, "name", "Rūta Pavyzdaitienė")
    type_into(page, "email", "mama@pastas.lt")
    page.keyboard.press("Enter")
    assert_good(page, "Patikrinkite atsakymus")
    page.get_by_role("button", name="Siųsti paraišką").press("Enter")
    assert_good(page, "Gavome jūsų paraišką")

    page.goto(link_in(letter(settings, "zygimantas@pastas.lt")))
    assert_good(page, "Patvirtinkite el. pašto adresą")
    page.get_by_role("button", name="Patvirtinti").press("Enter")
    assert_good(page, "Laukiame jūsų tėvų ar globėjo sutikimo")

    guardian = new_page(width=390, dark=True)
    guardian.goto(link_in(letter(settings, "mama@pastas.lt")))
    assert_good(guardian, "Žygimantas nori pas mus savanoriauti")
    guardian.get_by_role("button", name="Sutinku", exact=True).press("Enter")
    assert_good(guardian, "Jūs sutikote. Ačiū")
    assert Application.objects.get().status == "submitted"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_errors_take_the_focus_and_lead_to_their_fields(new_page, dark):
    page = new_page(width=390, dark=dark)
    page.goto("/savanoryste/paraiska/apie-jus/")
    page.get_by_role("textbox", name="Vardas").fill("1")
    page.get_by_role("button", name="Toliau").click()

    expect(page.locator("#klaidos")).to_be_focused(timeout=SLOW)
    assert page.title().startswith("Klaida: ")
    assert_good(page, "Apie jus")
    page.get_by_role("link", name="Vardas:").click()
    expect(page.get_by_role("textbox", name="Vardas")).to_be_focused()
    assert page.get_by_role("textbox", name="Vardas").input_value() == "1"


def test_the_helper_s_boxes_open_with_the_tick(page, live_server):
    page.goto("/savanoryste/paraiska/apie-jus/")
    name = page.get_by_label("Pagalbininko vardas")
    expect(name).to_be_hidden()

    page.get_by_label("Paraišką pildyti man kažkas padeda").check()

    expect(name).to_be_visible()
    assert_good(page, "Apie jus")
