"""Where the titles stand in the drawing of a thread, so that no line runs through one and none covers another."""

import textwrap
from dataclasses import dataclass
from functools import lru_cache

Point = tuple[float, float]
Box = tuple[int, int, int, int]  # left, top, right, bottom

LETTER = 9.2  # the mean width of a letter at 18 px and weight 600, rounded up
LINE = 21  # from one line to the next
WRAPS = (48, 30, 24)  # letters in a line: as a rule, and where it is narrow
NOTE = 18  # letters of " – this project"
STEP = 12
FURTHEST = 120  # how far a label may stand beyond its knot


@dataclass
class Label:
    title: str
    knot_x: int
    row_y: int
    is_here: bool
    lines: tuple[str, ...] = ()
    x: int = 0
    y: int = 0  # of the first line's baseline

    def __post_init__(self):
        self.lines = wrap(self.title)

    @property
    def width(self) -> int:
        letters = [len(line) for line in self.lines]
        letters[-1] += NOTE if self.is_here else 0
        return round(max(letters) * LETTER)

    @property
    def box(self) -> Box:
        top = self.y - 17
        return self.x, top, self.x + self.width, top + LINE * len(self.lines)

    def put(self, lines: tuple[str, ...], is_below: bool, x: int) -> None:
        self.lines, self.x = lines, x
        self.y = self.row_y + 34 if is_below else self.row_y - 20 - LINE * (len(lines) - 1)


@lru_cache(maxsize=2000)  # the same titles again and again
def wrap(title: str, longest: int = WRAPS[0]) -> tuple[str, ...]:
    """A label's lines, three at most and about equally long; what does not fit is left to "…"."""
    lines = _wrapped(title, longest)
    for narrower in range(longest - 1, longest // 2, -1):
        attempt = _wrapped(title, narrower)
        if len(attempt) > len(lines) or attempt[-1].endswith("…"):
            break
        lines = attempt
    return tuple(lines)


def _wrapped(title: str, longest: int) -> list[str]:
    return textwrap.wrap(title, longest, max_lines=3, placeholder="…", break_on_hyphens=False)


def place(labels: list[Label], boxes: list[Box], curves: list[list[Point]], width: int) -> None:
    """Put each label above its knot, beginning at it; else moved along, below, or in shorter lines.

    Args:
        boxes: what else is taken.
        curves: the points along each tie.
        width: of the drawing.
    """
    taken = list(boxes)
    # The one that has no choice of side comes first.
    for label in sorted(labels, key=lambda label: not label.is_here):
        best, ties_at = None, {}
        for strain, lines, is_below, x in _places(label, width):
            label.put(lines, is_below, x)
            box = label.box
            height = box[1], box[3]
            if height not in ties_at:
                ties_at[height] = [tie for curve in curves if (tie := _between(curve, *height))]
            clashes = sum(overlap(box, other) for other in (*taken, *ties_at[height]))
            if best is None or (clashes, strain) < best[0]:
                best = (clashes, strain), lines, is_below, x
            if not clashes:
                break
        label.put(*best[1:])
        taken.append(label.box)


def _places(label: Label, width: int) -> list[tuple[int, tuple[str, ...], bool, int]]:
    """Where a label may stand, the most natural first: (how far from natural, lines, below its row, x)."""
    usual, places = label.lines, []
    for lines in _choices(label.title):
        label.lines = lines
        for is_below in (True,) if label.is_here else (False, True):
            strain = 30 * abs(len(lines) - len(usual)) + (40 if is_below else 0)
            for x in _steps(label.knot_x, label.width, width):
                places.append((strain + abs(x - label.knot_x), lines, is_below, x))
    return sorted(places, key=lambda place: place[0])


def _choices(title: str) -> list[tuple[str, ...]]:
    choices = []
    for longest in WRAPS:
        lines = wrap(title, longest)
        if lines not in choices and not (choices and lines[-1].endswith("…")):
            choices.append(lines)
    return choices


def _steps(knot_x: int, length: int, width: int) -> list[int]:
    """Where a label may begin: at its knot, a little to the left or right of it, or where the drawing ends."""
    last = width - length
    steps = range(knot_x - length - FURTHEST, knot_x + length // 2, STEP)
    return [x for x in (knot_x, *steps) if 0 <= x <= last] or [max(0, last)]


def _between(curve: list[Point], top: int, bottom: int) -> Box | None:
    """Where a tie runs between two heights, with a little room at its sides."""
    found = [x for x, y in curve if top < y < bottom]
    return (min(found) - 6, top, max(found) + 6, bottom) if found else None


def overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
