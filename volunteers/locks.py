"""Locks that more than one deed takes, in the one order that lets nobody wait for each other: application, person."""

from volunteers.models import Application, Person


class Gone(Exception):
    """The contacts or the whole person were erased while the page was open."""


def person_of(application: Application) -> Person:
    """The person of the application, until this transaction ends nobody else's to change. Raises Gone."""
    Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    person = Person.objects.select_for_update().get(pk=application.person_id)
    if person.contacts_erased_at:
        raise Gone
    return person
