"""Events: what is to come with its month, what is over, a month, one event."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lvg_portal import addresses
from lvg_portal.paging import page_of
from news import months
from news.archive import neighbours, years_of
from news.filters import EventFilter
from news.models import Event
from projects.models import Project

PER_PAGE = 12
PAST_PER_PAGE = 20


def event_list(request: HttpRequest) -> HttpResponse:
    events = Event.objects.public().select_related("place")
    filters = EventFilter(request.GET, queryset=events, request=request)
    notice = "" if filters.is_valid() else _("We did not understand the filter, so it is not applied.")
    if filters.is_past:
        return past_events(request, filters, notice)

    page = page_of(request, filters.qs.upcoming(), PER_PAGE)
    agenda = months.by_month(page)
    this_month = timezone.localdate().replace(day=1)
    month = max(agenda[0].first, this_month) if agenda else this_month
    return render(
        request,
        "news/event_list.html",
        {
            "filters": filters,
            "notice": notice,
            "page": page,
            "agenda": agenda,
            "further": page.paginator.count - page.end_index(),
            "on_page": {event.pk for event in page},
            "grid": months.Grid(month, filters.qs.between(*months.span(month))[: months.MOST]),
            **months.around(filters.qs, month),
        },
    )


def past_events(request: HttpRequest, filters: EventFilter, notice: str) -> HttpResponse:
    return render(
        request,
        "news/event_past.html",
        {
            "filters": filters,
            "notice": notice,
            "page": page_of(request, filters.qs.past(), PAST_PER_PAGE),
            "years": years_of(Event.objects.public().filter(starts_at__lt=timezone.now()), "starts_at"),
            "year": filters.form.cleaned_data.get("year"),
        },
    )


def event_month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    if not (months.FIRST_YEAR <= year <= months.LAST_YEAR and 1 <= month <= 12):
        raise Http404
    first = date(year, month, 1)
    public = Event.objects.public().select_related("place")
    events = list(public.between(*months.span(first))[: months.MOST])
    return render(
        request,
        "news/event_month.html",
        {
            "events": events,
            "on_page": {event.pk for event in events},
            "grid": months.Grid(first, events),
            **months.around(public, first),
        },
    )


def event_detail(request: HttpRequest, slug: str) -> HttpResponse:
    events = Event.objects.public().select_related("place", "theme", "cover", "project__main_theme")
    return render_event(request, addresses.find(events, slug))


def render_event(request: HttpRequest, event: Event) -> HttpResponse:
    """One event as visitors see it; the back office shows drafts through the same."""
    opportunities = event.opportunities.public().not_closed().select_related("theme", "place", "cover")
    return render(
        request,
        "news/event_detail.html",
        {
            "event": event,
            "alternates": addresses.alternates(event),
            "project": Project.objects.public().filter(pk=event.project_id).first(),
            "audiences": event.audiences.all(),
            "opportunities": opportunities[:5],
            **neighbours(Event.objects.public(), event, "starts_at"),
        },
    )
