"""What the money of a project must satisfy, and what may be said of it."""

from decimal import Decimal

import pytest

from projects import money
from projects.models import FundingLine


def line(source: str, amount: str | None = None, share: str | None = None, **facts) -> FundingLine:
    return FundingLine(
        source=source, amount_eur=amount and Decimal(amount), share_percent=share and Decimal(share), **facts
    )


GRANT_AND_OWN = [("eu-state", Decimal("98381.00")), ("own", Decimal("5178.00"))]


@pytest.mark.parametrize(
    ("kind", "funding", "missing"),
    [
        ("territorial", GRANT_AND_OWN, "0.00"),
        ("territorial", [("eu-state", Decimal("98381.00")), ("own", Decimal("5177.94"))], "0.01"),
        ("territorial", [("eu", Decimal(900)), ("state", Decimal(60)), ("municipality", Decimal(40))], "10.00"),
        ("territorial", [("eu-state", Decimal("0.50"))], "0.03"),  # 5 % is 0.025: half a cent is rounded up
        ("territorial", [("eu-state", Decimal(1000)), ("own", None)], "0.00"),
        ("territorial", [], "0.00"),
        ("international", [("eu-state", Decimal(1000))], "0.00"),
    ],
    ids=["met", "a cent short", "municipality counts", "rounding", "unknown amount", "nothing known", "no rule"],
)
def test_own_contribution_of_a_territorial_project_is_at_least_5_per_cent(kind, funding, missing):
    assert money.own_contribution_missing(kind, funding) == Decimal(missing)


def test_unknown_amounts_are_left_out_of_the_sum_and_never_count_as_nothing():
    some = money.budget([line("eu-state", "100"), line("own")])
    none = money.budget([line("own")])

    assert (some.known, some.leaves_out) == (Decimal(100), True)
    assert (none.known, none.leaves_out) == (None, True)


def test_a_bar_shows_own_money_first_and_fills_its_length():
    bar = money.budget([line("eu-state", "300"), line("municipality", "60"), line("partners", "40")]).segments

    assert [(part.pattern, part.x, part.width) for part in bar] == [
        ("own", "0.00%", "10.00%"),
        ("mun", "10.00%", "15.00%"),
        ("eu", "25.00%", "75.00%"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [line("eu-state", "100"), line("own")],
        [line("eu-state", share="90"), line("own", share="5")],
        [line("eu-state", "100")],
    ],
    ids=["an amount is unknown", "shares make up no whole", "a single source"],
)
def test_no_bar_is_drawn_by_guessing(lines):
    assert money.budget(lines).segments == []


def test_published_shares_alone_make_a_bar_too():
    bar = money.budget([line("eu-state", "99228", "95"), line("own", None, "5")]).segments

    assert [part.width for part in bar] == ["5.00%", "95.00%"]


def test_what_one_euro_opened_the_way_to_is_reckoned_from_known_amounts():
    known = money.budget([line("eu-state", "98381"), line("own", "5178")])
    unknown = money.budget([line("eu-state"), line("own", None, "5")])

    leverage = money.leverage([known, unknown])

    assert (leverage.per_euro, leverage.own, leverage.grants) == (19, Decimal(5178), Decimal(98381))


def test_without_amounts_shares_say_it_only_when_they_agree():
    five = money.budget([line("eu-state", share="95"), line("own", share="5")])
    ten = money.budget([line("eu-state", share="90"), line("own", share="10")])

    assert money.leverage([five]).per_euro == 19
    assert money.leverage([five, ten]) is None
    assert money.leverage([]) is None
