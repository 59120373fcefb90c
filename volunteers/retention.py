"""How long data stay. The figures are in Terms, for the organisation's lawyer confirms them."""

from datetime import date, timedelta

from django.utils import timezone

from volunteers.agreements import was_ever_signed
from volunteers.models import Application, Consent, ConsentText, Terms
from volunteers.months import add_months

Status = Application.Status
# Expired from here we never had the right to consider it: nothing is kept.
NEVER_CONSIDERED = (Status.EMAIL_PENDING, Status.GUARDIAN_PENDING)
FORGETTING = ("forget_contacts", "erase_contacts")  # names in moves.py


def contacts_leave_on(application: Application, terms: Terms | None = None) -> date | None:
    """From this Vilnius day on, contacts and texts go and the name stays; None when everything goes together."""
    if application.status not in Application.CLOSED or not _is_proof_kept(application):
        return None
    return _kept_until(application, terms or Terms.load())


def leaves_on(application: Application, terms: Terms | None = None) -> date | None:
    """From this Vilnius day on nothing of the person is kept; None while it is open, or when they have gone."""
    if application.status not in Application.CLOSED or application.status == Status.ANONYMISED:
        return None
    terms, closed = terms or Terms.load(), timezone.localdate(application.status_since)
    if _is_proof_kept(application):  # even where a guardian changed their mind after it was signed
        return add_months(closed, 12 * terms.agreement_years)
    if was_never_considered(application):
        return closed
    return _kept_until(application, terms)


def support_leaves_on(application: Application, terms: Terms | None = None) -> date | None:
    """From this day on what would help is forgotten; None while the application is open."""
    if application.status not in Application.CLOSED:
        return None
    return timezone.localdate(application.status_since) + timedelta(days=(terms or Terms.load()).support_days)


def last_day_over(today: date, months: int) -> date:
    """The last day since which so many months are over today."""
    day = add_months(today, -months)
    while add_months(day, months) > today:  # on 29 February, say: the day of then was the first of March
        day -= timedelta(days=1)
    return day


def was_never_considered(application: Application) -> bool:
    """Expired before it was confirmed, or before the parent or guardian had answered."""
    return application.status == Status.EXPIRED and application.events.last().source in NEVER_CONSIDERED


def are_contacts_forgotten(application: Application) -> bool:
    """Since it was closed; a person with another application may still be reached because of that one."""
    return application.events.filter(move__in=FORGETTING, at__gte=application.status_since).exists()


def _kept_until(application: Application, terms: Terms) -> date:
    """From this day on there is no use in reaching them: a while after the end, longer for who agreed to be asked."""
    months = terms.contact_months if application.status == Status.COMPLETED else terms.closed_months
    kept = add_months(timezone.localdate(application.status_since), months)
    pool = in_pool_since(application)
    return max(kept, add_months(pool, terms.pool_months)) if pool else kept


def _is_proof_kept(application: Application) -> bool:
    """Agreements and hours are kept for years: in whose favour, their name has to stand in them."""
    return was_ever_signed(application) or application.hours.filter(status="confirmed").exists()


def in_pool_since(application: Application) -> date | None:
    """When the person agreed to be asked again; None when they have not, or withdrew it."""
    pool = Consent.objects.filter(
        person=application.person_id, text__purpose=ConsentText.Purpose.POOL, withdrawn_at=None
    ).last()
    return timezone.localdate(pool.given_at) if pool else None
