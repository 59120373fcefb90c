"""What the money of a project must satisfy, and what may be said of it. Unknown is never 0 and is left out of sums."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from projects.models import FundingLine, Project

Source = FundingLine.Source

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
# What the European Union and the state give. All else is brought along: a municipality's grant is what most of our own
# contributions are made of.
GRANTS = {Source.EU, Source.STATE, Source.EU_STATE}
OWN_SHARE_PERCENT = {Project.Kind.TERRITORIAL: Decimal(5)}


def own_contribution_missing(kind: str, funding: Iterable[tuple[str, Decimal | None]]) -> Decimal:
    """EUR of own money still needed; the share asked for is rounded half up to the cent; 0.00 when the rule is met.

    Args:
        kind: of the project; only some kinds have such a rule.
        funding: (source, amount in EUR or None) pairs; with none, or an unknown amount among them, nothing is known yet
            and nothing is missing.

    Source: territorial cooperation under LEADER: at least 5 % of the total is the group's own.
    """
    lines = list(funding)
    if kind not in OWN_SHARE_PERCENT or any(amount is None for _source, amount in lines):
        return Decimal("0.00")
    total = sum((amount for _source, amount in lines), Decimal(0))
    own = sum((amount for source, amount in lines if source not in GRANTS), Decimal(0))
    needed = (total * OWN_SHARE_PERCENT[kind] / HUNDRED).quantize(CENT, ROUND_HALF_UP)
    return max(needed - own, Decimal("0.00"))


# --- One project's money, as its page shows it -----------------------------------------------------------------------
@dataclass(frozen=True)
class Row:
    """A source with its share of the whole: as published, else as the published amounts give it, else None."""

    line: FundingLine
    share: Decimal | None


@dataclass(frozen=True)
class Segment:
    """A piece of the bar; ``x`` and ``width`` are per cent of its length, written as SVG wants them."""

    label: str
    share: Decimal
    pattern: str  # own, mun or eu: colour and hatching
    x: str
    width: str


@dataclass(frozen=True)
class Budget:
    rows: list[Row]
    known: Decimal | None  # EUR, of the published amounts; None where none is published
    leaves_out: bool  # some amounts are not published
    segments: list[Segment]  # none where a bar would have to guess


def budget(lines: Iterable[FundingLine]) -> Budget:
    """What is known of the money in these lines."""
    lines = list(lines)
    amounts = [line.amount_eur for line in lines if line.amount_eur is not None]
    known = sum(amounts, Decimal(0)) if amounts else None
    complete = len(amounts) == len(lines)
    rows = []
    for line in lines:
        share = line.share_percent
        if share is None and complete and known and len(lines) > 1:
            share = (line.amount_eur / known * HUNDRED).quantize(CENT, ROUND_HALF_UP)
        rows.append(Row(line, share))
    return Budget(rows, known, not complete, _segments(rows, known if complete else None))


def _segments(rows: list[Row], whole: Decimal | None) -> list[Segment]:
    """The bar: from the amounts where all are published, else from the shares where all are and make up a whole."""
    if len(rows) < 2:
        return []
    if whole:
        parts = [row.line.amount_eur / whole * HUNDRED for row in rows]
    elif all(row.share is not None for row in rows) and abs(sum(row.share for row in rows) - HUNDRED) < 1:
        total = sum(row.share for row in rows)
        parts = [row.share / total * HUNDRED for row in rows]
    else:
        return []
    repeated = len({row.line.source for row in rows}) < len(rows)
    segments, x = [], Decimal(0)
    # Own money begins the bar: it is what the rest hangs on.
    for row, part in sorted(zip(rows, parts, strict=True), key=lambda pair: _place(pair[0].line.source)):
        label = str(row.line) if repeated else row.line.get_source_display()
        segments.append(Segment(label, row.share, _pattern(row.line.source), f"{x:.2f}%", f"{part:.2f}%"))
        x += part
    return segments


def _pattern(source: str) -> str:
    if source in GRANTS:
        return "eu"
    return "mun" if source == Source.MUNICIPALITY else "own"


def _place(source: str) -> int:
    return ("own", "mun", "eu").index(_pattern(source))


# --- What a small grant made possible --------------------------------------------------------------------------------
@dataclass(frozen=True)
class Leverage:
    """How much grant money stands behind one euro of own contribution, rounded to whole euros."""

    per_euro: int  # EUR
    own: Decimal | None  # EUR it is reckoned from; None where only shares are published
    grants: Decimal | None


def leverage(budgets: Iterable[Budget]) -> Leverage | None:
    """From the projects whose every amount is published; else from published shares that all agree; else None."""
    budgets = [each for each in budgets if each.rows]
    own = grants = Decimal(0)
    for each in budgets:
        if not each.leaves_out:
            grants += sum(row.line.amount_eur for row in each.rows if row.line.source in GRANTS)
            own += sum(row.line.amount_eur for row in each.rows if row.line.source not in GRANTS)
    if own:
        return _leverage(grants / own, own, grants)
    ratios = {_ratio_of_shares(each) for each in budgets} - {None}
    return _leverage(ratios.pop(), None, None) if len(ratios) == 1 else None


def _ratio_of_shares(each: Budget) -> Decimal | None:
    if not each.segments:
        return None
    grants = sum(row.share for row in each.rows if row.line.source in GRANTS)
    own = sum(row.share for row in each.rows if row.line.source not in GRANTS)
    return grants / own if own else None


def _leverage(ratio: Decimal, own: Decimal | None, grants: Decimal | None) -> Leverage | None:
    per_euro = int(ratio.to_integral_value(ROUND_HALF_UP))
    return Leverage(per_euro, own, grants) if per_euro else None


@dataclass(frozen=True)
class Account:
    """All that a project's page shows of money: its own, and of a small grant what it made possible."""

    own: Budget
    enabled: list[tuple[Project, Budget]]

    @property
    def budgets(self) -> list[Budget]:
        return [self.own, *(each for _project, each in self.enabled)]

    @property
    def known(self) -> Decimal | None:
        """EUR, of every published amount shown; None where none is published."""
        sums = [each.known for each in self.budgets if each.known is not None]
        return sum(sums, Decimal(0)) if sums else None

    @property
    def is_approximate(self) -> bool:
        return any(row.line.is_approximate for each in self.budgets for row in each.rows)

    @property
    def leaves_out(self) -> bool:
        return any(each.leaves_out for each in self.budgets)

    @property
    def has_rows(self) -> bool:
        return any(each.rows for each in self.budgets)

    @property
    def has_bars(self) -> bool:
        return any(each.segments for each in self.budgets)

    @property
    def leverage(self) -> Leverage | None:
        return leverage(each for _project, each in self.enabled)
