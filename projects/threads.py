"""Which projects stand in the thread of one project: what made it possible, what it carries on, what grew out of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from projects.models import Project, ProjectLink

Kind = ProjectLink.Kind

MOST_KNOTS = 12
MOST_LINKS = 60  # of one step; beyond that no picture would help
STRONGEST_FIRST = [Kind.CONTINUES, Kind.MAKES_POSSIBLE, Kind.COMPLEMENTS]


@dataclass(frozen=True)
class Knot:
    """A project in a thread, and in words how it hangs there."""

    project: Project
    sentence: str
    is_here: bool


@dataclass(frozen=True)
class Tie:
    """What joins two projects; ``complements`` has no direction."""

    earlier: Project
    later: Project
    kind: str


@dataclass(frozen=True)
class Thread:
    here: Project
    knots: list[Knot]  # the earliest first; those whose year is unknown last
    ties: list[Tie]


def thread_of(here: Project) -> Thread | None:
    """The public projects within two links of one; None when it stands alone. Three queries.

    What only complements stands beside a thread: it is shown for the project itself, and nothing is followed from it.
    """
    links = ProjectLink.objects.public(here)
    near = _sorted(links.filter(Q(earlier=here) | Q(later=here))[:MOST_LINKS])
    if not near:
        return None
    followed = {_other(link, here.pk) for link in near if link.kind != Kind.COMPLEMENTS}
    far = _sorted(links.directed().filter(Q(earlier__in=followed) | Q(later__in=followed))[:MOST_LINKS])

    nearest_first = [_other(link, here.pk) for link in near] + [
        pk for link in far for pk in (link.earlier_id, link.later_id)
    ]
    chosen = [pk for pk in dict.fromkeys(nearest_first) if pk != here.pk][: MOST_KNOTS - 1]
    projects = {here.pk: here} | Project.objects.select_related("main_theme").in_bulk(chosen)
    ties = _ties([*near, *far], projects)
    knots = [Knot(project, _sentence(project, here, ties), project == here) for project in projects.values()]
    return Thread(here, sorted(knots, key=_by_time(ties)), ties)


def _sorted(links) -> list[ProjectLink]:
    return sorted(links, key=lambda link: (STRONGEST_FIRST.index(link.kind), link.pk))


def _other(link: ProjectLink, pk: int) -> int:
    return link.later_id if link.earlier_id == pk else link.earlier_id


def _ties(links: list[ProjectLink], projects: dict[int, Project]) -> list[Tie]:
    """The strongest link of each pair: what carries a project on was made possible by it, without saying."""
    ties: dict[frozenset, Tie] = {}
    for link in _sorted(links):
        if link.earlier_id in projects and link.later_id in projects:
            pair = frozenset((link.earlier_id, link.later_id))
            ties.setdefault(pair, Tie(projects[link.earlier_id], projects[link.later_id], link.kind))
    return list(ties.values())


def _by_time(ties: list[Tie]) -> Callable[[Knot], tuple]:
    """A key that sorts knots by year; within a year what came of another stands after it."""
    depths: dict[int, int] = {}

    def depth(pk: int) -> int:
        if pk not in depths:
            before = [tie.earlier.pk for tie in ties if tie.later.pk == pk and tie.kind != Kind.COMPLEMENTS]
            depths[pk] = max((depth(earlier) + 1 for earlier in before), default=0)
        return depths[pk]

    def key(knot: Knot) -> tuple:
        project = knot.project
        year = project.start_year or 9999
        return year, depth(project.pk), project.start_on or date(year, 1, 1), project.pk

    return key


def _sentence(project: Project, here: Project, ties: list[Tie]) -> str:
    """How a project hangs in the thread: by what joins it to ``here``, else to the one between."""
    if project == here:
        return _("You are reading about this project.")
    own = [tie for tie in ties if project in (tie.earlier, tie.later)]
    tie = next((tie for tie in own if here in (tie.earlier, tie.later)), own[0])
    is_later = tie.later == project
    other = tie.earlier if is_later else tie.later
    if other == here:
        return _about_here(tie.kind, is_later)
    return _about_another(tie.kind, is_later) % {"title": other.title}


def _about_here(kind: str, is_later: bool) -> str:
    if kind == Kind.COMPLEMENTS:
        return _("Complements this project.")
    if kind == Kind.CONTINUES:
        return _("Carries this project on.") if is_later else _("This project carries it on.")
    return _("Became possible thanks to this project.") if is_later else _("Made this project possible.")


def _about_another(kind: str, is_later: bool) -> str:
    if kind == Kind.CONTINUES:
        return _("Carries on the project “%(title)s”.") if is_later else _("The project “%(title)s” carries it on.")
    if is_later:
        return _("Became possible thanks to the project “%(title)s”.")
    return _("Made the project “%(title)s” possible.")
