"""What has been kept long enough leaves. When, volunteers/retention.py says; how, volunteers/forgetting.py."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lvg_portal import outbox
from lvg_portal.models import Letter
from volunteers import erasures, forgetting, guards, locks, retention
from volunteers.models import Application, HoursEntry, Person, Signature, SupportNeed, Terms, Token
from volunteers.months import midnight_after
from volunteers.nightly.moves import attempt
from volunteers.nightly.phase import Phase

Status = Application.Status
CLOSED = tuple(status for status in Application.CLOSED if status != Status.ANONYMISED)


def _before(months: int) -> datetime:
    """Roughly, for the database to choose by; the guard says exactly."""
    return midnight_after(retention.last_day_over(timezone.localdate(), months))


def _closed() -> QuerySet[Application]:
    signed = Signature.objects.filter(agreement__application=OuterRef("pk"))
    hours = HoursEntry.objects.filter(application=OuterRef("pk"), status=HoursEntry.Status.CONFIRMED)
    rows = Application.objects.filter(status__in=CLOSED).select_related("person").order_by("status_since", "pk")
    return rows.annotate(may_be_proof=Exists(signed) | Exists(hours))


# --- What would help ------------------------------------------------------------------------------------------------
def _support_over() -> list[SupportNeed]:
    today, terms = timezone.localdate(), Terms.load()
    needs = SupportNeed.objects.filter(application__status__in=Application.CLOSED).select_related("application")
    return [need for need in needs.order_by("pk") if retention.support_leaves_on(need.application, terms) <= today]


def _forget_support(need: SupportNeed) -> bool:
    with transaction.atomic():
        row = locks.row_of(need.application)
        leaves_on = retention.support_leaves_on(row)
        if leaves_on is None or timezone.localdate() < leaves_on:  # reopened a moment ago
            return False
        return forgetting.forget_support(row)


# --- Contacts, then everything --------------------------------------------------------------------------------------
def _contacts_over() -> list[Application]:
    terms = Terms.load()
    before = _before(min(terms.closed_months, terms.contact_months))
    rows = _closed().filter(may_be_proof=True, status_since__lt=before, person__contacts_erased_at=None)
    return [row for row in rows if not guards.contacts_may_leave(row)]


def _all_over() -> list[Application]:
    terms = Terms.load()
    rows = _closed().filter(
        Q(status=Status.EXPIRED)
        | Q(may_be_proof=False, status_since__lt=_before(min(terms.closed_months, terms.contact_months)))
        | Q(may_be_proof=True, status_since__lt=_before(12 * terms.agreement_years))
    )
    return [row for row in rows if not guards.retention_is_over(row)]


def _anonymise(row: Application) -> bool:
    """Who was never considered leaves at once, yet not before the letter has told them."""
    if retention.was_never_considered(row) and not _is_told(row):
        return False
    return attempt(row, "anonymise")


def _is_told(row: Application) -> bool:
    """With the mail server down, the next night tries again until the letter was sent or given up."""
    waiting = Letter.objects.filter(key="expired", refs__application=row.pk, status=Letter.Status.WAITING)
    return all(outbox.deliver_now(letter).status != Letter.Status.WAITING for letter in waiting)


# --- A new address that nobody confirmed ----------------------------------------------------------------------------
def _new_addresses_over() -> QuerySet[Person]:
    alive = Token.objects.filter(
        purpose=Token.Purpose.NEW_EMAIL, application__person=OuterRef("pk"), expires_at__gt=timezone.now()
    )
    return Person.objects.exclude(new_email="").exclude(Exists(alive))


def _forget_new_address(person: Person) -> bool:
    return bool(_new_addresses_over().filter(pk=person.pk).update(new_email=""))


PHASES = [
    Phase("support needs forgotten", _support_over, _forget_support),
    Phase("contacts forgotten", _contacts_over, lambda row: attempt(row, "forget_contacts")),
    Phase("anonymised", _all_over, _anonymise),
    Phase("new addresses nobody confirmed", _new_addresses_over, _forget_new_address),
    Phase("erasures copied beside the database", erasures.missing_in_file, erasures.append),
]
