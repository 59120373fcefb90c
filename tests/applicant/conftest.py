"""An applicant with a form: what a person would type, step by step."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import translation

from lvg_portal import outbox
from tests import make


class Applicant:
    """Fills in the form through Django's test client; ``answers`` change what is typed."""

    def __init__(self, client, language="lt"):
        self.client, self.language = client, language
        self.email = "zygimantas@pastas.lt"

    def address(self, name: str, **kwargs) -> str:
        with translation.override(self.language):
            return reverse(f"volunteers:{name}", kwargs=kwargs or None)

    def post(self, step: str, follow: bool = False, **answers):
        return self.client.post(self.address("step", step=step), answers, follow=follow)

    def about(self, age: int = 20, **answers):
        born = make.born(age)
        typed = {
            "first_name": "Žygimantas",
            "last_name": "Pavyzdaitis",
            "born_on_0": born.year,
            "born_on_1": born.month,
            "born_on_2": born.day,
            "contact": "email",
            "email": self.email,
            "municipality": "alytus-district",
        }
        return self.post("about", **{**typed, **answers})

    def what(self, **answers):
        typed = {"opportunity": "suggest", "interests": "Fotografuoju", "availability": "Savaitgaliais"}
        return self.post("what", **{**typed, **answers})

    def guardian(self, **answers):
        typed = {"name": "Rūta Pavyzdaitienė", "contact_by": "email", "email": "mama@pastas.lt"}
        return self.post("guardian", **{**typed, **answers})

    def key(self) -> str:
        page = self.client.get(self.address("check")).content.decode()
        return re.search(r'name="key" value="([^"]+)"', page)[1]

    def send(self, **answers):
        return self.client.post(self.address("check"), {"key": self.key(), **answers}, follow=True)

    def apply(self, age: int = 20, *, about=None, what=None, guardian=None, **consents):
        """The whole way to the receipt."""
        self.about(age, **(about or {}))
        self.what(**(what or {}))
        self.post("support", skip="1")
        if age < 18:
            self.guardian(**(guardian or {}))
        return self.send(**consents)


@pytest.fixture
def applicant(client, db):
    return Applicant(client)


@pytest.fixture
def letters(settings):
    """Send what waits; gives the letters sent since the last call: ``[(to, subject, text)]``."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def send():
        mail.outbox = []
        outbox.deliver()
        return [(message.to[0], message.subject, message.body) for message in mail.outbox]

    return send


def link_in(text: str) -> str:
    """The path of the first link in a letter."""
    return re.search(r"https?://[^/\s]+(/\S+)", text)[1]
