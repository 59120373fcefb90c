"""Themes: all with their newest projects, and one with its thread over the years."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lvg_portal import addresses
from lvg_portal.paging import COUNT_STOPS_AT, page_of
from projects.models import Project, Theme

NEWEST = 3
MOST_RELATED = 3
LONGEST_THREAD = 40  # projects


def theme_list(request: HttpRequest) -> HttpResponse:
    newest_first = Project.objects.public().filter(themes=OuterRef("pk")).latest_first().values("pk")
    # One more than is counted, so that "1000+" can be said without counting everything.
    themes = list(Theme.objects.annotate(project_ids=ArraySubquery(newest_first[: COUNT_STOPS_AT + 1])))
    shown = Project.objects.in_bulk({pk for theme in themes for pk in theme.project_ids[:NEWEST]})
    for theme in themes:
        theme.newest = [shown[pk] for pk in theme.project_ids[:NEWEST]]
        theme.count_is_capped = len(theme.project_ids) > COUNT_STOPS_AT
    return render(request, "projects/theme_list.html", {"themes": themes})


def theme_detail(request: HttpRequest, slug: str) -> HttpResponse:
    theme = addresses.find(Theme.objects.all(), slug)
    projects = Project.objects.public().filter(themes=theme).select_related("main_theme").latest_first()
    begun = list(projects.filter(start_year__isnull=False)[:LONGEST_THREAD])
    articles = theme.articles.public().newest_first().select_related("category")
    # The younger app's model by way of the relation: what belongs to a project of the theme belongs to the theme.
    events = theme.events.model.objects.public().filter(Q(theme=theme) | Q(project__themes=theme))
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
