"""Two people made one: what hangs on either stays, and nothing proves the mailbox of the other."""

import pytest

from lvg_portal import outbox
from tests import make
from volunteers import contacts, merging, needs, tokens
from volunteers.models import Application, ConsentText, Person
from volunteers.tokens import Purpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(coordinator) -> tuple[Application, Application]:
    """Of one mailbox and birth date, about two activities."""
    rows = [make.application(status="in_review", owner=coordinator) for _each in range(2)]
    rows[1].person.email = rows[0].person.email
    rows[1].person.save()
    return rows[0], rows[1]


def facts(row: Application) -> dict:
    return {name: getattr(row.person, name) for name in merging.CHOSEN}


@pytest.mark.parametrize("first", [0, 1])
def test_both_answers_about_what_would_help_stand_on_the_older_consent(two, coordinator, first):
    text = ConsentText.current("support", "lt")
    for row in (two[first], two[1 - first]):
        needs.keep(row, options=[], text="Pertraukos", agreed=text)
    older = needs.of(two[first]).consent.given_at

    kept = merging.merge(two[0], two[1], facts(two[0]), user=coordinator)

    consent = kept.consents.get()
    assert [needs.of(row).consent for row in two] == [consent, consent]
    assert consent.given_at == older


def test_a_mailbox_that_has_not_answered_is_not_confirmed_by_another(two, coordinator):
    for row, email in zip(two, ("naujas@pastas.lt", "svetimas@pastas.lt"), strict=True):
        contacts.ask_for_email(row, email)
    link = tokens.issue(two[1], Purpose.NEW_EMAIL)

    kept = merging.merge(two[0], two[1], facts(two[0]), user=coordinator)

    assert tokens.find(Purpose.NEW_EMAIL, link) is None
    assert kept.new_email == ""


@pytest.mark.parametrize("first", [0, 1])
def test_a_mailbox_that_has_answered_once_is_confirmed_for_both(two, coordinator, first):
    Person.objects.filter(pk=two[1 - first].person_id).update(email_confirmed_at=None)
    for row in two:
        row.refresh_from_db()

    assert merging.merge(two[0], two[1], facts(two[0]), user=coordinator).email_confirmed_at is not None


def test_links_in_the_mailbox_that_was_not_chosen_end_and_the_chosen_one_gets_a_new_one(two, coordinator, mailoutbox):
    Person.objects.filter(pk=two[1].person_id).update(email="kitas@pastas.lt")
    two[1].refresh_from_db()
    links = [tokens.issue(row, Purpose.MY) for row in two]

    merging.merge(two[0], two[1], facts(two[0]), user=coordinator)
    outbox.deliver()

    assert [tokens.find(Purpose.MY, link) is None for link in links] == [False, True]
    assert [letter.to for letter in mailoutbox] == [[two[0].person.email]]
    assert two[1].number in mailoutbox[0].body
