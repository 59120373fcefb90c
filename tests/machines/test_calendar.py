"""A calendar program reads our files; an independent parser stands in for it."""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from django.utils import timezone

from tests import make

pytestmark = pytest.mark.django_db


def read(client, address: str):
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return vobject.readOne(answer.content.decode())


def events_in(calendar) -> list[str]:
    return [item.summary.value for item in calendar.contents.get("vevent", [])]


def one(client, **facts):
    event = make.event(slug_lt="renginys", **facts)
    return event, read(client, "/renginiai/renginys.ics").vevent


# --- When -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("starts_at", "expected"),
    [
        (make.at(2026, 12, 4, 17, 30), datetime(2026, 12, 4, 15, 30, tzinfo=UTC)),
        (make.at(2027, 6, 19, 11), datetime(2027, 6, 19, 8, tzinfo=UTC)),
        # The clocks go forward at 3.00 on 28 March 2027 and back at 4.00 on 31 October 2027.
        (make.at(2027, 3, 28, 2, 30), datetime(2027, 3, 28, 0, 30, tzinfo=UTC)),
        (make.at(2027, 3, 28, 10), datetime(2027, 3, 28, 7, tzinfo=UTC)),
        (make.at(2027, 10, 31, 10), datetime(2027, 10, 31, 8, tzinfo=UTC)),
    ],
)
def test_hours_are_those_of_vilnius_summer_and_winter(client, starts_at, expected):
    _event, entry = one(client, starts_at=starts_at)

    assert entry.dtstart.value.astimezone(UTC) == expected
    assert entry.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Vilnius"]


def test_an_event_over_the_change_of_clocks_ends_when_it_ends(client):
    _event, entry = one(client, starts_at=make.at(2027, 3, 27, 22), ends_at=make.at(2027, 3, 28, 6))

    assert entry.dtend.value.astimezone(UTC) - entry.dtstart.value.astimezone(UTC) == timedelta(hours=7)


def test_whole_days_are_dates_and_the_end_is_the_day_after(client):
    make.whole_days(date(2027, 3, 27), date(2027, 3, 28), slug_lt="renginys")

    entry = read(client, "/renginiai/renginys.ics").vevent

    assert (entry.dtstart.value, entry.dtend.value) == (date(2027, 3, 27), date(2027, 3, 29))


def test_an_unknown_end_is_left_out(client):
    _event, entry = one(client, starts_at=make.at(2027, 1, 21, 10), ends_at=None)

    assert "dtend" not in entry.contents


# --- What -----------------------------------------------------------------------------------------------------------
def test_the_same_event_keeps_its_name_and_counts_its_changes(client):
    event, before = one(client, slug_en="event")
    event.title_lt = "Kitas pavadinimas"
    event.slug_lt = "kitas"
    event.save()

    after = read(client, "/renginiai/kitas.ics").vevent
    english = read(client, "/en/events/event.ics").vevent

    assert before.uid.value == after.uid.value == english.uid.value
    assert int(after.sequence.value) == int(before.sequence.value) + 1
    assert after.last_modified.value >= before.last_modified.value
    assert after.url.value.endswith("/renginiai/kitas/")


def test_a_cancelled_event_stays_and_says_why(client):
    event, entry = one(client, where_lt="Daugai; salė, 2 a.")
    assert entry.status.value == "CONFIRMED"
    assert entry.location.value == "Daugai; salė, 2 a."

    event.state, event.cancelled_because_lt = "cancelled", "Susirgo lektorė."
    event.save()

    entry = read(client, "/renginiai/renginys.ics").vevent
    assert entry.status.value == "CANCELLED"
    assert "Susirgo lektorė." in entry.description.value


def test_text_that_could_break_the_file_does_not(client):
    title = "Ą" * 100 + " \\ ; , END:VEVENT"
    _event, entry = one(client, title_lt=title, summary_lt="Pirma\r\nBEGIN:VALARM\x0bantra")

    assert entry.summary.value == title
    assert "BEGIN:VALARM" in entry.description.value
    assert "valarm" not in entry.contents


# --- Which ----------------------------------------------------------------------------------------------------------
def test_the_calendar_holds_what_is_to_come_and_the_last_year(client):
    now = timezone.now()
    make.event(title_lt="Bus", starts_at=now + timedelta(days=300))
    make.event(title_lt="Buvo", starts_at=now - timedelta(days=300))
    make.event(title_lt="Seniai", starts_at=now - timedelta(days=400))
    make.event(title_lt="Slapukas", status="draft")

    assert sorted(events_in(read(client, "/renginiai.ics"))) == ["Bus", "Buvo"]


def test_the_english_calendar_holds_what_has_been_translated(client):
    make.event(title_lt="Lietuviškas")
    make.event(title_lt="Abiem", title_en="In both")

    assert events_in(read(client, "/en/events.ics")) == ["In both"]


def test_an_empty_calendar_is_a_calendar(client):
    calendar = read(client, "/renginiai.ics")

    assert events_in(calendar) == []
    assert calendar.x_wr_calname.value == "Alytaus rajono VVG renginiai"
    assert (calendar.refresh_interval.value, calendar.x_published_ttl.value) == ("PT6H", "PT6H")


def test_drafts_have_no_file_and_old_addresses_lead_to_the_new_one(client):
    event = make.event(slug_lt="senas", status="draft")
    assert client.get("/renginiai/senas.ics").status_code == 404

    event.slug_lt, event.status = "naujas", "published"
    event.save()

    moved = client.get("/renginiai/senas.ics")
    assert (moved.status_code, moved["Location"]) == (301, "/renginiai/naujas.ics")


@pytest.mark.parametrize("rows", [1, 12])
def test_it_costs_one_query(client, django_assert_num_queries, rows):
    for _ in range(rows):
        make.event(place=make.place())

    with django_assert_num_queries(1):
        client.get("/renginiai.ics")
