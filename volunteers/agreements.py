"""Written agreements: which one an application needs, how it is made, and whether everyone has signed it.

The portal makes the paper and keeps what staff saw of its signatures. It never signs for anyone.
"""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from volunteers import locks
from volunteers.age import is_minor
from volunteers.models import Agreement, Application, NumberSeries, Opportunity, Signature, Terms
from volunteers.months import add_months

Kind = Agreement.Kind
Party = Signature.Party


def required_kind(application: Application, terms: Terms | None = None) -> Kind | None:
    """The agreement that must be signed before the start; None when the law asks for none.

    Law on Volunteering: long-term volunteering, volunteer service, expenses paid, minors, or on request. A minor's
    comes first, for it has one party more.
    """
    terms, offered = terms or Terms.load(), application.opportunity
    if offered and offered.kind == Opportunity.Kind.JST:
        return Kind.JST
    if is_minor(application.person.born_on):
        return Kind.MINOR
    if offered and (offered.kind == Opportunity.Kind.LONG or _lasts(offered) >= terms.agreement_days):
        return Kind.LONG
    if offered and _hours(offered) >= terms.agreement_hours:
        return Kind.SERVICE
    if application.wants_agreement or (offered and offered.expenses_covered):
        return Kind.OTHER
    return None


def in_force(application: Application) -> Agreement | None:
    """The agreement that has not been cancelled; perhaps not signed by everyone yet."""
    return application.agreements.filter(cancelled_at=None).first()


def parties(agreement: Agreement) -> list[Party]:
    """Who has to sign: for whom is a minor on the first day, a parent or guardian too (Civil Code 1.88)."""
    both = [Party.ORGANISATION, Party.VOLUNTEER]
    born = agreement.application.person.born_on
    return [*both, Party.GUARDIAN] if born and is_minor(born, agreement.starts_on) else both


def missing_parties(agreement: Agreement) -> list[Party]:
    """Who has not signed yet."""
    signed = set(agreement.signatures.values_list("party", flat=True))
    return [party for party in parties(agreement) if party not in signed]


def was_ever_signed(application: Application) -> bool:
    """A signed agreement is kept for years, whatever else leaves."""
    return Signature.objects.filter(agreement__application=application, party=Party.VOLUNTEER).exists()


# --- Making one -----------------------------------------------------------------------------------------------------
# Until it has been signed by someone it may be corrected; afterwards it is cancelled and a new one made.
MADE_IN = (Application.Status.ACCEPTED, Application.Status.ACTIVE, Application.Status.PAUSED)


def proposal(application: Application, terms: Terms | None = None) -> dict:
    """What a new agreement most likely says, from what is offered and from the law's figures."""
    terms, offered = terms or Terms.load(), application.opportunity
    kind = required_kind(application, terms) or Kind.OTHER
    today = timezone.localdate()
    begins = max(today, timezone.localdate(offered.starts_at)) if offered and offered.starts_at else today
    ends = offered.last_day if offered and offered.last_day and offered.last_day >= begins else None
    if kind == Kind.JST:
        ends = ends or add_months(begins, terms.jst_months) - timedelta(days=1)
        hours = terms.jst_hours
    else:
        ends = ends or begins + timedelta(days=terms.agreement_days - 1)
        days = (ends - begins).days + 1
        hours = round((offered.hours_per_week or 0) * days / 7) if offered else 0
        hours = hours or round((application.hours_per_month or 0) * days / 30)
    language = application.person.language
    with translation.override(language):
        duties = offered.title if offered else application.interests
        expenses = offered.expenses_covered if offered else ""
    return {
        "kind": kind, "language": language, "starts_on": begins, "ends_on": ends,
        "hours_planned": max(hours, 1), "duties": duties[:1000], "expenses": expenses,
    }  # fmt: skip


def may_be_made(application: Application) -> bool:
    return application.status in MADE_IN


def write(application: Application, facts: dict, *, user) -> Agreement:
    """Make the agreement, or correct the one that nobody has signed. Raises ValidationError."""
    with transaction.atomic():
        row = locks.row_of(application)
        if not may_be_made(row):
            raise ValidationError(_("An agreement is made when the offer has been accepted."))
        agreement = in_force(row)
        if agreement and has_ended(agreement):
            cancel(agreement)  # its days stay its own; there is room for the next
            agreement = None
        if agreement is None:
            number = NumberSeries.next(f"SUT-{timezone.localdate():%Y}")
            return Agreement.objects.create(application=row, number=number, created_by=user, **facts)
        if agreement.signatures.exists():
            raise ValidationError(_("It has been signed. Cancel it and make a new one."))
        for name, value in facts.items():
            setattr(agreement, name, value)
        agreement.save()
        return agreement


def cancel(agreement: Agreement) -> None:
    """From today on it no longer holds; what was signed stays on record."""
    with transaction.atomic():
        locks.row_of(agreement.application)
        if not Agreement.objects.filter(pk=agreement.pk, cancelled_at=None).update(cancelled_at=timezone.now()):
            raise ValidationError(_("It is cancelled already."))


def sign(agreement: Agreement, *, party: str, route: str, signed_on: date, user, scan: ContentFile | None = None):
    """Write down that a party signed, as staff saw it. Raises ValidationError."""
    with transaction.atomic():
        locks.row_of(agreement.application)
        agreement.refresh_from_db()
        if agreement.cancelled_at:
            raise ValidationError(_("The agreement is cancelled."))
        if party not in missing_parties(agreement):
            raise ValidationError({"party": _("This signature is recorded already.")})
        if signed_on > timezone.localdate():
            raise ValidationError({"signed_on": _("This day is still to come.")})
        if route == Signature.Route.SCAN and scan is None:
            raise ValidationError({"scan": _("Add the scan, or say that you saw the paper.")})
        return Signature.objects.create(
            agreement=agreement, party=party, route=route, signed_on=signed_on, recorded_by=user,
            scan=scan if route == Signature.Route.SCAN else "",
        )  # fmt: skip


def has_ended(agreement: Agreement) -> bool:
    return agreement.ends_on < timezone.localdate()


def is_signed(agreement: Agreement) -> bool:
    return not missing_parties(agreement)


def periods(application: Application) -> list[tuple[date, date]]:
    """The days, both inclusive, for which an agreement holds or held: signed by all, up to its cancelling."""
    return [
        (
            agreement.starts_on,
            min(agreement.ends_on, timezone.localdate(agreement.cancelled_at))
            if agreement.cancelled_at
            else agreement.ends_on,
        )
        for agreement in application.agreements.prefetch_related("signatures").select_related("application__person")
        if is_signed(agreement)
    ]


def _lasts(offered: Opportunity) -> int:
    """Days from the first to the last; 0 when agreed together."""
    if not offered.starts_at or not offered.last_day:
        return 0
    return (offered.last_day - timezone.localdate(offered.starts_at)).days + 1


def _hours(offered: Opportunity) -> float:
    return (offered.hours_per_week or 0) * _lasts(offered) / 7
