"""The hours journal: times as people type them, which hours are possible, and who decides on them."""

import contextlib
import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests import make
from volunteers import agreements, daytime, hours
from volunteers.flow import By, MoveRefused, make_move
from volunteers.models import HoursEntry, Task


def facts(days_ago: int = 1, began: int = 540, minutes: int = 60, **more) -> dict:
    day = timezone.localdate() - timedelta(days=days_ago)
    return {"worked_on": day, "began_minute": began, "minutes": minutes, "activity": "Padėjau", **more}


def refused(application, **more) -> dict:
    with pytest.raises(ValidationError) as refusal:
        hours.enter(application, facts(**more))
    return refusal.value.message_dict


# --- Times ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "minute"),
    [("9", 540), ("9:00", 540), ("9.30", 570), ("09,30", 570), ("17:45", 1065), ("0930", 570), ("930", 570)]
    + [("9 val.", 540), ("17h", 1020), ("9 30", 570), ("0:00", 0), ("24:00", 1440), (" 8 ", 480)],
)
def test_times_are_read_as_people_type_them(typed, minute):
    assert daytime.parse(typed) == minute


@pytest.mark.parametrize(
    "typed", ["", "rytas", "25", "9:60", "24:01", "9:5", "-1", "９", "12:30:00", "1e3", "9:00–12:00"]
)
def test_what_is_no_time_is_told_so(typed):
    with pytest.raises(daytime.NotATime):
        daytime.parse(typed)


@given(some.integers(0, 1440))
def test_every_time_is_read_back_from_how_it_is_shown(minute):
    assert daytime.parse(daytime.clock(minute)) == minute


@given(some.text(max_size=12))
def test_no_text_breaks_the_reading_of_times(typed):
    with contextlib.suppress(daytime.NotATime):
        assert 0 <= daytime.parse(typed) <= 1440


# --- Which hours are possible -----------------------------------------------------------------------------------------
def test_hours_within_the_agreement_are_kept_and_wait(db):
    application = make.volunteer(since=10)

    entry = hours.enter(application, facts())

    assert (entry.status, entry.minutes, entry.entered_by) == ("entered", 60, None)


@pytest.mark.parametrize(("days_ago", "what"), [(-1, "dar neatėjo"), (11, "Sutartis galioja")])
def test_no_hours_of_the_future_or_outside_the_agreement(db, days_ago, what):
    assert what in refused(make.volunteer(since=10), days_ago=days_ago)["worked_on"][0]


def test_without_an_agreement_hours_count_from_the_first_day_of_volunteering(db):
    application = make.volunteer(since=10, signed=False)

    hours.enter(application, facts(days_ago=10))

    assert "prasidėjo" in refused(application, days_ago=11)["worked_on"][0]


def test_an_agreement_that_not_everyone_signed_covers_nothing(db):
    application = make.volunteer(since=5, signed=False)
    make.agreement(application, signed=False, starts_on=timezone.localdate() - timedelta(days=90))

    assert agreements.periods(application) == []
    assert "worked_on" in refused(application, days_ago=60)


def test_a_pause_holds_no_hours_but_the_days_around_it_do(db, coordinator):
    application = make.volunteer(since=20)
    pause = make_move(application, "pause", by=By.STAFF, actor=coordinator, reason="Sesija")
    pause.at = timezone.now() - timedelta(days=9)
    pause.save()

    hours.enter(application, facts(days_ago=9))

    assert "pristabdyta" in refused(application, days_ago=5)["worked_on"][0]


def test_after_the_end_hours_are_entered_and_corrected_for_two_weeks(db, coordinator):
    application = make.volunteer(since=20)
    make_move(application, "complete", by=By.STAFF, actor=coordinator)

    late = hours.enter(application, facts())
    from_paper = hours.enter(application, facts(began=15 * 60), user=coordinator)
    application.status_since = timezone.now() - timedelta(days=15)

    assert (late.status, from_paper.status, from_paper.entered_by) == ("entered", "confirmed", coordinator)
    assert not hours.may_enter(application)


def test_before_the_start_nobody_enters(db, coordinator):
    with pytest.raises(ValidationError):
        hours.enter(make.application(status="accepted"), facts(), user=coordinator)


@pytest.mark.parametrize(("began", "minutes"), [(540, 60), (500, 41), (599, 1), (0, 1440)])
def test_overlapping_hours_are_refused_with_those_they_meet(db, began, minutes):
    application = make.volunteer()
    hours.enter(application, facts(began=540, minutes=60, activity="Šlaviau"))

    assert "9:00" in refused(application, began=began, minutes=minutes)["began"][0]


@pytest.mark.parametrize(("began", "minutes"), [(480, 60), (600, 840)])
def test_hours_that_only_touch_are_kept(db, began, minutes):
    application = make.volunteer()
    hours.enter(application, facts(began=540, minutes=60))

    hours.enter(application, facts(began=began, minutes=minutes))

    assert application.hours.count() == 2


