"""The filters and tags that every template has without loading them: text, money, dates, our drawings, our pages."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeData, SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from lvg_portal import context as surroundings
from lvg_portal.links import without_dead_links
from lvg_portal.typography import JOINER, NBSP, typeset, typeset_html

register = template.Library()

DASH = f"{JOINER}–{JOINER}"


# --- Text -----------------------------------------------------------------------------------------------------------
@register.filter
def typo(value) -> str:
    """Plain text with proper quotation marks and unbreakable spaces; escaped afterwards like any other."""
    if value is None:
        return ""
    text = str(value)
    return mark_safe(typeset_html(text)) if isinstance(text, SafeData) else typeset(text)


@register.filter
def source_links(text: str) -> list[dict]:
    """The web addresses in staff's list, one a line: ``{"address", "site", "number"}``; equal sites are numbered."""
    links, seen = [], Counter()
    for address in (text or "").split():
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.hostname:
            site = parts.hostname.removeprefix("www.")
            seen[site] += 1
            links.append({"address": address, "site": site, "number": seen[site]})
    return links


@register.simple_tag(takes_context=True)
def rich(context, value) -> SafeString:
    """Staff's cleaned HTML as readers get it: dead links as plain text, set well, wide tables scroll."""
    frame = surroundings.surroundings_of(getattr(context, "request", None))
    html = typeset_html(without_dead_links(str(value or ""), lambda: frame.page_slugs))
    scroller = format_html('<div class="scroll-x" tabindex="0" role="group" aria-label="{}"><table', _("Table"))
    return mark_safe(html.replace("<table", scroller).replace("</table>", "</table></div>"))


@register.simple_tag
def borrowed(item, field: str) -> SafeString:
    """`` lang="lt"`` for text that stands on an English page in Lithuanian, because it has not been translated."""
    language = get_language()
    if language == settings.LANGUAGE_CODE or getattr(item, f"{field}_{language}", ""):
        return mark_safe("")
    return format_html(' lang="{}"', settings.LANGUAGE_CODE)


# --- Money and shares -----------------------------------------------------------------------------------------------
@register.filter
def eur(amount) -> str:
    """``98 381 Eur`` or ``€98,381``, cents only where there are any; None is "not published", never 0."""
    if amount is None or amount == "":
        return pgettext("money", "not published")
    amount = Decimal(amount).quantize(Decimal("0.01"))
    figures = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    if get_language() == "en":
        return f"€{figures}".replace("€-", "−€")
    return figures.replace(",", NBSP).replace(".", ",").replace("-", "−") + f"{NBSP}Eur"


@register.filter
def share(percent) -> str:
    """A per cent value: ``5 %`` or ``5%``, at most two decimals; None is "not published"."""
    if percent is None or percent == "":
        return pgettext("money", "not published")
    figures = f"{Decimal(percent):.2f}".rstrip("0").rstrip(".")
    return f"{figures}%" if get_language() == "en" else f"{figures.replace('.', ',')}{NBSP}%"


@register.filter
def figure(value) -> str:
    """A number as it is read: ``25 581``, ``2,5``; decimals only where there are any."""
    if value is None or value == "":
        return ""
    figures = f"{Decimal(value):,f}"
    figures = figures.rstrip("0").rstrip(".") if "." in figures else figures
    return figures if get_language() == "en" else figures.replace(",", NBSP).replace(".", ",").replace("-", "−")


# --- Dates and times ------------------------------------------------------------------------------------------------
def _local(moment: date | datetime) -> date | datetime:
    """A time as the clocks in Vilnius show it; a date as it is."""
    return timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment


def _written(moment, lithuanian: str, english: str) -> str:
    if not moment:
        return ""
    pattern = english if get_language() == "en" else lithuanian
    return format_date(_local(moment), pattern.replace(" ", NBSP).replace("~", " "))


@register.filter
def long_date(moment) -> str:
    """``2027 m. kovo 12 d.`` or ``12 March 2027``."""
    return _written(moment, r"Y \m.~E j \d.", "j F Y")


@register.filter
def day_month(moment) -> str:
    """``kovo 12 d.`` or ``12 March``."""
    return _written(moment, r"E j \d.", "j F")


@register.filter
def month_year(moment) -> str:
    """``2026 m. gruodis`` or ``December 2026``."""
    return _written(moment, r"Y \m. F", "F Y")


