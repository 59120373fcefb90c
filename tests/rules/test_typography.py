"""How text, money and dates are set in both languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.safestring import mark_safe

from lvg_portal.templatetags import portal
from lvg_portal.typography import JOINER as J
from lvg_portal.typography import NBSP as N
from lvg_portal.typography import typeset_html

SET = {
    "Parama – 5 proc. sumos": f"Parama{N}– 5{N}proc. sumos",
    "iki 2027 m. kovo 12 d.": f"iki 2027{N}m. kovo{N}12{N}d.",
    "98 381 Eur ir 1 000 000 Eur": f"98{N}381{N}Eur ir 1{N}000{N}000{N}Eur",
    "apie 1,7 mln. Eur": f"apie 1,7{N}mln. Eur",
    "nuo 14–17 metų": f"nuo 14{J}–{J}17{N}metų",
    "17.30–20.00": f"17.30{J}–{J}20.00",
    "+370 612 34567 arba 8 612 34567": f"+370{N}612{N}34567 arba 8{N}612{N}34567",
    "Naujoji g. 48, Nr. 14": f"Naujoji g.{N}48, Nr.{N}14",
    "„Žydinti Lietuva“ – taip": f"„Žydinti Lietuva“{N}– taip",
    'Projektas "Žydinti Lietuva".': "Projektas „Žydinti Lietuva“.",
    "VVG - tai mes": f"VVG{N}– tai mes",
    "on 12 March 2027": f"on 12{N}March 2027",
    # What must stay as it is:
    "2027-03-12": "2027-03-12",
    "5 m. vaikas, 3 mokyklos": f"5{N}m. vaikas, 3 mokyklos",
    "iki 5 d kažko": "iki 5 d kažko",
    "2026 100 žmonių": "2026 100 žmonių",
}


@pytest.mark.parametrize("written", SET)
def test_text_is_set_as_a_typesetter_would(written):
    assert portal.typo(written) == SET[written]
    assert portal.typo(portal.typo(written)) == SET[written]


def test_straight_quotation_marks_follow_the_language():
    with translation.override("en"):
        assert portal.typo('It\'s "Blooming Lithuania".') == "It’s “Blooming Lithuania”."


def test_only_the_text_between_tags_is_set():
    html = '<p>Iki 5 proc. – <a href="/a - b/?q=5 m.&amp;c=&quot;d&quot;" title="5 proc.">"čia"</a></p>'

    assert typeset_html(html) == (
        f'<p>Iki 5{N}proc.{N}– <a href="/a - b/?q=5 m.&amp;c=&quot;d&quot;" title="5 proc.">„čia“</a></p>'
    )


def test_text_is_still_escaped_and_safe_text_keeps_its_tags():
    page = Template("{{ raw|typo }} {{ safe|typo }} {{ nothing|typo }}")

    shown = page.render(
        Context({"raw": "<b>5 proc.</b>", "safe": mark_safe('<b class="a b">5 proc.</b>'), "nothing": None})
    )

    assert shown == f'&lt;b&gt;5{N}proc.&lt;/b&gt; <b class="a b">5{N}proc.</b> '


MONEY = [
    (Decimal("98381.00"), f"98{N}381{N}Eur", "€98,381"),
    (Decimal("575.33"), f"575,33{N}Eur", "€575.33"),
    (Decimal("1700000"), f"1{N}700{N}000{N}Eur", "€1,700,000"),
    (Decimal("0"), f"0{N}Eur", "€0"),
    (Decimal("-12.5"), f"−12,50{N}Eur", "−€12.50"),
    (None, "nepaskelbta", "not published"),
]


@pytest.mark.parametrize(("amount", "lithuanian", "english"), MONEY)
def test_money(amount, lithuanian, english):
    assert portal.eur(amount) == lithuanian
    with translation.override("en"):
        assert portal.eur(amount) == english


@pytest.mark.parametrize(
    ("percent", "lithuanian", "english"),
    [
        (Decimal("5.00"), f"5{N}%", "5%"),
        (Decimal("33.333"), f"33,33{N}%", "33.33%"),
        (None, "nepaskelbta", "not published"),
    ],
)
def test_shares(percent, lithuanian, english):
    assert portal.share(percent) == lithuanian
    with translation.override("en"):
        assert portal.share(percent) == english


RANGES = [
    ((2027, 3, 12), None, f"2027{N}m. kovo{N}12{N}d.", f"12{N}March{N}2027"),
    ((2027, 3, 12), (2027, 3, 12), f"2027{N}m. kovo{N}12{N}d.", f"12{N}March{N}2027"),
    ((2027, 4, 9), (2027, 4, 10), f"2027{N}m. balandžio{N}9{J}–{J}10{N}d.", f"9{J}–{J}10{N}April{N}2027"),
    (
        (2027, 4, 30),
        (2027, 5, 2),
        f"2027{N}m. balandžio{N}30{N}d.{N}– gegužės{N}2{N}d.",
        f"30{N}April{N}– 2{N}May{N}2027",
    ),
    (
        (2026, 12, 31),
        (2027, 1, 1),
        f"2026{N}m. gruodžio{N}31{N}d.{N}– 2027{N}m. sausio{N}1{N}d.",
        f"31{N}December{N}2026{N}– 1{N}January{N}2027",
    ),
]


@pytest.mark.parametrize(("start", "end", "lithuanian", "english"), RANGES)
def test_days(start, end, lithuanian, english):
    start, end = date(*start), date(*end) if end else None

    assert portal.date_range(start, end) == lithuanian
    with translation.override("en"):
        assert portal.date_range(start, end) == english


def test_times_are_those_of_vilnius():
    start = datetime(2026, 12, 4, 15, 30, tzinfo=UTC)
    late = datetime(2026, 12, 31, 22, 30, tzinfo=UTC)

    assert portal.time_range(start, datetime(2026, 12, 4, 18, 0, tzinfo=UTC)) == f"17.30{J}–{J}20.00"
    assert portal.long_date(late) == f"2027{N}m. sausio{N}1{N}d."
    assert (portal.weekday(start), portal.month_genitive(start)) == ("penktadienis", "gruodžio")
    assert portal.month_year(start) == f"2026{N}m.{N}gruodis"
    with translation.override("en"):
        assert (portal.short_time(start), portal.weekday(start)) == ("17:30", "Friday")
