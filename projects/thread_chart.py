"""The drawing of a thread: where each project, tie and label goes. Pure geometry; projects/_thread_chart.html draws it.

Years run to the right, a row for each project: the newest on top, the one whose page it is at the bottom. The units are
pixels of the widest layout. Numbers leave here whole or as text, for a Lithuanian template would write 12,5.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from lvg_portal.typography import typeset
from projects.models import Project, ProjectLink
from projects.thread_labels import LINE, Label, Point, place
from projects.threads import Knot, Thread

Kind = ProjectLink.Kind

WIDTH = 1160
FIRST_X, LAST_X = 70, 1006  # of the first and the last year's line
WIDEST_YEAR = 240  # a short thread is not stretched beyond this
ROW = 74  # the height of one whose label has a single line
AXIS = 34
NEAR = 24  # two beginnings that are hardly apart
DEPARTURES = (40, 20, 0, 64, 90, 130, 180, 240)  # how long before the later project a tie may leave the earlier one
LOOSE = 0.5  # years: how far the loose dashes reach behind what is known


@dataclass
class Span:
    """One project: its knot, its woven line and its label."""

    knot: Knot
    x: int
    y: int
    end: int  # of what is known; the loose dashes begin here
    loose: int | None  # where they end
    label: Label

    @property
    def project(self) -> Project:
        return self.knot.project

    @property
    def css_class(self) -> str:
        return theme_class(self.project)

    @property
    def knot_x(self) -> int:
        """The left corner of the knot; ``halo_x`` that of the ring which lights up on focus."""
        return self.x - 11

    @property
    def halo_x(self) -> int:
        return self.x - 17


@dataclass(frozen=True)
class Line:
    """One tie, as a path."""

    kind: str
    css_class: str
    path: str
    points: list[Point] = field(repr=False)


@dataclass(frozen=True)
class Chart:
    height: int
    years: list[dict]  # {"year": 2018, "x": 70, "named": True}
    spans: list[Span]
    lines: list[Line]

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def first_year(self) -> int:
        return self.years[0]["year"]

    @property
    def last_year(self) -> int:
        return self.years[-1]["year"]

    @property
    def kinds(self) -> set[str]:
        """Which ties the legend has to explain."""
        return {line.kind for line in self.lines}

    @property
    def has_loose_ends(self) -> bool:
        return any(span.loose for span in self.spans)


def theme_class(project: Project) -> str:
    return project.main_theme.css_class if project.main_theme else "theme-strategy"


def chart_of(thread: Thread) -> Chart | None:
    """The drawing; None where fewer than two projects have a year to stand at."""
    knots = [knot for knot in thread.knots if knot.project.start_year]
    if len(knots) < 2 or thread.here.start_year is None:
        return None
    scale = _Scale([knot.project for knot in knots])
    spans = _rows(knots, scale)
    by_project = {span.project.pk: span for span in spans}
    lines = [
        _line(by_project[tie.earlier.pk], by_project[tie.later.pk], tie.kind, spans)
        for tie in thread.ties
        if tie.earlier.pk in by_project and tie.later.pk in by_project
    ]
    labels = [span.label for span in spans]
    boxes = [(span.x, span.y - 7, span.loose or span.end, span.y + 7) for span in spans]
    place(labels, [(0, 0, WIDTH, AXIS), *boxes], [line.points for line in lines], WIDTH)
    return Chart(labels[-1].box[3] + 8, scale.years(), spans, lines)


class _Scale:
    """From times to x. A time is a year with its part gone by: 2020.5 is the middle of 2020."""

    def __init__(self, projects: list[Project]):
        this_year = timezone.localdate().year
        starts = [project.start_year for project in projects]
        ends = [project.end_year for project in projects if project.end_year]
        runs_on = any(project.stage == Project.Stage.ACTIVE and not project.end_year for project in projects)
        known = max([*starts, *ends, *([this_year] if runs_on else [])])
        self.first = min(starts)
        # What lasts beyond next year leaves the picture on the right.
        self.last = max(*starts, min(known, this_year)) + 1
        self.year = min((LAST_X - FIRST_X) / (self.last - self.first), WIDEST_YEAR)
        self.edge = round(min(self.x(self.last) + WIDTH - LAST_X, WIDTH))

    def x(self, moment: float) -> float:
        return FIRST_X + self.year * (moment - self.first)

    def years(self) -> list[dict]:
        every = max(1, round(60 / self.year))  # a year's number needs its room
        return [
            {"year": year, "x": round(self.x(year)), "named": (year - self.first) % every == 0}
            for year in range(self.first, self.last + 1)
        ]

    def span(self, project: Project) -> tuple[int, int, int | None]:
        """x of the beginning, of the end of what is known, and of the loose end, if any."""
        start = _moment(project.start_on) if project.start_on else project.start_year
        loose = None
        if project.end_on:
            end = _moment(project.end_on)
        elif project.end_year:
            end = project.end_year + 1
        elif project.stage == Project.Stage.ACTIVE:
            end = self.last + 9  # runs on: out of the picture
        else:
            end = start if project.stage == Project.Stage.PLANNED else start + 1
            loose = end + LOOSE
        first = round(self.x(start))
        return (
            first,
            max(first, min(round(self.x(end)), self.edge)),
            min(round(self.x(loose)), self.edge) if loose else None,
        )


def _moment(day: date) -> float:
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def _rows(knots: list[Knot], scale: _Scale) -> list[Span]:
    """From top to bottom: the newest first, the project itself last."""
    others = [knot for knot in reversed(knots) if not knot.is_here]
    spans, y = [], AXIS - 24
    for knot in [*others, *[knot for knot in knots if knot.is_here]]:
        start, end, loose = scale.span(knot.project)
        label = Label(typeset(knot.project.title), start, y, knot.is_here)
        y += ROW + (0 if knot.is_here else LINE * (len(label.lines) - 1))
        label.row_y = y
        spans.append(Span(knot, start, y, end, loose, label))
    return spans


# --- Ties ------------------------------------------------------------------------------------------------------------
def _line(earlier: Span, later: Span, kind: str, spans: list[Span]) -> Line:
    """From one project's line to the other one's knot; straight up where both began at the same time."""
    first, second = (earlier, later) if earlier.x <= later.x else (later, earlier)
    if second.x <= first.x + NEAR:
        departures = [first.x]
    elif kind == Kind.MAKES_POSSIBLE and first is not earlier:
        # The enabling project began later than what it made possible: it meets the other one under way.
        departures = [min(first.end, second.x)]
    else:
        departures = [max(first.x, min(first.end, second.x - before)) for before in DEPARTURES]
    curves = [_curve((departure, first.y), (second.x, second.y)) for departure in dict.fromkeys(departures)]
    knots = [(span.x, span.y) for span in spans if span is not first and span is not second]
    curve = next((curve for curve in curves if not _runs_over(_along(curve), knots)), curves[0])
    # What makes possible is the red thread, whatever the themes.
    css_class = "theme-heritage" if kind == Kind.MAKES_POSSIBLE else theme_class(first.project)
    return Line(kind, css_class, _path(curve), _along(curve))


def _curve(start: Point, end: Point) -> list[Point]:
    """The four points of a cubic curve: along the line at first, or straight up to what is right above."""
    if abs(end[0] - start[0]) > NEAR:
        bend = (end[0] - start[0]) * 0.6
        return [start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end]
    middle = (start[1] + end[1]) / 2
    return [start, (start[0], middle), (end[0], middle), end]


def _runs_over(points: list[Point], knots: list[Point]) -> bool:
    """Whether a tie would touch a knot that it does not join."""
    return any(abs(x - knot_x) + abs(y - knot_y) < 20 for x, y in points for knot_x, knot_y in knots)


def _path(points: list[Point]) -> str:
    (x, y), *rest = points
    return f"M{x:.0f} {y:.0f}C" + " ".join(f"{px:.0f} {py:.0f}" for px, py in rest)


def _along(curve: list[Point]) -> list[Point]:
    """Points along a cubic curve, closer to each other than a line of text is high."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = curve
    steps = 12 + round((abs(dx - ax) + abs(dy - ay)) / 6)
    found = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
        found.append((a * ax + b * bx + c * cx + d * dx, a * ay + b * by + c * cy + d * dy))
    return found
