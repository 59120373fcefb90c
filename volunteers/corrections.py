"""What staff put right in an applicant's data. What was changed is noted; what stood there before is kept nowhere."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lvg_portal import outbox
from volunteers import consents, consequences, locks, notes, tokens
from volunteers.age import VOLUNTEERS_FROM, age_today, is_minor
from volunteers.agebands import band_of
from volunteers.eligibility import age_refusal
from volunteers.flow import MoveRefused
from volunteers.guards import open_twin, valid_consent
from volunteers.models import Application, Guardian, Person, Task
from volunteers.tokens import Purpose

OF_PERSON = ("first_name", "last_name", "born_on", "email", "phone", "municipality", "language")
OF_GUARDIAN = ("name", "contact_by", "email", "phone")
Status = Application.Status


# --- The applicant ----------------------------------------------------------------------------------------------------
def correct_person(application: Application, facts: dict, *, user: User) -> list[str]:
    """Keep what differs; returns the names of the fields. Raises MoveRefused, ValidationError by field."""
    with transaction.atomic():
        person = _locked_person(application)
        changed = [name for name in OF_PERSON if getattr(person, name) != facts[name]]
        if not changed:
            return []
        rows = list(person.applications.select_related("opportunity"))
        if "born_on" in changed and (why := _birth_date_refusal(person, rows, facts["born_on"])):
            raise ValidationError({"born_on": why})
        for name in changed:
            setattr(person, name, facts[name])
        _refuse_a_guardians_address(rows, person, changed)
        if "email" in changed:
            person.new_email = ""
            waits = any(row.status == Status.EMAIL_PENDING for row in rows)
            # Read back to them, as when an application is written down; who has still to confirm, confirms.
            person.email_confirmed_at = timezone.now() if person.email and not waits else None
        person.save()
        _refuse_twins(person, rows)
        for row in rows:
            if "born_on" in changed:
                row.age_band = str(band_of(person.born_on, timezone.localdate(row.created_at)))
                row.save(update_fields=["age_band"])
            if "email" in changed:
                write_to_the_new_address(row, person)
        _note(application, Person, changed, user)
    return changed


def _locked_person(application: Application) -> Person:
    try:
        return locks.person_of(application)
    except locks.Gone:
        raise MoveRefused(_("The personal data have been erased.")) from None


def _birth_date_refusal(person: Person, rows: list[Application], born_on) -> str:
    """A birth date decides who has to agree. Where it would decide otherwise, the way begins anew."""
    if age_today(born_on) < VOLUNTEERS_FROM:
        return _("By this date they are under 14. Volunteering is lawful from the age of 14: withdraw the application.")
    was_asked = any(hasattr(row, "guardian") for row in rows)
    if is_minor(born_on) != is_minor(person.born_on) or (is_minor(born_on) and not was_asked):
        return _(
            "By this date they are on the other side of 18, and a parent or guardian has or has not to agree. "
            "Withdraw this application and write a new one down."
        )
    open_rows = [row for row in rows if row.is_open]
    return next(filter(None, (age_refusal(row.opportunity, born_on) for row in open_rows)), "")


def _refuse_a_guardians_address(rows: list[Application], person: Person, changed: list[str]) -> None:
    for name in ("email", "phone"):
        value = getattr(person, name)
        if (
            name in changed
            and value
            and any(getattr(getattr(row, "guardian", None), name, "") == value for row in rows)
        ):
            raise ValidationError(
                {name: _("This is the parent's or guardian's. If they share it, choose paper there.")}
            )


def _refuse_twins(person: Person, rows: list[Application]) -> None:
    for row in rows:
        twin = row.is_open and open_twin(person, row.opportunity_id, besides=row)
        if twin:
            raise MoveRefused(_("The same person has an open application, %(number)s.") % {"number": twin.number})


def write_to_the_new_address(row: Application, person: Person) -> None:
    """Links in the old mailbox end."""
    tokens.kill(row, Purpose.MY, Purpose.CONFIRM, Purpose.NEW_EMAIL)
    if not person.email:
        if row.status == Status.EMAIL_PENDING:
            consequences.add_task(row, Task.What.CALL, letter="confirm")
    elif row.status == Status.EMAIL_PENDING:
        outbox.post("confirm", language=person.language, application=row.pk)
    else:
        outbox.post("link", language=person.language, applications=[row.pk], is_new_address=True)


# --- The parent or guardian -------------------------------------------------------------------------------------------
def may_correct_guardian(application: Application) -> bool:
    """From 18 on nobody is asked any more."""
    is_here = hasattr(application, "guardian") and application.handed_over_at is None
    return is_here and application.is_open and not application.person.contacts_erased_at


def correct_guardian(application: Application, facts: dict, *, user: User) -> list[str]:
    """Keep what differs; who is waited for is asked anew at the new address, or in the new way. Raises MoveRefused."""
    with transaction.atomic():
        row = locks.row_of(application)
        if not may_correct_guardian(row):
            raise MoveRefused(_("This step is not possible now."))
        guardian = Guardian.objects.select_for_update().get(application=row)
        changed = [name for name in OF_GUARDIAN if getattr(guardian, name) != facts[name]]
        if not changed:
            return []
        for name in changed:
            setattr(guardian, name, facts[name])
        guardian.save()
        row.guardian = guardian
        if changed != ["name"]:
            tokens.kill(row, Purpose.GUARDIAN)
            if row.status == Status.GUARDIAN_PENDING:
                consequences.ask_guardian(row)
            else:
                _give_the_guardian_a_link(row)
        _note(row, Guardian, changed, user)
    return changed


def _give_the_guardian_a_link(row: Application) -> None:
    """Who has agreed can take it back by the link in our letter; the one in the old mailbox has just ended."""
    agreed = row.events.filter(move__in=consents.AGREES).last()
    if row.guardian.email and agreed and valid_consent(row):
        outbox.post("guardian_receipt", language=row.person.language, application=row.pk, event=agreed.pk)


# --- What is noted ----------------------------------------------------------------------------------------------------
def _note(application: Application, model, changed: Iterable[str], user: User) -> None:
    """In the language of the staff, and never the words themselves."""
    with translation.override(settings.LANGUAGE_CODE):
        names = ", ".join(str(model._meta.get_field(name).verbose_name).lower() for name in changed)
        said = _("Corrected about the applicant: %(names)s.")
        if model is Guardian:
            said = _("Corrected about the parent or guardian: %(names)s.")
        notes.by_staff(application, said % {"names": names}, user)