def test_the_database_refuses_an_overlap_and_a_day_of_25_hours(db):
    first = make.hours(make.volunteer(), began=540, minutes=60)

    for wrong in ({"began": 570}, {"began": 1380, "minutes": 61}):
        with pytest.raises(IntegrityError), transaction.atomic():
            make.hours(first.application, **wrong)


@pytest.mark.django_db(transaction=True)
def test_of_two_entries_at_once_one_is_kept_and_the_other_is_told():
    application, told, start = make.volunteer(), [], threading.Barrier(2)

    def enter(began: int):
        close_old_connections()
        start.wait()
        try:
            hours.enter(application, facts(began=began, minutes=120))
        except ValidationError as refusal:
            told.append(refusal.message_dict)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=[began]) for began in (540, 600)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert application.hours.count() == 1
    assert [list(errors) for errors in told] == [["began"]]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(some.tuples(some.integers(0, 1439), some.integers(1, 1440)), max_size=8))
def test_whatever_is_entered_the_hours_kept_never_overlap_nor_exceed_a_day(db, tried):
    application, kept = make.volunteer(), set()
    for began, minutes in tried:
        wanted = set(range(began, began + minutes))
        is_possible = began + minutes <= daytime.LAST and not kept & wanted
        if is_possible:
            hours.enter(application, facts(began=began, minutes=minutes))
            kept |= wanted
        elif application.hours.filter(began_minute=began, minutes=minutes).exists():
            hours.enter(application, facts(began=began, minutes=minutes))  # the same form, sent twice
        elif began + minutes <= daytime.LAST:
            refused(application, began=began, minutes=minutes)

    assert sum(application.hours.values_list("minutes", flat=True)) == len(kept) <= daytime.LAST


# --- Deciding ---------------------------------------------------------------------------------------------------------
def seen(*entries) -> dict:
    return {entry.pk: hours.fingerprint(entry) for entry in entries}


def test_confirming_confirms_only_what_was_seen(db, coordinator):
    application = make.volunteer()
    same, changed = make.hours(application), make.hours(application, days_ago=2)
    on_the_page = seen(same, changed)
    HoursEntry.objects.filter(pk=changed.pk).update(minutes=480)

    assert hours.confirm(application, on_the_page, user=coordinator) == 1
    assert list(application.hours.filter(status="confirmed")) == [same]
    assert application.hours.get(status="confirmed").decided_by == coordinator


def test_another_applications_hours_are_out_of_reach(db, coordinator):
    strange = make.hours(make.volunteer())

    assert hours.confirm(make.volunteer(), seen(strange), user=coordinator) == 0


def test_returned_hours_are_told_once_and_entered_anew(db, coordinator):
    application = make.volunteer()
    first, second = make.hours(application), make.hours(application, days_ago=2, status="confirmed")

    hours.give_back(application, seen(first), user=coordinator, reason="Kitas laikas")
    hours.give_back(application, seen(second), user=coordinator, reason="Kita diena")
    again = hours.enter(application, facts(), entry=first)

    assert list(make.letters_waiting("hours_returned")) == [application.pk]
    assert (again.status, again.returned_because, again.decided_at) == ("entered", "", None)


def test_who_has_no_email_is_called_about_returned_hours(db, coordinator):
    application = make.volunteer(person=make.person(email="", phone="+37061234567"))

    hours.give_back(application, seen(make.hours(application)), user=coordinator, reason="Kitas laikas")

    assert application.tasks.get(what=Task.What.CALL).letter == "hours_returned"


def test_confirmed_hours_are_neither_changed_nor_deleted_by_the_volunteer(db):
    application = make.volunteer()
    entry = make.hours(application, status="confirmed")

    with pytest.raises(ValidationError):
        hours.enter(application, facts(), entry=entry)
    with pytest.raises(ValidationError):
        hours.take_out(application, entry)

    assert application.hours.count() == 1


def test_volunteering_is_not_complete_while_hours_wait(db, coordinator):
    application = make.volunteer()
    entry = make.hours(application)

    with pytest.raises(MoveRefused):
        make_move(application, "complete", by=By.STAFF, actor=coordinator)
    hours.confirm(application, seen(entry), user=coordinator)
    make_move(application, "complete", by=By.STAFF, actor=coordinator)

    assert application.status == "completed"


# --- How far --------------------------------------------------------------------------------------------------------
def test_the_way_to_240_hours_counts_confirmed_hours_only(db):
    application = make.volunteer(opportunity=make.opportunity(kind="jst"))
    make.hours(application, minutes=600, status="confirmed")
    make.hours(application, days_ago=2, minutes=60)
    make.hours(application, days_ago=3, status="returned")

    way = hours.progress(application)

    assert (way.confirmed, way.waiting, way.returned, way.goal) == (600, 60, 1, 240 * 60)
    assert (way.percent, way.missing) == (4, 230 * 60)


def test_elsewhere_there_is_no_goal(db):
    assert hours.progress(make.volunteer()).goal == 0
