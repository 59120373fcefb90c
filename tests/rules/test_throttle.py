"""Limits by address: they last as long as they say, and each address and mailbox has its own."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lvg_portal import throttle
from lvg_portal.models import Throttle

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """Moves time on: ``clock(minutes=59)``."""

    def move(**span):
        moment = timezone.now() + timedelta(**span)
        monkeypatch.setattr("lvg_portal.throttle.timezone.now", lambda: moment)

    return move


def test_the_limit_holds_for_the_whole_hour_and_no_longer(rf, clock):
    request = rf.post("/", REMOTE_ADDR="192.0.2.1")

    assert [throttle.too_many(request, "contact", limit=2) for _time in range(4)] == [False, False, True, True]
    clock(minutes=59)
    assert throttle.too_many(request, "contact", limit=2)
    clock(minutes=2)
    assert not throttle.too_many(request, "contact", limit=2)


def test_deeds_addresses_and_mailboxes_are_counted_apart(rf):
    here, there = rf.post("/", REMOTE_ADDR="192.0.2.1"), rf.post("/", REMOTE_ADDR="192.0.2.2")

    assert not throttle.too_many(here, "contact", limit=1)
    assert not throttle.too_many(there, "contact", limit=1)
    assert not throttle.too_many(here, "link", limit=1)
    assert not throttle.too_many(here, "link-to", limit=1, whose="ona@pastas.lt")
    assert throttle.too_many(there, "link-to", limit=1, whose="ona@pastas.lt")


def test_what_is_over_is_forgotten_and_no_address_is_kept(rf, clock):
    throttle.too_many(rf.post("/", REMOTE_ADDR="192.0.2.1"), "contact", limit=1)
    assert "192.0.2.1" not in Throttle.objects.get().key

    clock(hours=2)
    throttle.too_many(rf.post("/", REMOTE_ADDR="192.0.2.2"), "contact", limit=1)

    assert Throttle.objects.count() == 1


def test_the_address_is_the_last_hop_that_our_own_proxy_added(rf, settings):
    settings.TRUSTED_PROXIES = 1
    request = rf.get("/", REMOTE_ADDR="", headers={"x-forwarded-for": "203.0.113.9, 192.0.2.1"})

    assert throttle.client_address(request) == "192.0.2.1"
