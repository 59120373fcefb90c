"""Two applications of perhaps one person: suggested to staff, merged only by their hand.

Every application makes its own Person. Merged, both point to one, which keeps the facts that staff chose.
"""

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from volunteers import access, corrections, tokens
from volunteers.flow import MoveRefused
from volunteers.models import Application, Note, Person, Story
from volunteers.tokens import Purpose

# The birth date is the same, or nothing would be suggested.
CHOSEN = ("first_name", "last_name", "email", "phone", "municipality", "language")


def suggestions(user: User, application: Application) -> QuerySet[Application]:
    """Applications that this member of staff sees, with the same birth date and the same e-mail or phone."""
    person = application.person
    same = Q()
    if person.email:
        same |= Q(person__email__iexact=person.email)
    if person.phone:
        same |= Q(person__phone=person.phone)
    seen = access.visible_applications(user).select_related("person", "opportunity")
    if not same or person.is_anonymous:
        return seen.none()
    return seen.filter(same, person__born_on=person.born_on).exclude(person=person).order_by("-pk")


def merge(application: Application, other: Application, facts: dict, *, user: User) -> Person:
    """Make both point to the person of ``application``, with the facts chosen. Raises MoveRefused.

    Args:
        facts: the value of each of ``CHOSEN``, as one of the two has it.
    """
    with transaction.atomic():
        keys = [application.person_id, other.person_id]
        # Everything of both people, in one order: applications first, then people, as everywhere.
        rows = list(Application.objects.select_for_update(of=("self",)).filter(person__in=keys).order_by("pk"))
        people = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
        if len(people) < 2 or not {application.pk, other.pk} <= {row.pk for row in rows}:
            raise MoveRefused(_("This step is not possible now."))
        kept, gone = people[application.person_id], people[other.person_id]
        _refuse(rows, kept, gone, user)
        chosen = {name: _one_of_two(name, facts, kept, gone) for name in CHOSEN}
        moved = [row for row in rows if people[row.person_id].email != chosen["email"]]
        answered = [one.email_confirmed_at for one in (kept, gone) if one.email == chosen["email"]]
        kept.email_confirmed_at = next(filter(None, answered), None)
        kept.new_email = ""
        for name, value in chosen.items():
            setattr(kept, name, value)
        kept.save()
        Application.objects.filter(person=gone).update(person=kept)
        _move_consents(kept, gone)
        gone.delete()
        for row in rows:
            tokens.kill(row, Purpose.NEW_EMAIL)  # of two addresses asked for, either would confirm the other
        for row in moved:
            corrections.write_to_the_new_address(row, kept)
        _note(rows, user)
    return kept


def _refuse(rows: list[Application], kept: Person, gone: Person, user: User) -> None:
    seen = access.visible_applications(user).filter(pk__in=[row.pk for row in rows]).count()
    if seen < len(rows):
        raise MoveRefused(_("A colleague handles another application of this person. Ask a lead to merge them."))
    if kept.contacts_erased_at or gone.contacts_erased_at or kept.born_on != gone.born_on:
        raise MoveRefused(_("These two are not the same person any more."))
    opened = [row.opportunity_id for row in rows if row.is_open]
    if len(opened) > len(set(opened)):
        raise MoveRefused(_("Both are open for the same activity. Close one of them first."))
    if all(Story.objects.filter(consent__person=one).exists() for one in (kept, gone)):
        raise MoveRefused(_("Both have a story on the site. Take one of the two off first."))


def _one_of_two(name: str, facts: dict, kept: Person, gone: Person):
    if facts[name] not in (getattr(kept, name), getattr(gone, name)):
        raise MoveRefused(_("These two are not the same person any more."))
    return facts[name]


def _move_consents(kept: Person, gone: Person) -> None:
    """One text is agreed to once: of two equal consents one stays, since the older, with all that hangs on either."""
    for consent in gone.consents.filter(withdrawn_at=None):
        twin = kept.consents.filter(text=consent.text, withdrawn_at=None).first()
        if twin is None:
            continue
        if consent.given_at < twin.given_at:
            twin.given_at, twin.route = consent.given_at, consent.route
            twin.save(update_fields=["given_at", "route"])
        consent.support_needs.update(consent=twin)
        Story.objects.filter(consent=consent).update(consent=twin)
        consent.delete()
    gone.consents.update(person=kept)


def _note(rows: list[Application], user: User) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        numbers = ", ".join(row.number for row in rows)
        text = _("One person from now on: %(numbers)s.") % {"numbers": numbers}
    Note.objects.bulk_create([Note(application=row, author=user, text=text) for row in rows])
