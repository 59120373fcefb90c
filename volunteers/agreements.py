"""Which written agreement an application needs, and whether everyone has signed it."""

from volunteers.age import is_minor
from volunteers.models import Agreement, Application, Opportunity, Signature, Terms

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


def _lasts(offered: Opportunity) -> int:
    """Days from the first to the last; 0 when agreed together."""
    if not offered.starts_at or not offered.last_day:
        return 0
    return (offered.last_day - offered.starts_at.date()).days + 1


def _hours(offered: Opportunity) -> float:
    return (offered.hours_per_week or 0) * _lasts(offered) / 7
