"""Write what stands in moves.MOVES into docs/: the diagram and the table, and the guide for staff."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from volunteers import guide
from volunteers.moves import MOVES, OPEN, By

PAPER = settings.BASE_DIR / "docs" / "volunteering.md"
GUIDE = settings.BASE_DIR / "docs" / "guide-volunteering.md"  # in Lithuanian: it is read by staff
BEGIN, END = "<!-- drawn by manage.py flow_table -->", "<!-- end of the drawing -->"


class Command(BaseCommand):
    help = "Write the table of moves into docs/volunteering.md and docs/guide-volunteering.md."

    def handle(self, **options):
        PAPER.write_text(redrawn(PAPER.read_text()))
        GUIDE.write_text(guide_for_staff())
        return f"{len(MOVES)} moves drawn"


def guide_for_staff() -> str:
    with translation.override("lt"):
        return guide.paper()


def redrawn(paper: str) -> str:
    """The paper with what stands between the two marks drawn anew."""
    before, _mark, rest = paper.partition(BEGIN)
    _old, _mark, after = rest.partition(END)
    with translation.override("en"):
        return f"{before}{BEGIN}\n\n{_diagram()}\n\n{_table()}\n\n{END}{after}"


def _diagram() -> str:
    """Withdrawing leads from every open status to the same end, and would hide the rest: the table has it."""
    arrows = {
        f"    {source} --> {move.target or source}: {name}"
        for name, move in MOVES.items()
        if name != "withdraw"
        for source in move.sources
    }
    first = [f"    [*] --> {status}: start" for status in ("email_pending", "guardian_pending", "submitted")]
    return "\n".join(["```mermaid", "stateDiagram-v2", *first, *sorted(arrows), "```"])


def _table() -> str:
    head = "| move | from | to | by | only if | letter | asked of staff |\n|---|---|---|---|---|---|---|"
    return "\n".join([head, *(_row(name, move) for name, move in MOVES.items())])


def _row(name: str, move) -> str:
    sources = "any open status" if move.sources == OPEN else ", ".join(f"`{source}`" for source in move.sources)
    conditions = [guard.__name__ for guard in move.guards]
    if move.when.__name__ != "<lambda>":
        conditions.insert(0, move.when.__name__)
    cells = [
        f"`{name}`",
        sources,
        f"`{move.target}`" if move.target else "stays",
        ", ".join(str(By(by)) for by in move.by),
        ", ".join(condition.replace("_", " ") for condition in conditions),
        f"`{move.letter}`" if move.letter else "",
        str(move.ask),
    ]
    return f"| {' | '.join(cells)} |"
