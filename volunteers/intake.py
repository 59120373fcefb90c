"""From the filled-in form to an application and its receipt, exactly once."""

import re
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from lvg_portal import outbox
from volunteers import consents, consequences
from volunteers.age import is_minor
from volunteers.flow import AlreadyOpen, start
from volunteers.models import (
    Application,
    ConsentText,
    Guardian,
    NumberSeries,
    Opportunity,
    Person,
    Repeat,
    SupportNeed,
    Task,
)

LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
LINKS_OF_A_PERSON = 1  # with more, a look is worth it


@dataclass(frozen=True)
class Receipt:
    """What the page says after sending. It is the same whether or not this person had an open application already."""

    number: str
    by_email: bool
    is_minor: bool


@dataclass(frozen=True)
class Answers:
    """The whole form, cleaned. ``opportunity`` None: suggest one to me; ``guardian`` None: an adult."""

    person: Person
    facts: dict
    opportunity: Opportunity | None
    guardian: Guardian | None
    support: dict | None
    agreed: list[ConsentText]
    looks_automatic: bool = False


def receipt_of(key: uuid.UUID) -> Receipt | None:
    """What a form with this key was answered before."""
    sent = Application.objects.select_related("person").filter(idempotency_key=key).first()
    repeat = Repeat.objects.select_related("application__person").filter(idempotency_key=key).first()
    if sent is None and repeat is None:
        return None
    person = sent.person if sent else repeat.application.person
    return Receipt((sent or repeat).number, bool(person.email), is_minor(person.born_on))


def submit_web(answers: Answers, key: uuid.UUID) -> Receipt:
    """Store the application, or, when this person has an open one, only tell the mailbox owner. Raises MoveRefused.

    Both take a number and answer the same, so that nobody learns from the page who has applied. The same form sent
    twice gives the same receipt and adds nothing. "Received" may be said once this has returned: then it is committed.
    """
    with transaction.atomic(durable=True):
        # Two clicks at once: the second waits here and then finds the first.
        number = NumberSeries.next(f"SAV-{timezone.localdate():%Y}")
        if known := receipt_of(key):
            transaction.set_rollback(True)  # the number goes back
            return known
        try:
            _store(answers, key, number)
        except AlreadyOpen as found:
            Repeat.objects.create(application=found.application, number=number, idempotency_key=key)
            _tell_of_repeat(found.application, answers.person, number)
    return Receipt(number, bool(answers.person.email), is_minor(answers.person.born_on))


def _tell_of_repeat(application: Application, person: Person, number: str) -> None:
    """The truth for whom it belongs to: by letter, or by the call that the receipt has promised."""
    if person.email:
        outbox.post("already_open", language=person.language, application=application.pk, receipt=number)
    else:
        consequences.add_task(application, Task.What.CALL, letter="already_open")


def _store(answers: Answers, key: uuid.UUID, number: str) -> Application:
    application = start(
        Application(
            number=number,
            opportunity=answers.opportunity,
            route=Application.Route.WEB,
            is_suspicious=answers.looks_automatic or _links(answers.facts) > LINKS_OF_A_PERSON,
            idempotency_key=key,
            **answers.facts,
        ),
        person=answers.person,
        guardian=answers.guardian,
    )
    for text in answers.agreed:
        consents.give(application.person, text)
    if answers.support:
        consent = consents.give(application.person, answers.support["consent"])
        need = SupportNeed.objects.create(application=application, consent=consent, text=answers.support["text"])
        need.options.set(answers.support["options"])
    return application


def _links(facts: dict) -> int:
    return sum(len(LINK.findall(value)) for value in facts.values() if isinstance(value, str))