@register.filter
def month_genitive(moment) -> str:
    """The month under a day's number: ``gruodžio`` or ``December``."""
    return _written(moment, "E", "F")


@register.filter
def weekday(moment) -> str:
    """``penktadienis`` or ``Friday``."""
    return _written(moment, "l", "l") if get_language() == "en" else _written(moment, "l", "l").lower()


@register.filter
def short_time(moment) -> str:
    """``17.30`` or ``17:30``."""
    return _written(moment, "H.i", "H:i")


@register.filter
def time_range(start, end) -> str:
    """``17.30–20.00``; without an end only the start."""
    return f"{short_time(start)}{DASH}{short_time(end)}" if end else short_time(start)


@register.filter
def date_range(start, end) -> str:
    """``2027 m. balandžio 9–10 d.``, ``9–10 April 2027``; what both days share is said once."""
    if not start:
        return ""
    start, end = _local(start), _local(end) if end else None
    first, last = (moment.date() if isinstance(moment, datetime) else moment for moment in (start, end))
    if last is None or last == first:
        return long_date(first)
    english = get_language() == "en"
    if first.year != last.year:
        return f"{long_date(first)}{NBSP}– {long_date(last)}"
    if first.month != last.month:
        if english:
            return f"{day_month(first)}{NBSP}– {long_date(last)}"
        return f"{long_date(first)}{NBSP}– {day_month(last)}"
    if english:
        return f"{first.day}{DASH}{long_date(last)}"
    return long_date(last).replace(f"{NBSP}{last.day}{NBSP}", f"{NBSP}{first.day}{DASH}{last.day}{NBSP}")


@register.filter
def day_range(start, end) -> str:
    """``balandžio 9–10 d.``, ``9–10 April``: the days alone, where the year stands near; else as ``date_range``."""
    first, last = (_local(moment) for moment in (start, end))
    first, last = (moment.date() if isinstance(moment, datetime) else moment for moment in (first, last))
    if first.year != last.year:
        return date_range(first, last)
    if first.month != last.month:
        return f"{day_month(first)}{NBSP}– {day_month(last)}"
    if get_language() == "en":
        return f"{first.day}{DASH}{day_month(last)}"
    return day_month(last).replace(f"{NBSP}{last.day}{NBSP}", f"{NBSP}{first.day}{DASH}{last.day}{NBSP}")


# --- Our mark: eight petals, one for each verb ----------------------------------------------------------------------
PETALS = ("M1 -2.9V-20L11 -30V-12.9Z", "M-1 -2.9V-20L-11 -30V-12.9Z")


def _flower(size: int, drawing_class: str, lit: int, petal_class: str) -> SafeString:
    paths = []
    for number in range(8):
        angle = (number + 1) // 2 * 90 % 360
        turn = f' transform="rotate({angle})"' if angle else ""
        own_class = f' class="{petal_class}"' if number == lit else ""
        paths.append(f'<path{own_class} d="{PETALS[number % 2]}"{turn}/>')
    own_class = f' class="{drawing_class}"' if drawing_class else ""
    return mark_safe(
        f'<svg{own_class} viewBox="-32 -32 64 64" width="{size}" height="{size}"'
        ' fill="currentColor" aria-hidden="true">'
        f"{''.join(paths)}</svg>"
    )


@register.simple_tag
def mark() -> SafeString:
    """Our mark for the header."""
    return _flower(48, "mark", 0, "mark__one")


@register.simple_tag
def petal(number: int) -> SafeString:
    """The mark with the petal of one verb lit; ``number`` is the verb's order, from 1."""
    return _flower(44, "", (int(number) - 1) % 8, "petal")


# --- Our pages ------------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def page_url(context, key: str) -> str:
    """The address of the page that code knows by ``key``; "" while there is no such public page."""
    return surroundings.surroundings_of(getattr(context, "request", None)).page_address(key)


@register.simple_tag(takes_context=True)
def languages(context) -> list[dict]:
    """This page in each language; a view may put ``alternates`` = ``{"lt": …, "en": …}`` into the context."""
    return surroundings.languages(context.request, context.get("alternates"))


@register.simple_block_tag
def capture(content) -> SafeString:
    """Keep text for a second use: ``{% capture as title %}{% block title %}{% endblock %}{% endcapture %}``."""
    return mark_safe(content.strip())


# --- Lists ----------------------------------------------------------------------------------------------------------
@register.simple_tag
def page_numbers(page):
    """The numbers of a pager around this page, with "…" where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
