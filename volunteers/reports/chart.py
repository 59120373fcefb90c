"""Columns of two periods side by side, as an SVG drawn on the server. The same figures stand in a table below it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

WIDTH, HEIGHT = 720, 240  # of the field of columns, in the units of the drawing
LEFT, TOP, BOTTOM = 56, 12, 32
STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Column:
    label: str
    middle: float
    now_x: float
    before_x: float
    width: float
    now_y: float
    now_height: float
    before_y: float
    before_height: float


@dataclass(frozen=True)
class Line:
    y: float
    value: int


@dataclass(frozen=True)
class Chart:
    columns: list[Column]
    lines: list[Line]
    width: int = LEFT + WIDTH
    height: int = TOP + HEIGHT + BOTTOM
    left: int = LEFT
    base: int = TOP + HEIGHT


def columns(values: Iterable[tuple[str, Decimal, Decimal]]) -> Chart | None:
    """The chart of (label, now, year before); None where there is nothing to draw."""
    values = list(values)
    highest = max((max(now, before) for _label, now, before in values), default=0)
    if not highest:
        return None
    step = _step(int(highest) + 1)
    top = step * -(-int(highest.to_integral_value(rounding="ROUND_CEILING")) // step)
    slot = WIDTH / len(values)
    width = min(28, slot * 0.36)
    drawn = []
    for number, (label, now, before) in enumerate(values):
        middle = LEFT + slot * (number + 0.5)
        now_height, before_height = (round(HEIGHT * float(value) / top, 1) for value in (now, before))
        drawn.append(
            Column(
                label=label,
                middle=round(middle, 1),
                before_x=round(middle - width - 1, 1),
                now_x=round(middle + 1, 1),
                width=round(width, 1),
                now_y=TOP + HEIGHT - now_height,
                now_height=now_height,
                before_y=TOP + HEIGHT - before_height,
                before_height=before_height,
            )
        )
    lines = [Line(round(TOP + HEIGHT - HEIGHT * value / top, 1), value) for value in range(0, top + 1, step)]
    return Chart(drawn, lines)


def _step(highest: int) -> int:
    """A round distance between lines that makes at most five of them."""
    power = 1
    while True:
        for step in STEPS:
            if highest <= step * power * 5:
                return step * power
        power *= 10
