"""Serving in a browser: hours typed with the keyboard alone, on a phone, without a script."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests import make
from volunteers import tokens
from volunteers.tokens import Purpose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_hours_are_entered_with_the_keyboard_and_a_slip_is_mended(new_page):
    row = make.volunteer(opportunity=make.opportunity(kind="jst"))
    make.hours(row, days_ago=3, status="returned", returned_because="Kita diena")
    page = new_page(width=390)
    page.goto(f"/savanoryste/mano/{tokens.issue(row, Purpose.MY)}/valandos/")

    def type_from_until(began: str, ended: str) -> None:
        for name, value in (("Nuo", began), ("Iki", ended)):
            page.get_by_label(name, exact=True).focus()
            page.keyboard.press("Control+A")
            page.keyboard.type(value)

    type_from_until("rytas", "11.30")
    page.keyboard.press("Tab")
    page.keyboard.type("Sėjau gėles")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    summary = page.locator("#klaidos")
    summary.wait_for()
    violations = Axe().run(page).response["violations"]
    title = page.title()
    type_from_until("9", "11.30")
    page.keyboard.press("Enter")
    page.get_by_text("laukia kuratoriaus", exact=True).wait_for()

    assert title.startswith("Klaida:")
    assert [found["id"] for found in violations] == []
    assert row.hours.get(status="entered").minutes == 150
