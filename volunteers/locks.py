"""Locks that more than one deed takes, in the one order that lets nobody wait for each other: application, person."""

from volunteers.models import Application, Person


class Gone(Exception):
    """The contacts or the whole person were erased while the page was open."""


def row_of(application: Application) -> Application:
    """The application as it is now; until this transaction ends nobody else changes it."""
    # Without a join: person and activity are read after the wait, or they would be those of before it.
    return Application.objects.select_for_update().get(pk=application.pk)


def person_of(application: Application) -> Person:
    """The person of the application, until this transaction ends nobody else's to change. Raises Gone."""
    person = Person.objects.select_for_update().get(pk=row_of(application).person_id)
    if person.contacts_erased_at:
        raise Gone
    return person
