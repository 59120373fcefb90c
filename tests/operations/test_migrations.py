"""An update that is taken back finds a database that has gone on living."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests import make
from volunteers import consents
from volunteers.models import Consent, ConsentText, SupportNeed, Token


@pytest.fixture
def _back_again(transactional_db):
    yield
    call_command("migrate", "volunteers", verbosity=0)


@pytest.mark.usefixtures("_back_again")
def test_links_of_the_erased_and_shared_consents_do_not_hold_it_up():
    Token.objects.create(purpose="my", application=None, sha256="0" * 64, expires_at=timezone.now())
    one = make.application()
    other = make.application(person=one.person)
    consent = consents.give(one.person, ConsentText.current("support", "lt"))
    for row in (one, other):
        SupportNeed.objects.create(application=row, consent=consent, text="Pertraukos")

    call_command("migrate", "volunteers", "0003", verbosity=0)
    call_command("migrate", "volunteers", verbosity=0)

    assert not Token.objects.exists()
    assert SupportNeed.objects.get().application == other  # the later answer
    assert Consent.objects.filter(withdrawn_at=None).count() == 1
