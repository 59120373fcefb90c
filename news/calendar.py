"""Events as calendar files (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone, vDuration
from icalendar import Event as Entry

from lvg_portal.middleware import clean_text

from .models import Event

CONTENT_TYPE = "text/calendar; charset=utf-8"
LOOK_AGAIN = timedelta(hours=6)
# Written out: icalendar's own add_missing_timezones() lists days up to 2038 and lets each summer begin an hour late.
# The rule has held since 2003. Source: IANA time zone database, "Rule EU".
VILNIUS = """BEGIN:VTIMEZONE
TZID:Europe/Vilnius
BEGIN:STANDARD
DTSTART:20031026T040000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:EET
TZOFFSETFROM:+0300
TZOFFSETTO:+0200
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20030330T030000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:EEST
TZOFFSETFROM:+0200
TZOFFSETTO:+0300
END:DAYLIGHT
END:VTIMEZONE
"""
STATUS = {Event.State.SCHEDULED: "CONFIRMED", Event.State.CANCELLED: "CANCELLED"}


def calendar_file(events: Iterable[Event], name: str = "") -> bytes:
    """A calendar file in the active language, ``events`` with their ``place``; a named one is to be subscribed to."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//{urlsplit(settings.SITE_URL).hostname}//LVG portal//{get_language().upper()}")
    if name:
        calendar.add("x-wr-calname", clean_text(name))
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(LOOK_AGAIN))
    calendar.add_component(Timezone.from_ical(VILNIUS))
    for event in events:
        calendar.add_component(entry(event))
    return calendar.to_ical()


def entry(event: Event) -> Entry:
    changed = event.updated_at.astimezone(UTC).replace(microsecond=0)
    item = Entry()
    # Not the address: that changes with the title and the language, and each calendar would keep the event twice.
    item.add("uid", f"event-{event.pk}@{urlsplit(settings.SITE_URL).hostname}")
    item.add("sequence", event.sequence)
    item.add("dtstamp", changed)
    item.add("last-modified", changed)
    item.add("status", STATUS[event.state])
    if event.is_all_day:
        item.add("dtstart", event.first_day)
        item.add("dtend", event.last_day + timedelta(days=1))
    else:
        item.add("dtstart", timezone.localtime(event.starts_at))
        if event.ends_at:
            item.add("dtend", timezone.localtime(event.ends_at))
    item.add("summary", clean_text(event.title))
    item.add("description", clean_text(description(event)))
    if location := event.where or (event.place and event.place.title):
        item.add("location", clean_text(location))
    item.add("url", settings.SITE_URL + event.get_absolute_url())
    item.add("categories", [str(event.get_kind_display())])
    return item


def description(event: Event) -> str:
    """What a calendar shows beside the title, in plain text."""
    lines = []
    if event.is_example:
        lines.append(_("Example"))
    if event.is_cancelled:
        lines.append(pgettext("event", "Cancelled: %(reason)s") % {"reason": event.cancelled_because})
    if event.precision_note:
        lines.append(event.precision_note)
    lines.append(event.summary)
    if event.online_url:
        lines.append(_("Online: %(address)s") % {"address": event.online_url})
    if event.accessibility:
        lines.append(_("Accessibility: %(text)s") % {"text": event.accessibility})
    return "\n\n".join(lines)
