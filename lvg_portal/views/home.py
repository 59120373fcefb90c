"""The first page: what one can do here, what is coming, whose money it is, the projects and the news."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_safe

from lvg_portal.paging import CappedPaginator
from lvg_portal.typography import NBSP
from news.models import Article, Event
from projects import money
from projects.models import Project, Verb
from volunteers.models import Opportunity

LOOK_AHEAD = 60  # of what comes next, so that the page costs the same however much is planned
COMING_UP = 4
DOZEN = 12
# What is most our own first; the others step in where one of these is missing.
KINDS_SHOWN = [
    Project.Kind.TERRITORIAL,
    Project.Kind.STRATEGY,
    Project.Kind.INTERNATIONAL,
    Project.Kind.NATIONAL,
    Project.Kind.MUNICIPAL,
]


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    events = list(Event.objects.public().upcoming().select_related("place").prefetch_related("verbs")[:LOOK_AHEAD])
    opportunities = list(Opportunity.objects.public().open().prefetch_related("verbs")[:LOOK_AHEAD])
    projects = _newest_projects()
    context = {
        "doings": _doings(events, opportunities),
        "events": events[:COMING_UP],
        "projects": _featured(projects),
        "projects_counted": CappedPaginator(Project.objects.public().latest_first(), 1),
        "ratio": _ratio(projects),
        "articles": Article.objects.public().newest_first().select_related("category")[:3],
    }
    return render(request, "portal/home.html", context)


# --- What would you like to do? -------------------------------------------------------------------------------------
COUNTED = {
    Event.Kind.TRAINING: ngettext_lazy("%(n)s training", "%(n)s trainings", "n"),
    Event.Kind.TRIP: ngettext_lazy("%(n)s experience trip", "%(n)s experience trips", "n"),
    Event.Kind.CELEBRATION: ngettext_lazy("%(n)s celebration", "%(n)s celebrations", "n"),
    Event.Kind.MEETING: ngettext_lazy("%(n)s meeting", "%(n)s meetings", "n"),
    Event.Kind.INFO_DAY: ngettext_lazy("%(n)s info day", "%(n)s info days", "n"),
    Event.Kind.CONFERENCE: ngettext_lazy("%(n)s conference", "%(n)s conferences", "n"),
}
EVENTS_COUNTED = ngettext_lazy("%(n)s event", "%(n)s events", "n")
HANDS_COUNTED = ngettext_lazy("%(n)s opportunity to volunteer", "%(n)s opportunities to volunteer", "n")


@dataclass(frozen=True)
class Doing:
    """A verb and what is open for it now: an event that is the only one by its title, the rest by their number."""

    verb: Verb
    only: Event | Opportunity | None
    counted: list[str]


def _doings(events: list[Event], opportunities: list[Opportunity]) -> list[Doing]:
    events_for, hands_for = defaultdict(list), defaultdict(list)
    for event in events:
        if not event.is_cancelled:
            for verb in event.verbs.all():
                events_for[verb].append(event)
    for opportunity in opportunities:
        for verb in opportunity.verbs.all():
            hands_for[verb].append(opportunity)
    return [_doing(verb, events_for[verb], hands_for[verb]) for verb in Verb.objects.all()]


def _doing(verb: Verb, events: list[Event], opportunities: list[Opportunity]) -> Doing:
    only, counted = None, []
    if len(events) == 1 or (not events and len(opportunities) == 1):
        only = (events or opportunities)[0]
    if len(events) > 1:
        kinds = {event.kind for event in events}
        words = COUNTED[kinds.pop()] if len(kinds) == 1 else EVENTS_COUNTED
        counted.append(_count(words, events))
    if opportunities and only not in opportunities:
        counted.append(_count(HANDS_COUNTED, opportunities))
    return Doing(verb, only, counted)


def _count(words, things: list) -> str:
    return (words % {"n": len(things)}).replace(" ", NBSP, 1)  # the number stays with what it counts


# --- Projects -------------------------------------------------------------------------------------------------------
def _newest_projects() -> list[Project]:
    """The newest dozen of each kind, with their partners counted and their money."""
    newest = [
        Project.objects.public().filter(kind=kind).latest_first().values("pk")[:DOZEN] for kind in Project.Kind.values
    ]
    projects = Project.objects.filter(pk__in=newest[0].union(*newest[1:], all=True)).with_partners().latest_first()
    return list(projects.select_related("main_theme", "cover").prefetch_related("funding"))


def _featured(projects: list[Project]) -> list[Project]:
    """Of three kinds the project that most partners carry; among equals the newest."""
    shown = []
    for kind in KINDS_SHOWN:
        of_kind = [project for project in projects if project.kind == kind]
        if of_kind:
            shown.append(max(of_kind, key=lambda project: project.partner_count or 0))  # the first among equals
    return shown[:3]


def _ratio(projects: list[Project]) -> dict | None:
    """What one euro of the partners' own brings, from the newest territorial project whose money is all published."""
    for project in projects:
        if project.kind != Project.Kind.TERRITORIAL:
            continue
        budget = money.budget(project.funding.all())
        leverage = None if budget.leaves_out else money.leverage([budget])
        if leverage:
            own_share = (leverage.own / (leverage.own + leverage.grants) * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
            return {"project": project, "leverage": leverage, "own_share": own_share, "grants_share": 100 - own_share}
    return None
