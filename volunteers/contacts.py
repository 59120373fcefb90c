"""How a person corrects their own name and contacts. A new e-mail address counts only once its mailbox has answered."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lvg_portal import outbox
from volunteers import locks, notes, tokens
from volunteers.flow import By, MoveRefused, lawful_moves, make_move
from volunteers.guards import open_twin
from volunteers.models import Application, Person
from volunteers.tokens import Purpose

CORRECTABLE = ("first_name", "last_name", "phone", "municipality", "language")


class Taken(Exception):
    """The same person has another open application for the same activity under that address."""


def correct(application: Application, answers: dict) -> list[str]:
    """Write down what differs; returns the names of the fields. What stood there before is kept nowhere."""
    with transaction.atomic():
        person = locks.person_of(application)
        changed = [name for name in CORRECTABLE if getattr(person, name) != answers[name]]
        if not changed:
            return []
        for name in changed:
            setattr(person, name, answers[name])
        person.save(update_fields=changed)
        notes.corrected(application, [Person._meta.get_field(name).verbose_name for name in changed])
    return changed


def mailbox_has_answered(application: Application) -> None:
    """By the link in a letter to it, though the application had gone on, or ended, without that."""
    with transaction.atomic():
        person = locks.person_of(application)
        if person.email and person.email_confirmed_at is None:
            person.email_confirmed_at = timezone.now()
            person.save(update_fields=["email_confirmed_at"])


def ask_for_email(application: Application, email: str) -> None:
    """Keep the new address aside and write to it. Only the newest one asked for can be confirmed."""
    with transaction.atomic():
        person = locks.person_of(application)
        person.new_email = email
        person.save(update_fields=["new_email"])
        for row in person.applications.all():
            tokens.kill(row, Purpose.NEW_EMAIL)
        outbox.post("new_email", language=person.language, application=application.pk, asked=fingerprint(email))


def forget_new_email(application: Application) -> None:
    """They do not want to change it after all."""
    with transaction.atomic():
        person = locks.person_of(application)
        person.new_email = ""
        person.save(update_fields=["new_email"])
        for row in person.applications.all():
            tokens.kill(row, Purpose.NEW_EMAIL)


def fingerprint(email: str) -> str:
    """By which a letter knows whether it is still about the address it was posted for; it names no mailbox."""
    return salted_hmac("volunteers.contacts.new_email", email).hexdigest()[:32]


def confirm_email(application: Application) -> None:
    """The new mailbox has answered. Links in the old one end, and it is told so. Raises Taken."""
    with transaction.atomic():
        person = locks.person_of(application)
        if not person.new_email:
            return
        old = person.email if person.email_confirmed_at else ""
        person.email, person.new_email, person.email_confirmed_at = person.new_email, "", timezone.now()
        if any(open_twin(person, row.opportunity_id, besides=row) for row in _open(person)):
            raise Taken
        person.save(update_fields=["email", "new_email", "email_confirmed_at"])
        for row in person.applications.all():
            tokens.kill(row, Purpose.MY, Purpose.CONFIRM)
        notes.by_applicant(application, notes.EMAIL_CHANGED)
        keys = list(person.applications.values_list("pk", flat=True))
        outbox.post("link", language=person.language, applications=keys, is_new_address=True)
        if old:
            outbox.send_last("email_changed", to=old, language=person.language, context={"number": application.number})
    _confirm_applications(person)


def _confirm_applications(person: Person) -> None:
    """Who waited for our call to be confirmed has shown a mailbox of their own instead."""
    for row in _open(person):
        name = next((name for name in ("confirm", "confirm_minor") if name in lawful_moves(row, By.APPLICANT)), "")
        if name:
            try:
                make_move(row, name, by=By.APPLICANT)
            except MoveRefused:  # moved on a moment ago
                continue


def _open(person: Person) -> list[Application]:
    return list(person.applications.exclude(status__in=Application.CLOSED).select_related("person"))
