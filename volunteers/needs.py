"""What would help the applicant take part, as they change it themselves. It stands on their explicit consent alone."""

from collections.abc import Iterable

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from volunteers import consents, locks, notes
from volunteers.models import Application, Consent, ConsentText, Person, SupportNeed, SupportOption


def of(application: Application) -> SupportNeed | None:
    return SupportNeed.objects.select_related("consent__text").filter(application=application).first()


def keep(
    application: Application,
    *,
    options: Iterable[SupportOption],
    text: str,
    agreed: ConsentText,
    route: str = Application.Route.WEB,
    written_by: User | None = None,
) -> None:
    """Put the answer in place of the earlier one. Who agreed to newer words than before agrees to those alone.

    Args:
        written_by: who among staff writes down what came on paper or in a talk; None where the applicant does it.
    """
    with transaction.atomic():
        person = locks.person_of(application)  # two clicks at once are one answer
        before = of(application)
        consent = _standing(person, agreed) or consents.give(person, agreed, route)
        need, _made = SupportNeed.objects.update_or_create(
            application=application, defaults={"consent": consent, "text": text}
        )
        need.options.set(options)
        if before and before.consent_id != consent.pk:
            _end_unless_used(before.consent)
        if written_by:
            notes.by_staff(application, notes.NEEDS_WRITTEN, written_by)
        else:
            notes.by_applicant(application, notes.NEEDS_CHANGED)


def withdraw(application: Application) -> None:
    """Erase the answer at once; the application goes on."""
    need = of(application)
    if need:
        consents.withdraw(application, need.consent)


def _standing(person: Person, text: ConsentText) -> Consent | None:
    return Consent.objects.filter(person=person, text=text, withdrawn_at=None).first()


def _end_unless_used(consent: Consent) -> None:
    if not consent.support_needs.exists():
        Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
