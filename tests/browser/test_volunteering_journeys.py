"""The whole paths through volunteering: an adult without a script, a minor with a guardian, a coordinator, a keyboard.

Every page on the way is looked at by axe, in light and dark by turns, on a phone.
"""

import itertools
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from lvg_portal import outbox
from tests import make
from tests.applicant.conftest import link_in
from tests.browser.test_applying import type_into
from volunteers.models import Application, Certificate, Task

SLOW = 20_000  # milliseconds: a machine that does much else at once
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
colours = itertools.cycle(["light", "dark"])
WAYS = [("lt", False), ("en", True)]  # the language, and whether scripts run


def look(page: Page, heading: str | re.Pattern, *, eyes: Page | None = None) -> None:
    """The page with this heading has come: no fault that axe knows, no sideways scroll; then the other colours.

    Args:
        eyes: a page with scripts, for axe is one; it opens the same address with the same cookies.
    """
    expect(page.get_by_role("heading", level=1)).to_have_text(heading, timeout=SLOW)
    if eyes:
        eyes.context.clear_cookies()
        eyes.context.add_cookies(page.context.cookies())
        eyes.goto(page.url)
        expect(eyes.get_by_role("heading", level=1)).to_have_text(heading, timeout=SLOW)
    seen = eyes or page
    faults = Axe().run(seen).response["violations"]
    wide = seen.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in faults] == []
    assert wide == 0, page.url
    seen.emulate_media(color_scheme=next(colours))


def said(text: str, language: str) -> str:
    with translation.override(language):
        return gettext(text)


def at(name: str, language: str, *args) -> str:
    with translation.override(language):
        return reverse(name, args=args)


def on(page: Page) -> None:
    """The button that leads on."""
    page.locator("main form .actions button:not([name])").click()


def about_you(page: Page, age: int, email: str) -> None:
    born = make.born(age)
    words = {
        "first_name": "Žygimantas",
        "last_name": "Šešelgytė-Žiūkienė",
        "born_on_0": str(born.year),
        "born_on_1": str(born.month),
        "born_on_2": str(born.day),
        "email": email,
    }
    for name, text in words.items():
        page.locator(f"[name={name}]").fill(text)
    page.locator("[name=municipality]").select_option("alytus-district")
    on(page)


