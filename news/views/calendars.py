"""Calendar files: of everything, to subscribe to, and of one event."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from lvg_portal import addresses
from news.calendar import CONTENT_TYPE, calendar_file
from news.models import Event

KEPT = timedelta(days=365)  # past events that a subscribed calendar still shows
MOST = 500


def events_ics(request: HttpRequest) -> HttpResponse:
    events = Event.objects.public().translated().select_related("place")
    recent = events.filter(over_at__gte=timezone.now() - KEPT).order_by("over_at", "pk")[:MOST]
    return HttpResponse(calendar_file(recent, name=_("Events of the Alytus District LAG")), content_type=CONTENT_TYPE)


def event_ics(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        event = addresses.find(Event.objects.public().select_related("place"), slug)
    except addresses.Moved as moved:
        return redirect(f"{moved.address.rstrip('/')}.ics", permanent=True)
    answer = HttpResponse(calendar_file([event]), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{event.slug}.ics"'
    return answer
