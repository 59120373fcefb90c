"""What the server notes is read by whoever runs it: no key to anybody's application stands in it."""

import io
import logging

import pytest
from django.test import Client

from tests import make
from volunteers import tokens
from volunteers.models import Token

pytestmark = pytest.mark.django_db


@pytest.fixture
def log(monkeypatch):
    """Gives all that was noted so far."""
    console = next(handler for handler in logging.getLogger().handlers if handler.name == "console")
    monkeypatch.setattr(console, "stream", io.StringIO())
    return console.stream.getvalue


def broken(*args):
    raise ArithmeticError


def test_a_form_that_lay_open_too_long_notes_where_but_not_whose(log):
    secret = tokens.issue(make.application(), Token.Purpose.MY)

    answer = Client(enforce_csrf_checks=True).post(f"/savanoryste/mano/{secret}/", {"move": "accept"})

    assert answer.status_code == 403
    assert "/savanoryste/mano/…/" in log()
    assert secret not in log()


def test_a_page_that_fails_notes_where_but_not_whose(log, monkeypatch):
    secret = tokens.issue(make.application(), Token.Purpose.MY)
    monkeypatch.setattr("volunteers.road.headline", broken)

    answer = Client(raise_request_exception=False).get(f"/savanoryste/mano/{secret}/")

    assert answer.status_code == 500
    assert "ArithmeticError" in log()
    assert secret not in log()
