"""How a person's data leave. Which field goes when, personal.py says; whether the time has come, retention.py.

Both deeds run inside the transaction of their move in flow.py, under the lock of the application's row.
"""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import Case, Model, Value, When
from django.utils import timezone

from lvg_portal import outbox, pictures
from lvg_portal.models import Picture
from volunteers import erasures, personal, retention
from volunteers.models import Application, Certificate, Consent, ConsentText, Guardian, Person, Signature, Story
from volunteers.personal import HELD, Leaves

Purpose = ConsentText.Purpose
CONTACTS = frozenset({Leaves.WITH_CONTACTS})
EVERYTHING = frozenset({Leaves.WITH_CONTACTS, Leaves.WITH_NAME})
NEEDS_CONTACTS = (Purpose.POOL, Purpose.NEWS)
# Moves of the 18th birthday: their day would tell the birth date. No status changed with them, so no figure does.
BIRTHDAY = ("hand_over", "confirm_adult")
DASH = "–"


def forget_contacts(application: Application, *, on_request: bool = False) -> None:
    """Contacts and texts go; name, birth date, agreement and hours stay as long as the law wants them.

    Args:
        on_request: who asked to be erased does not want to be shown either: photographs and story go too.
    """
    on_request = on_request or erasures.is_noted(application, erasures.ON_REQUEST)  # before a backup was restored
    others = _others(application)
    _erase(application, CONTACTS, of_person=False)
    if all(_has_lost_contacts(other) for other in others):
        _erase_person(application, CONTACTS, on_request=on_request)
    erasures.note(application, erasures.CONTACTS)
    application.refresh_from_db()


def anonymise(application: Application) -> None:
    """Everything of the person goes; what statistics count stays. A person of several goes with the last of them."""
    others = _others(application)
    _erase(application, EVERYTHING, of_person=False)
    if all(other.status == Application.Status.ANONYMISED for other in others):
        _erase_person(application, EVERYTHING)
    elif all(_has_lost_contacts(other) for other in others):
        _erase_person(application, CONTACTS)
    erasures.note(application)
    application.refresh_from_db()


def forget_support(application: Application) -> bool:
    """What would help is forgotten long before the rest; that it was lawfully asked stays on record."""
    return personal.rows("volunteers.SupportNeed", application).delete()[0] > 0


def _others(application: Application) -> list[Application]:
    """The person's other applications. Two that leave at once wait here: else each would take the other for staying."""
    Person.objects.select_for_update().get(pk=application.person_id)
    return list(Application.objects.filter(person=application.person_id).exclude(pk=application.pk))


def _has_lost_contacts(application: Application) -> bool:
    return application.status == Application.Status.ANONYMISED or retention.are_contacts_forgotten(application)


# --- By the table ---------------------------------------------------------------------------------------------------
def _erase(application: Application, leaves: frozenset[Leaves], *, of_person: bool) -> None:
    tables = {label: held for label, held in HELD.items() if held.is_of_person == of_person and _is_ours(label)}
    _blank_admin_log(application, tables)
    if Leaves.WITH_NAME in leaves and not of_person:
        _delete_scans(application)
        application.events.filter(move__in=BIRTHDAY).delete()
    _delete_copies(application)
    for label, held in tables.items():
        found = personal.rows(label, application)
        if held.rows in leaves:
            found.delete()
            continue
        blank = [name for name, fact in held.fields.items() if fact.leaves in leaves]
        if blank:
            found.update(**{name: _nothing(found.model, name) for name in blank})


def _erase_person(application: Application, leaves: frozenset[Leaves], *, on_request: bool = False) -> None:
    now, person = timezone.now(), application.person
    _blank_admin_log(application, ["volunteers.Story"])
    if Leaves.WITH_NAME in leaves or on_request:
        _delete_stories(person)
    # Before the contacts go, or the database would find nobody to reach.
    Person.objects.filter(pk=person.pk, contacts_erased_at=None).update(contacts_erased_at=now)
    ended = {} if on_request else {"text__purpose__in": NEEDS_CONTACTS}
    Consent.objects.filter(person=person, withdrawn_at=None, **ended).update(withdrawn_at=now)
    _erase(application, leaves, of_person=True)


def _is_ours(label: str) -> bool:
    """The other tables have no key to an application; each has a way of its own, below."""
    return label.startswith("volunteers.")


def _nothing(model: type[Model], name: str):
    """What stands in an emptied field; the database demands some word here and there."""
    if model is Certificate and name == "revoked_because":
        return Case(When(revoked_because="", then=Value("")), default=Value(DASH))
    if model is Guardian and name == "contact_by":
        return Guardian.ContactBy.PAPER  # the one way that needs no address
    return None if model._meta.get_field(name).null else ""


# --- What the table cannot say --------------------------------------------------------------------------------------
def _blank_admin_log(application: Application, labels: Iterable[str]) -> None:
    for label in labels:
        model = apps.get_model(label)
        if not model._meta.auto_created:
            _blank_log_of(model, personal.rows(label, application).values_list("pk", flat=True))


def _blank_log_of(model: type[Model], keys: Iterable[int]) -> None:
    """The admin's own log tells in words what was changed: only who and when stays."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    entries.filter(object_id__in=[str(key) for key in keys]).update(object_repr=DASH, change_message="")


def _delete_scans(application: Application) -> None:
    names = list(
        Signature.objects.filter(agreement__application=application).exclude(scan="").values_list("scan", flat=True)
    )
    for name in names:
        _delete_file(storages["private"], name)


def _delete_file(storage: Storage, name: str) -> None:
    """Once it is certain: an erasure that is rolled back must not lose the file."""
    # One that cannot be deleted (Django logs it) must not keep the others, nor the last letter.
    transaction.on_commit(lambda: storage.delete(name), robust=True)


def _delete_stories(person: Person) -> None:
    for story in Story.objects.filter(consent__person=person).select_related("cover"):
        cover = story.cover
        story.delete()
        if cover and not _is_used(cover):
            names, storage = pictures.file_names(cover), cover.file.storage
            _blank_log_of(Picture, [cover.pk])
            cover.delete()
            for name in names:
                _delete_file(storage, name)


def _is_used(picture: Picture) -> bool:
    relations = [
        field
        for field in Picture._meta.get_fields(include_hidden=True)
        if field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one)
    ]
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: picture}).exists() for relation in relations
    )


def _delete_copies(application: Application) -> None:
    """Without a mail server the letters lie in a folder; none of them may outlive the data."""
    outbox.delete_copies(personal.rows("lvg_portal.Letter", application))
