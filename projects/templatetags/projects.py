"""The short phrases that say of a project what sort it is, when, with whom and for how much."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language, gettext_lazy, ngettext, pgettext
from django.utils.translation import gettext as _

from lvg_portal.templatetags.portal import eur, figure
from lvg_portal.typography import NBSP, typeset
from projects.models import Project, Result

register = template.Library()

KIND_TITLES = {
    Project.Kind.TERRITORIAL: gettext_lazy("Territorial cooperation project"),
    Project.Kind.INTERNATIONAL: gettext_lazy("International cooperation project"),
    Project.Kind.MUNICIPAL: gettext_lazy("Project funded by the municipality"),
    Project.Kind.NATIONAL: gettext_lazy("National project"),
    Project.Kind.STRATEGY: gettext_lazy("Strategy"),
}
MILLION = Decimal(1_000_000)


@register.filter
def kind_title(project: Project) -> str:
    """``Teritorinio bendradarbiavimo projektas``."""
    return str(KIND_TITLES[project.kind])


@register.filter
def years(project: Project) -> str:
    """``2018–2021 m.``, ``2022 m.``, ``nuo 2020 m.``, ``iki 2021 m.``; "" where no year is known."""
    first, last = project.start_year, project.end_year
    if first and last:
        return typeset(pgettext("years", "%(years)s") % {"years": first if first == last else f"{first}–{last}"})
    if first:
        return typeset(_("since %(year)s") % {"year": first})
    return typeset(_("until %(year)s") % {"year": last}) if last else ""


@register.filter
def with_whom(project: Project) -> str:
    """``6 Europos šalys``, ``9 vietos veiklos grupės``, ``5 partneriai``; "" of a project that is ours alone.

    Needs ``ProjectQuerySet.with_partners()``.
    """
    partners = getattr(project, "partner_count", 0) or 0
    if project.kind == Project.Kind.INTERNATIONAL and partners and project.country_count > 1:
        return ngettext("%(n)s European country", "%(n)s European countries", project.country_count) % {
            "n": project.country_count
        }
    if partners < 2:
        return ""
    if project.lag_count == partners:
        return ngettext("%(n)s local action group", "%(n)s local action groups", partners) % {"n": partners}
    return ngettext("%(n)s partner", "%(n)s partners", partners) % {"n": partners}


@register.filter
def total(project: Project) -> str:
    """``103 559 Eur``, ``apie 1,7 mln. Eur``, ``nepaskelbta``."""
    return about(project.total_eur, project.total_is_approximate)


def about(amount: Decimal | None, is_approximate: bool = True) -> str:
    """An amount in EUR, with "about" before an approximate one; round millions in words."""
    if amount is None or not is_approximate:
        return eur(amount)
    if amount < MILLION or amount % (MILLION / 10):
        return _("about %(amount)s") % {"amount": eur(amount)}
    millions = _in_figures(f"{amount / MILLION:.1f}".removesuffix(".0"))
    return typeset(_("about €%(n)s million") % {"n": millions})


@register.filter
def column(amount: Decimal | None, is_approximate: bool = False) -> str:
    """An amount for a column headed "EUR", always with its cents: ``98 381,00``, ``nepaskelbta``."""
    if amount is None:
        return pgettext("money", "not published")
    written = _in_figures(f"{amount:,.2f}")
    return _("about %(amount)s") % {"amount": written} if is_approximate else written


@register.filter
def measured(result: Result) -> str:
    """A result's number with its unit: ``5 %``, ``100 000``, ``1,67``."""
    written = figure(result.value)
    if not result.unit:
        return written
    return f"{written}%" if result.unit == "%" and get_language() == "en" else f"{written}{NBSP}{result.unit}"


def _in_figures(number: str) -> str:
    """``98,381.00`` as the active language writes it."""
    return number if get_language() == "en" else number.replace(",", NBSP).replace(".", ",")
