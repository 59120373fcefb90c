"""The whole paths through volunteering: an adult without a script, a minor with a guardian, a coordinator, a keyboard.

Every page on the way is looked at by axe, in light and dark by turns, on a phone.
"""

import itertools
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from lvg_portal import outbox
from tests import make
from tests.applicant.conftest import link_in
from tests.browser.test_applying import type_into
from volunteers.models import Application, Task

SLOW = 20_000  # milliseconds: a machine that does much else at once
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
colours = itertools.cycle(["light", "dark"])


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


def test_a_minor_and_the_guardian_in_english(new_page, letters):
    make.opportunity()
    page = new_page(dark=True)
    page.goto("/en/volunteering/apply/")
    look(page, "Application to volunteer")
    page.get_by_role("link", name="Begin").click()
    about_you(page, 15, "zygis@example.com")
    look(page, "What and when")
    page.get_by_role("radio", name="I do not know yet").check()
    page.get_by_label("What do you enjoy").fill("I take photographs")
    page.get_by_label("When can you?").fill("At weekends")
    on(page)
    page.get_by_role("button", name="Skip").click()
    look(page, "Parent or guardian")
    page.locator("[name=name]").fill("Rūta Pavyzdaitienė")
    page.locator("[name=email]").fill("mama@example.com")
    on(page)
    on(page)
    look(page, "We have received your application")
    page.goto(link_in(letters("zygis@example.com")))
    look(page, "Confirm your e-mail address")
    page.get_by_role("button", name="Confirm").click()
    look(page, re.compile("guardian"))

    guardian = new_page()
    guardian.goto(link_in(letters("mama@example.com")))
    look(guardian, re.compile("Žygimantas"))
    guardian.get_by_role("button", name="I agree", exact=True).click()
    look(guardian, re.compile("agreed"))

    page.reload()
    look(page, re.compile("."))
    assert Application.objects.get().status == "submitted"


def test_a_coordinator_takes_an_application_all_the_way_to_the_start(new_page, letters):
    make.staff("coordinator", username="rasa", password="teisingas-slaptas-zodis")
    person = make.person(30, email="savanore@pastas.lt")
    row = make.application(person=person, opportunity=make.opportunity(kind="long", capacity=1))
    desk = new_page(width=1360)
    desk.goto("/admin/login/?next=/admin/volunteers/application/")
    desk.get_by_label(re.compile("vardas", re.IGNORECASE)).fill("rasa")
    desk.locator("[name=password]").fill("teisingas-slaptas-zodis")
    desk.locator("[type=submit]").click()
    expect(desk.get_by_role("link", name=row.number)).to_be_visible(timeout=SLOW)
    no_fault(desk)
    desk.get_by_role("button", name=f"Imtis {row.number}").click()
    desk.get_by_role("link", name=row.number).click()
    no_fault(desk)
    desk.locator("button[name=move][value=offer]").click()
    expect(desk.locator("h1 .state")).to_have_text("pasiūlyta vieta", timeout=SLOW)

    volunteer = new_page()
    volunteer.goto(link_in(letters("savanore@pastas.lt")))
    look(volunteer, re.compile("."))
    volunteer.locator("button[name=move][value=accept]").click()
    expect(volunteer.locator("button[name=move][value=accept]")).to_have_count(0, timeout=SLOW)
    look(volunteer, re.compile("."))

    desk.reload()
    desk.locator("a[href$='/agreement/']").click()
    no_fault(desk)
    desk.locator(".submit-row button").click()
    for party in ("organisation", "volunteer"):
        desk.locator("a[href$='/sign/']").click()
        desk.locator(f"[name=party][value={party}]").check()
        desk.locator("[name=route][value=seen]").check()
        desk.locator("[name=signed_on]").fill(f"{timezone.localdate():%Y-%m-%d}")
        no_fault(desk)
        desk.locator(".submit-row button").click()
    desk.locator("button[name=move][value=activate]").click()

    expect(desk.locator("h1 .state")).to_have_text("savanoriauja", timeout=SLOW)
    no_fault(desk)
    row.refresh_from_db()
    assert (row.status, row.owner.username) == ("active", "rasa")


def no_fault(page: Page) -> None:
    """What axe finds in a page of the back office, Django's own frame left to Django."""
    page.wait_for_load_state("load")
    faults = Axe().run(page, context="#content").response["violations"]
    assert [(fault["id"], [node["target"] for node in fault["nodes"]]) for fault in faults] == [], page.url
    page.emulate_media(color_scheme=next(colours))


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
