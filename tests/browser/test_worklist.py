"""The worklist in a browser: its buttons post from within the admin's own form, with its token and without a script."""

import pytest
from django.urls import reverse

from tests import make
from volunteers.models import Application

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(client, new_page, live_server, coordinator):
    """A coordinator's browser, logged in, with scripts switched off."""
    client.force_login(coordinator)
    page = new_page(width=1360, java_script_enabled=False)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


def test_an_application_is_taken_from_the_list_and_declined_with_a_reason(desk, coordinator):
    application = make.application()

    desk.goto(reverse("admin:volunteers_application_changelist"))
    desk.get_by_role("button", name=f"Imtis {application.number}").click()
    assert f"{application.number} dabar jūsų." in desk.inner_text(".messagelist")

    desk.get_by_role("link", name=application.number).click()
    desk.get_by_text("Atmesti").first.click()
    form = desk.locator("details[open] form")
    form.get_by_role("textbox").fill("Vietų nebeliko")
    form.get_by_role("button").click()

    application.refresh_from_db()
    assert (application.owner, application.status) == (coordinator, Application.Status.DECLINED)
    assert application.events.last().reason == "Vietų nebeliko"


def reach(page, selector: str) -> None:
    """Tab until the focus is there: what the keyboard cannot reach is not found."""
    for _each in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_a_place_is_offered_by_keyboard_alone(client, new_page, live_server, coordinator):
    row = make.application()
    client.force_login(coordinator)
    page = new_page()
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )

    page.goto(reverse("admin:volunteers_application_changelist"))
    reach(page, f"button[formaction$='/{row.pk}/claim/']")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist")
    reach(page, f"a[href*='/application/{row.pk}/change/']")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1 .state")
    reach(page, "button[name=move][value=offer]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist")

    row.refresh_from_db()
    assert (row.owner, row.status) == (coordinator, "offered")
