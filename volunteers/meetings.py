"""Talks with an applicant: inviting, another time, calling off; each told by letter with a calendar file (RFC 5545)."""

from datetime import UTC, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from lvg_portal.middleware import clean_text
from lvg_portal.templatetags.portal import long_date, short_time, weekday
from news.calendar import VILNIUS
from volunteers import locks
from volunteers.flow import By, make_move
from volunteers.models import Application, Meeting, StatusEvent

# The move that a form with a time belongs to; by itself it would tell of a meeting that stands nowhere.
ARRANGING = ("invite", "reschedule")
MIME_TYPE = "text/calendar"


def latest(application: Application) -> Meeting | None:
    return application.meetings.order_by("pk").last()


def arrange(application: Application, name: str, facts: dict, *, user: User) -> Meeting:
    """Invite, or set another time: the meeting, the move and its letter in one transaction. Raises MoveRefused.

    Args:
        name: "invite" or "reschedule".
        facts: ``starts_at``, ``minutes``, ``where``, ``with_whom``.
    """
    with transaction.atomic():
        if name == "reschedule" and (same := _sent_before(locks.row_of(application), facts)):
            return same
        # The letter is made when it is sent; what it says of the time stands in the trail as it was told.
        with translation.override(application.person.language):
            told = in_words(Meeting(**facts))
        make_move(application, name, by=By.STAFF, actor=user, reason=told[: StatusEvent.REASON_LENGTH])
        # Read under the lock of the move: of two who set another time at once, the second raises the sequence again.
        meeting = latest(application) if name == "reschedule" else None
        if meeting is None or meeting.cancelled_at:
            return Meeting.objects.create(application=application, created_by=user, **facts)
        for field, value in facts.items():
            setattr(meeting, field, value)
        meeting.sequence += 1
        meeting.save()
    return meeting


def _sent_before(application: Application, facts: dict) -> Meeting | None:
    """A second click sets no other time, and tells nobody."""
    meeting = latest(application)
    is_same = meeting and not meeting.cancelled_at and all(getattr(meeting, name) == facts[name] for name in facts)
    return meeting if is_same and application.status == Application.Status.INTERVIEW else None


def in_words(meeting: Meeting) -> str:
    """When, where and with whom, in the active language."""
    starts = timezone.localtime(meeting.starts_at)
    words = _("%(day)s (%(weekday)s) at %(time)s, about %(minutes)d min. Where: %(where)s") % {
        "day": long_date(starts),
        "weekday": weekday(starts),
        "time": short_time(starts),
        "minutes": meeting.minutes,
        "where": meeting.where,
    }
    return words + ("\n" + _("You will meet: %(name)s") % {"name": meeting.with_whom} if meeting.with_whom else "")


# --- The calendar file ------------------------------------------------------------------------------------------------
def calendar(meeting: Meeting) -> bytes:
    """The meeting in the active language. It has no METHOD: a file to keep, no invitation that demands an answer."""
    host = urlsplit(settings.SITE_URL).hostname
    item = Event()
    item.add("uid", f"{meeting.uid}@{host}")
    item.add("sequence", meeting.sequence)
    item.add("dtstamp", timezone.now().astimezone(UTC).replace(microsecond=0))
    item.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    item.add("dtstart", timezone.localtime(meeting.starts_at))
    item.add("dtend", timezone.localtime(meeting.starts_at + timedelta(minutes=meeting.minutes)))
    item.add("summary", _("Meeting about volunteering"))
    item.add("location", clean_text(meeting.where))
    lines = [_("Application %(number)s") % {"number": meeting.application.number}]
    if meeting.with_whom:
        lines.append(_("You will meet: %(name)s") % {"name": clean_text(meeting.with_whom)})
    item.add("description", "\n".join(lines))
    file = Calendar()
    file.add("version", "2.0")
    file.add("prodid", f"-//{host}//LVG portal//{get_language().upper()}")
    file.add_component(Timezone.from_ical(VILNIUS))
    file.add_component(item)
    return file.to_ical()


def was_called_off_by(application: Application, move: StatusEvent | None) -> bool:
    """The move made the meeting needless: its letter takes it out of the applicant's calendar."""
    meeting = latest(application)
    return bool(move and meeting and meeting.cancelled_at == move.at)


def attachments(application: Application) -> list[tuple[str, bytes, str]]:
    """For the letter about the latest meeting; none where it was agreed on in words only."""
    meeting = latest(application)
    return [(file_name(), calendar(meeting), MIME_TYPE)] if meeting else []


def file_name() -> str:
    return _("meeting.ics")
