"""Whoever guesses a password is stopped, and nobody else with them."""

import pytest

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def log_in(client, settings):
    """The login form as it arrives in production: through nginx and a socket, which has no address of its own."""
    settings.TRUSTED_PROXIES = 1

    def send(name: str, password: str, *, address: str) -> int:
        form = {"username": name, "password": password}
        return client.post("/admin/login/", form, REMOTE_ADDR="", headers={"x-forwarded-for": address}).status_code

    return send


def test_five_wrong_passwords_lock_the_account_for_that_address_alone(log_in):
    make.staff("editor", username="rasa", password="teisingas-slaptas-zodis")

    guesses = [log_in("rasa", f"spejimas-{number}", address="192.0.2.1") for number in range(6)]

    assert guesses == [200, 200, 200, 200, 429, 429]
    assert log_in("rasa", "teisingas-slaptas-zodis", address="192.0.2.1") == 429
    assert log_in("rasa", "teisingas-slaptas-zodis", address="192.0.2.2") == 302


def test_who_was_away_is_asked_to_log_in_again(client, coordinator):
    client.force_login(coordinator)
    client.get("/admin/")
    session = client.session
    session["seen"] -= 31 * 60
    session.save()

    page = client.get("/admin/", follow=True)

    assert page.redirect_chain[0][0] == "/admin/login/"
    assert "atjungėme" in page.content.decode()