@pytest.fixture
def letters(settings):
    """Send what waits: the text of the letter to this address, the last one."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []

    def last_to(address: str) -> str:
        outbox.deliver()
        return [message.body for message in mail.outbox if message.to == [address]][-1]

    return last_to


def test_an_adult_without_a_script_from_the_landing_page_to_their_own(new_page, letters):
    talka = make.opportunity(title_lt="Gėlyno talka", accessibility_lt="Patalpos be laiptų.")
    talka.verbs.add(make.verb("act", title_lt="veikti"))
    page, eyes = new_page(java_script_enabled=False), new_page()
    page.goto("/savanoryste/")
    look(page, "Savanoriaukite savo krašte", eyes=eyes)
    page.get_by_role("link", name="Veikti").click()
    page.get_by_role("link", name="Gėlyno talka").click()
    look(page, "Gėlyno talka", eyes=eyes)
    page.get_by_role("link", name="Pildyti paraišką").click()
    look(page, "Savanorio paraiška", eyes=eyes)
    page.get_by_role("link", name="Pradėti").click()
    look(page, "Apie jus", eyes=eyes)
    about_you(page, 30, "rasa@pastas.lt")
    look(page, "Ką ir kada veiksite", eyes=eyes)
    expect(page.get_by_role("radio", name="Gėlyno talka")).to_be_checked()
    page.get_by_label("Kada galite?").fill("Savaitgaliais")
    on(page)
    look(page, "Kas padėtų dalyvauti", eyes=eyes)
    page.get_by_role("button", name="Praleisti").click()
    look(page, "Patikrinkite atsakymus", eyes=eyes)
    on(page)
    look(page, "Gavome jūsų paraišką", eyes=eyes)

    page.goto(link_in(letters("rasa@pastas.lt")))
    look(page, "Patvirtinkite el. pašto adresą", eyes=eyes)
    page.get_by_role("button", name="Patvirtinti").click()
    page.goto(link_in(letters("rasa@pastas.lt")))

    look(page, re.compile("."), eyes=eyes)
    assert "/mano/" in page.url
    assert Application.objects.get().status == "submitted"


@pytest.mark.parametrize(("language", "script"), WAYS)
def test_a_minor_and_the_guardian(new_page, letters, language, script):
    make.opportunity()
    page, eyes = new_page(java_script_enabled=script), None if script else new_page()
    page.goto(at("volunteers:apply", language))
    look(page, said("Application to volunteer", language), eyes=eyes)
    page.get_by_role("link", name=said("Begin", language)).click()
    about_you(page, 15, "zygis@example.com")
    look(page, said("What and when", language), eyes=eyes)
    page.locator("[name=opportunity][value=suggest]").check()
    page.locator("[name=interests]").fill("Fotografuoju")
    page.locator("[name=availability]").fill("Savaitgaliais")
    on(page)
    page.locator("[name=skip]").click()
    look(page, said("Parent or guardian", language), eyes=eyes)
    page.locator("[name=name]").fill("Rūta Pavyzdaitienė")
    page.locator("[name=email]").fill("mama@example.com")
    on(page)
    on(page)
    look(page, said("We have received your application", language), eyes=eyes)
    page.goto(link_in(letters("zygis@example.com")))
    look(page, said("Confirm your e-mail address", language), eyes=eyes)
    page.locator("main form .actions button").click()
    look(page, said("We are waiting for your parent's or guardian's consent", language), eyes=eyes)

    guardian = new_page(java_script_enabled=script)
    guardian.goto(link_in(letters("mama@example.com")))
    look(guardian, re.compile("Žygimantas"), eyes=eyes)
    guardian.locator("[name=answer][value=agree]").click()
    expect(guardian.locator("[name=answer]")).to_have_count(0, timeout=SLOW)
    look(guardian, re.compile("."), eyes=eyes)

    page.reload()
    look(page, said("We have received your application", language), eyes=eyes)
    assert Application.objects.get().status == "submitted"


@pytest.mark.parametrize(("language", "script"), WAYS)
def test_a_coordinator_from_the_worklist_to_the_certificate(new_page, letters, language, script):
    make.staff("coordinator", username="rasa", password="teisingas-slaptas-zodis")
    person = make.person(30, email="savanore@pastas.lt", language=language)
    row = make.application(person=person, opportunity=make.opportunity(kind="long", capacity=1))
    desk, eyes = new_page(java_script_enabled=script), None if script else new_page()
    desk.goto(at("admin:volunteers_application_changelist", language))
    desk.locator("[name=username]").fill("rasa")
    desk.locator("[name=password]").fill("teisingas-slaptas-zodis")
    desk.locator("[type=submit]").click()
    expect(desk.get_by_role("link", name=row.number)).to_be_visible(timeout=SLOW)
    no_fault(desk, eyes)
    desk.locator(f"button[formaction$='/{row.pk}/claim/']").click()
    desk.get_by_role("link", name=row.number).click()
    no_fault(desk, eyes)
    move(desk, "offer")

    volunteer = new_page(java_script_enabled=script)
    volunteer.goto(link_in(letters("savanore@pastas.lt")))
    look(volunteer, said("We offer you a place", language), eyes=eyes)
    move(volunteer, "accept")
    look(volunteer, said("We are preparing your agreement", language), eyes=eyes)

    desk.reload()
    desk.locator("a[href$='/agreement/']").click()
    no_fault(desk, eyes)
    desk.locator(".submit-row button").click()
    for party in ("organisation", "volunteer"):
        desk.locator("a[href$='/sign/']").click()
        desk.locator(f"[name=party][value={party}]").check()
        desk.locator("[name=route][value=seen]").check()
        desk.locator("[name=signed_on]").fill(f"{timezone.localdate():%Y-%m-%d}")
        no_fault(desk, eyes)
        desk.locator(".submit-row button").click()
    move(desk, "activate")

    volunteer.reload()
    look(volunteer, said("You are volunteering", language), eyes=eyes)
    volunteer.get_by_role("link", name=said("Enter hours", language)).click()
    for name, text in {"began": "9", "ended": "12:30", "activity": "Padėjau ruošti salę"}.items():
        volunteer.locator(f"[name={name}]").fill(text)
    volunteer.locator("main form .actions button").click()
    look(volunteer, said("My hours", language), eyes=eyes)

    desk.reload()
    desk.locator("a.button[href$='/hours/']").click()
    no_fault(desk, eyes)
    desk.locator("[name=deed][value=confirm_all]").click()
    desk.goto(at("admin:volunteers_application_change", language, row.pk))
    move(desk, "complete")
    desk.locator("a[href$='/certificate/']").click()
    no_fault(desk, eyes)
    desk.locator(".submit-row button").click()
    no_fault(desk, eyes)
    certificate = Certificate.objects.get()
    volunteer.goto(at("volunteers:certificate", language, certificate.number))
    volunteer.locator("[name=code]").fill(certificate.code)
    volunteer.locator("main form .actions button").click()

    expect(volunteer.locator("main")).to_contain_text(person.full_name, timeout=SLOW)
    row.refresh_from_db()
    assert (row.status, row.owner.username, certificate.minutes) == ("completed", "rasa", 210)


def move(page: Page, name: str) -> None:
    """Press the button of a move; the page that comes offers it no more."""
    button = page.locator(f"button[name=move][value={name}]")
    button.click()
    expect(button).to_have_count(0, timeout=SLOW)


def no_fault(page: Page, eyes: Page | None = None) -> None:
    """What axe finds in a page of the back office, Django's own frame left to Django."""
    page.wait_for_load_state("load")
    seen = eyes or page
    if eyes:
        eyes.context.add_cookies(page.context.cookies())
        eyes.goto(page.url)
    faults = Axe().run(seen, context="#content").response["violations"]
    wide = seen.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in faults] == [], page.url
    assert wide == 0, page.url
    seen.emulate_media(color_scheme=next(colours))


