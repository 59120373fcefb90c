"""What stands on the papers of one volunteer: agreement, hours journal, certificate. Each in its own language."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from lvg_portal.models import SiteSettings
from lvg_portal.templatetags.portal import long_date
from volunteers import agreements, certificates, daytime
from volunteers.models import Agreement, Application, Certificate, HoursEntry, Signature, Terms
from volunteers.papers import typeset


def agreement_pdf(agreement: Agreement) -> bytes:
    """The paper that every party signs by hand."""
    application, terms = agreement.application, Terms.load()
    person, guardian = application.person, getattr(application, "guardian", None)
    with translation.override(agreement.language):
        parties = agreements.parties(agreement)
        is_for_minor = Signature.Party.GUARDIAN in parties and guardian is not None
        names = {
            Signature.Party.ORGANISATION: SiteSettings.load().name,
            Signature.Party.VOLUNTEER: person.full_name,
            Signature.Party.GUARDIAN: guardian.name if guardian else "",
        }
        title = _("Volunteering agreement %(number)s") % {"number": agreement.number}
        years = npgettext("for how long", "%(count)d year", "%(count)d years", terms.agreement_years)
        return typeset(
            "agreement",
            agreement.language,
            {
                "title": title,
                "footer": title,
                "number": agreement.number,
                "made_on": long_date(agreement.created_at),
                "kind": capfirst(str(agreement.get_kind_display())),
                "volunteer": {
                    "name": person.full_name,
                    "born": long_date(person.born_on),
                    "municipality": str(person.get_municipality_display()),
                    "contacts": _contacts(person.email, person.phone_in_groups),
                },
                "guardian": {"name": guardian.name, "contacts": _contacts(guardian.email, guardian.phone_in_groups)}
                if is_for_minor
                else None,
                "curator": _curator(application),
                "duties": _lines(agreement.duties),
                "where": _where(application),
                "period": _period(agreement.starts_on, agreement.ends_on),
                "hours": daytime.length(agreement.hours_planned * 60),
                "expenses": agreement.expenses,
                "jst": _jst(terms) if agreement.kind == Agreement.Kind.JST else None,
                "kept": years % {"count": terms.agreement_years},
                "signers": [[capfirst(str(party.label)), names[party]] for party in parties],
            },
        )


def journal_pdf(application: Application, language: str) -> bytes:
    """The confirmed hours, day by day."""
    person = application.person
    entries = list(application.hours.filter(status=HoursEntry.Status.CONFIRMED).select_related("decided_by"))
    agreement = agreements.in_force(application)
    with translation.override(language):
        title = _("Journal of volunteering hours %(number)s") % {"number": application.number}
        return typeset(
            "journal",
            language,
            {
                "title": title,
                "footer": title,
                "number": application.number,
                "volunteer": person.full_name,
                "agreement": agreement.number if agreement else "",
                "curator": _curator(application),
                "period": _period(entries[0].worked_on, entries[-1].worked_on) if entries else "",
                "rows": [
                    [
                        entry.worked_on.isoformat(),
                        daytime.between(entry.began_minute, entry.minutes),
                        daytime.length(entry.minutes),
                        entry.activity,
                        _name(entry.decided_by),
                    ]
                    for entry in entries
                ],
                "total": daytime.length(sum(entry.minutes for entry in entries)),
                "signers": [[_("The volunteer"), person.full_name], [_("The curator"), _curator(application)]],
            },
        )


def certificate_pdf(certificate: Certificate) -> bytes:
    """What somebody did, with the address and the code by which anyone can check it."""
    with translation.override(certificate.language):
        title = _("Certificate of volunteering %(number)s") % {"number": certificate.number}
        return typeset(
            "certificate",
            certificate.language,
            {
                "title": title,
                "footer": title,
                "number": certificate.number,
                "issued_on": long_date(certificate.issued_at),
                "volunteer": certificate.application.person.full_name,
                "period": _period(certificate.from_on, certificate.to_on),
                "hours": daytime.length(certificate.minutes),
                "duties": _lines(certificate.duties),
                "competences": _lines(certificate.competences),
                "address": settings.SITE_URL + reverse("volunteers:certificate", args=[certificate.number]),
                "code": certificates.printed_code(certificate),
                "signers": [[_("The organisation"), _name(certificate.issued_by)]],
            },
        )


def _jst(terms: Terms) -> dict:
    months = npgettext("for how long", "%(count)d month", "%(count)d months", terms.jst_months)
    days = npgettext("for how long", "%(count)d working day", "%(count)d working days", terms.certificate_working_days)
    return {
        "months": months % {"count": terms.jst_months},
        "hours": daytime.length(terms.jst_hours * 60),
        "hours_per_month": daytime.length(terms.jst_hours_per_month * 60),
        "certificate_days": days % {"count": terms.certificate_working_days},
    }


def _period(first, last) -> str:
    if first == last:
        return long_date(first)
    return _("from %(first)s to %(last)s") % {"first": long_date(first), "last": long_date(last)}


def _where(application: Application) -> str:
    offered = application.opportunity
    if offered is None:
        return ""
    return ", ".join(filter(None, [offered.where, str(offered.place) if offered.place else ""]))


def _curator(application: Application) -> str:
    return _name(application.owner)


def _name(user) -> str:
    return user.get_full_name() if user else ""


def _contacts(email: str, phone: str) -> str:
    return ", ".join(filter(None, [email, phone]))


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
