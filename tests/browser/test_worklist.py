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