def test_easy_words_without_email_with_a_helper_by_keyboard_alone(new_page):
    page, born = new_page(width=320), make.born(70)
    page.goto("/savanoryste/paraiska/lengvai/")
    look(page, "Savanorystė lengvai suprantama kalba")
    page.get_by_role("link", name="Pildyti paraišką").first.press("Enter")
    look(page, "Apie jus")
    for name, text in {
        "first_name": "Ona",
        "last_name": "Pavyzdienė",
        "born_on_0": str(born.year),
        "born_on_1": str(born.month),
        "born_on_2": str(born.day),
    }.items():
        type_into(page, name, text)
    type_into(page, "contact", "")
    page.keyboard.press("ArrowDown")
    type_into(page, "phone", "8 612 34567")
    type_into(page, "municipality", "Alytaus r")
    type_into(page, "helper_is_here", " ")
    type_into(page, "helper_name", "Rūta")
    type_into(page, "helper_relation", "anūkė")
    page.keyboard.press("Enter")
    look(page, "Ką veiksite")
    type_into(page, "opportunity", " ")
    type_into(page, "interests", "Mezgu")
    type_into(page, "availability", "Rytais")
    page.get_by_role("button", name="Toliau").press("Enter")
    look(page, "Kas padėtų dalyvauti")
    page.get_by_role("button", name="Praleisti").press("Enter")
    look(page, "Patikrinkite atsakymus")
    assert "Pildyti jums padeda Rūta" in page.inner_text("main")
    page.get_by_role("button", name="Siųsti paraišką").press("Enter")
    look(page, "Gavome jūsų paraišką")
    page.get_by_role("button", name="Išvalyti mano atsakymus").press("Enter")

    expect(page.get_by_role("status")).to_contain_text("Jūsų atsakymai išvalyti", timeout=SLOW)
    row = Application.objects.select_related("person").get()
    assert (row.person.phone, row.helper_name, row.helper_relation) == ("+37061234567", "Rūta", "anūkė")
    assert Task.objects.get().what == Task.What.CALL
