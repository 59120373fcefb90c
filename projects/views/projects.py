"""The list of projects, and one project with its money, its thread and what came of it."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvg_portal import addresses
from lvg_portal.paging import page_of
from projects import countries, money, thread_chart
from projects.filters import ProjectFilter
from projects.models import Organisation, Partnership, Project, ProjectLink
from projects.threads import Thread, thread_of

MOST_RELATED = 3  # of news, events and opportunities each; the rest is a link away
MOST_LOCAL_PROJECTS = 200
ROLES = {
    Partnership.Role.LEAD: gettext_lazy("Led by"),
    Partnership.Role.PARTNER: gettext_lazy("Partners"),
    Partnership.Role.PARTICIPANT: gettext_lazy("Taking part"),
}


def project_list(request: HttpRequest) -> HttpResponse:
    found = Project.objects.public().with_partners().select_related("main_theme", "cover").latest_first()
    filters = ProjectFilter(request.GET, queryset=found)
    notice = "" if filters.is_valid() else _("We did not understand the filter, so it is not applied.")
    context = {
        "filters": filters,
        "notice": notice,
        "is_by_title": filters.form.cleaned_data.get("sort") == "title",
        "page": page_of(request, filters.qs),
    }
    return render(request, "projects/project_list.html", context)


def project_detail(request: HttpRequest, slug: str) -> HttpResponse:
    found = Project.objects.public().select_related("programme", "main_theme", "cover")
    return render_project(request, addresses.find(found, slug))


def render_project(request: HttpRequest, project: Project) -> HttpResponse:
    """One project as visitors see it; the back office shows drafts through the same."""
    thread = thread_of(project)
    results = list(project.results.all())
    partnerships = list(project.partnerships.select_related("organisation"))
    articles = list(project.articles.public().newest_first().select_related("category")[: MOST_RELATED + 1])
    events = project.events.public().select_related("place")
    opportunities = project.opportunities.public().not_closed().select_related("theme", "place", "cover")
    return render(
        request,
        "projects/project_detail.html",
        {
            "project": project,
            "alternates": addresses.alternates(project),
            "themes": project.themes.all(),
            "audiences": project.audiences.all(),
            "places": project.places.all(),
            "results": results,
            "results_in_words": [result for result in results if result.value is None],
            "leads": [each.organisation for each in partnerships if each.role == Partnership.Role.LEAD],
            "partners": partner_groups(partnerships),
            "thread": thread,
            "chart": thread and thread_chart.chart_of(thread),
            "account": _account(project, thread),
            "local_projects": _local_projects(project),
            "articles": articles[:MOST_RELATED],
            "has_more_articles": len(articles) > MOST_RELATED,
            "events": list(events.upcoming()[:MOST_RELATED]) or events.past()[:MOST_RELATED],
            "opportunities": opportunities[:MOST_RELATED],
            "gallery": project.gallery.all(),
            "older": Project.objects.public().older_than(project),
            "newer": Project.objects.public().newer_than(project),
        },
    )


def partner_groups(partnerships: list[Partnership]) -> list[tuple[str, str, list[Organisation]]]:
    """The partners by role and country: role in words, the country's name or "" where all are of one, organisations."""
    several = len({each.organisation.country for each in partnerships}) > 1
    groups: dict[tuple[str, str], list[Organisation]] = {}
    for role in ROLES:
        for each in partnerships:
            if each.role == role:
                country = countries.name(each.organisation.country) if several else ""
                groups.setdefault((ROLES[role], country), []).append(each.organisation)
    return [(role, country, organisations) for (role, country), organisations in groups.items()]


def _account(project: Project, thread: Thread | None) -> money.Account:
    """The project's own money and, of a municipal grant, that of the projects it made possible."""
    enabled = []
    if project.kind == Project.Kind.MUNICIPAL and thread:
        enabled = [
            tie.later for tie in thread.ties if tie.earlier == project and tie.kind == ProjectLink.Kind.MAKES_POSSIBLE
        ]
        prefetch_related_objects(enabled, "funding")
    return money.Account(
        money.budget(project.funding.all()), [(each, money.budget(each.funding.all())) for each in enabled]
    )


def _local_projects(project: Project):
    """What a strategy funded; nothing else funds local projects."""
    if project.kind != Project.Kind.STRATEGY:
        return []
    return project.local_projects.public().select_related("beneficiary", "place").order_by("-pk")[:MOST_LOCAL_PROJECTS]
