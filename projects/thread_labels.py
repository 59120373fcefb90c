"""Where the titles stand in the drawing of a thread, so that no line runs through one and none covers another."""

import textwrap
from dataclasses import dataclass, field

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
    lines: list[str] = field(default_factory=list)
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

    def put(self, lines: list[str], is_below: bool, x: int) -> None:
        self.lines, self.x = lines, x
        self.y = self.row_y + 34 if is_below else self.row_y - 20 - LINE * (len(lines) - 1)


def wrap(title: str, longest: int = WRAPS[0]) -> list[str]:
    """A label's lines, three at most and about equally long; what does not fit is left to "…"."""
    lines = _wrapped(title, longest)
    for narrower in range(longest - 1, longest // 2, -1):
        attempt = _wrapped(title, narrower)
        if len(attempt) > len(lines) or attempt[-1].endswith("…"):
            break
        lines = attempt
    return lines


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
        usual = len(label.lines)
        best = None
        for lines in _choices(label.title):
            for is_below in (True,) if label.is_here else (False, True):
                label.put(lines, is_below, 0)
                right, top, bottom = label.width, label.box[1], label.box[3]
                passing = [[x for x, y in curve if top < y < bottom] for curve in curves]
                for x in _steps(label.knot_x, right, width):
                    box = (x, top, x + right, bottom)
                    clashes = sum(any(x - 6 < at < x + right + 6 for at in found) for found in passing)
                    clashes += sum(_overlap(box, other) for other in taken)
                    strain = abs(x - label.knot_x) + 30 * abs(len(lines) - usual) + (40 if is_below else 0)
                    if best is None or (clashes, strain) < best[0]:
                        best = (clashes, strain), lines, is_below, x
        label.put(*best[1:])
        taken.append(label.box)


def _choices(title: str) -> list[list[str]]:
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


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
