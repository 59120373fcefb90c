"""Themes: all with their newest projects, and one with its thread over the years."""

from django.db.models import Exists, OuterRef, Q, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lvg_portal import addresses
from lvg_portal.paging import COUNT_STOPS_AT, page_of
from projects.models import Project, Theme

NEWEST = 3
MOST_RELATED = 3
LONGEST_THREAD = 40  # projects


def theme_list(request: HttpRequest) -> HttpResponse:
    themes = list(Theme.objects.all())
    ids = _newest_ids(themes)
    shown = Project.objects.in_bulk({pk for found in ids.values() for pk in found[:NEWEST]})
    for theme in themes:
        found = ids[theme.pk]
        theme.newest = [shown[pk] for pk in found[:NEWEST]]
        theme.project_count, theme.count_is_capped = len(found), len(found) > COUNT_STOPS_AT
    return render(request, "projects/theme_list.html", {"themes": themes})


def _newest_ids(themes: list[Theme]) -> dict[int, list[int]]:
    """The public projects of each theme by its number, the newest first; one more than is counted, to say "1000+"."""
    # One query of a branch for each theme, and not one with a subquery: PostgreSQL then knows which themes are rare.
    branches = [
        Project.objects.public()
        .filter(themes=theme)
        .latest_first()
        .annotate(theme=Value(theme.pk))
        .rewrite(False)  # modeltranslation would shuffle the columns, and a union goes by their order
        .values_list("theme", "start_year", "pk")[: COUNT_STOPS_AT + 1]
        for theme in themes
    ]
    rows = branches[0].union(*branches[1:], all=True) if branches else []
    ids = {theme.pk: [] for theme in themes}
    for theme_id, _year, pk in sorted(rows, key=lambda row: (row[1] or 0, row[2]), reverse=True):
        ids[theme_id].append(pk)
    return ids


def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    theme = addresses.find(Theme.objects.all(), slug)
    projects = Project.objects.public().filter(themes=theme).select_related("main_theme").latest_first()
    begun = list(projects.filter(start_year__isnull=False)[:LONGEST_THREAD])
    articles = theme.articles.public().newest_first().select_related("category")
    # The younger app's model by way of the relation: what belongs to a project of the theme belongs to the theme.
    # Asked row by row, for a join would bring an event once for each theme of its project.
    of_project = Exists(Project.objects.public().filter(pk=OuterRef("project"), themes=theme))
    events = theme.events.model.objects.public().filter(Q(theme=theme) | of_project)
    events = events.select_related("place")
    return render(
        request,
        "projects/theme_detail.html",
        {
            "theme": theme,
            "alternates": addresses.alternates(theme),
            "page": page_of(request, projects.with_partners().select_related("cover")),
            "thread": begun[::-1],
            "articles": articles[:MOST_RELATED],
            "events": list(events.upcoming()[:MOST_RELATED]) or events.past()[:MOST_RELATED],
        },
    )
