"""The table of moves, and the door through which they go."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from lvg_portal.models import Letter
from tests import make
from volunteers import flow, guide
from volunteers.flow import By, MoveRefused, lawful_moves, make_move
from volunteers.guards import runs_out_on
from volunteers.management.commands import flow_table
from volunteers.models import Application, Person, StatusEvent, Terms
from volunteers.moves import MOVES, OPEN, Move

Status = Application.Status


# --- The table ------------------------------------------------------------------------------------------------------
def test_the_paper_shows_the_table_as_it_is():
    paper = flow_table.PAPER.read_text()

    assert flow_table.redrawn(paper) == paper, "run: manage.py flow_table"


def test_the_guide_for_staff_tells_the_table_as_it_is():
    assert flow_table.guide_for_staff() == flow_table.GUIDE.read_text(), "run: manage.py flow_table"


def test_every_condition_and_consequence_has_words_in_the_guide():
    conditions = {check for move in MOVES.values() for check in (move.when, *move.guards)} - {Move.when}
    consequences = {deed for move in MOVES.values() for deed in move.then}

    assert {check.__name__ for check in conditions - guide.ONLY_IF.keys()} == set()
    assert {deed.__name__ for deed in consequences - guide.THEN.keys()} == set()
    assert set(guide.MEANS) == set(Status)


def test_who_waits_for_our_call_does_not_expire_before_it_is_due(db):
    by_phone = make.person(email="", phone="+37061234567")
    row = make.application(status="email_pending", person=by_phone, status_since=make.at(2026, 12, 23, 12))

    # Christmas, two week-ends and New Year: the fifth working day is later than the seventh day.
    assert runs_out_on(row) == date(2027, 1, 4)


def test_every_status_can_be_reached():
    reached = {move.target for move in MOVES.values()} | {Status.EMAIL_PENDING}

    assert set(Status) - reached == set()


def test_no_open_status_is_a_dead_end():
    left = {source for name, move in MOVES.items() for source in move.sources if name != "withdraw"}

    assert set(OPEN) - left == set()


def test_the_clock_and_the_guardian_never_do_what_staff_do():
    for move in MOVES.values():
        assert not {By.CLOCK, By.GUARDIAN} & set(move.by) or len(move.by) == 1


# --- The door -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", list(Status))
def test_a_move_from_the_wrong_status_is_refused_and_changes_nothing(db, coordinator, status):
    row = make.application(20, status)
    lawful = lawful_moves(row, By.STAFF)

    for name in MOVES.keys() - lawful.keys():
        with pytest.raises(MoveRefused) as refused:
            make_move(row, name, by=By.STAFF, actor=coordinator, reason="Priežastis")
        assert refused.value.lawful.keys() == lawful.keys()

    row.refresh_from_db()
    assert (row.status, StatusEvent.objects.count(), Letter.objects.count()) == (status, 1, 0)


def test_a_move_leaves_its_trail_and_its_letter(db, coordinator):
    row = make.application(20, "in_review")

    event = make_move(row, "decline", by=By.STAFF, actor=coordinator, reason=" Nėra vietų ")

    assert (event.source, event.target, event.by, event.actor) == ("in_review", "declined", "staff", coordinator)
    assert (event.reason, row.status, row.status_since) == ("Nėra vietų", "declined", event.at)
    assert (row.first_answer_at, row.decided_at) == (event.at, event.at)
    assert Letter.objects.get().key == "declined"


@pytest.mark.parametrize("reason", ["", "  ", "a" * 501])
def test_where_a_reason_is_asked_staff_give_one_that_fits(db, coordinator, reason):
    row = make.application(20, "in_review")

    with pytest.raises(MoveRefused):
        make_move(row, "decline", by=By.STAFF, actor=coordinator, reason=reason)


def test_an_applicant_withdraws_without_a_reason(db):
    row = make.application(20, "in_review")

    make_move(row, "withdraw", by=By.APPLICANT)

    assert row.status == "withdrawn"


def test_who_takes_an_application_up_owns_it(db, coordinator):
    row = make.application(20, "submitted")

    make_move(row, "take", by=By.STAFF, actor=coordinator)

    assert (row.owner, row.first_answer_at) == (coordinator, None)


# --- Guards ---------------------------------------------------------------------------------------------------------
def refusal(row, name, by=By.STAFF, **more) -> str:
    with pytest.raises(MoveRefused) as refused:
        make_move(row, name, by=by, **more)
    return refused.value.reason


def test_an_offer_needs_an_activity(db):
    row = make.application(20, "in_review")
    Application.objects.update(opportunity=None)

    assert refusal(row, "offer") == "Pirmiausia parinkite veiklą: pasiūlyme turi būti aišku, kas siūloma."


@pytest.mark.parametrize(
    ("age", "facts", "reason"),
    [
        (17, {"min_age": 18}, "Ši veikla – nuo 18 metų."),
        (30, {"kind": "jst", "max_age": 29}, "Ši veikla – iki 29 metų imtinai."),
    ],
)
def test_an_offer_needs_the_right_age(db, age, facts, reason):
    row = make.application(age, "in_review", opportunity=make.opportunity(**facts))

    assert refusal(row, "offer") == reason


@pytest.mark.parametrize("holding", ["offered", "accepted", "active", "paused"])
def test_whoever_has_or_was_promised_a_place_takes_one(db, holding):
    full = make.opportunity(capacity=1)
    make.application(20, holding, opportunity=full)
    row = make.application(20, "in_review", opportunity=full)

    assert refusal(row, "offer") == "Visos vietos užimtos arba pasiūlytos."


def test_from_the_waiting_list_the_oldest_comes_first(db):
    item = make.opportunity()
    first = make.application(20, "waitlisted", opportunity=item, status_since=timezone.now() - timedelta(days=9))
    second = make.application(20, "waitlisted", opportunity=item)

    assert refusal(second, "offer") == f"{first.number} laukia ilgiau."
    make_move(first, "offer", by=By.STAFF)
    make_move(second, "offer", by=By.STAFF)


def test_declined_is_reopened_within_its_time_only(db):
    early = make.application(20, "declined", status_since=timezone.now() - timedelta(days=30))
    late = make.application(20, "declined", status_since=timezone.now() - timedelta(days=32))

    make_move(early, "reopen", by=By.STAFF, reason="Atsirado vieta")

    assert (early.status, early.reason, early.decided_at) == ("in_review", "", None)
    assert refusal(late, "reopen", reason="Atsirado vieta") == "Uždaryta daugiau kaip prieš 30 d."


def test_who_asked_to_be_forgotten_is_not_reopened_for_another_application_s_sake(db):
    person = make.person(20)
    make.application(20, "active", person=person)
    row = make.application(20, "declined", person=person)
    make.agreement(row)
    make_move(row, "erase_contacts", by=By.APPLICANT)

    with pytest.raises(MoveRefused):
        make_move(row, "reopen", by=By.STAFF, reason="Atsirado vietų")


def test_nothing_is_reopened_beside_a_newer_application_of_the_same_person(db):
    old = make.application(20, "declined")
    twin = make.person(20, email=old.person.email)
    newer = make.application(person=twin, opportunity=old.opportunity)

    reason = refusal(old, "reopen", reason="Atsirado vieta")

    assert reason == f"Tas pats žmogus jau turi atvirą paraišką {newer.number}."


# --- Entering -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("age", "route", "status", "letters"),
    [
        (20, "web", "email_pending", ["confirm"]),
        (20, "paper", "submitted", ["received"]),
        (16, "phone", "guardian_pending", ["guardian_request", "guardian_told"]),
    ],
)
def test_the_route_decides_where_an_application_begins(db, coordinator, age, route, status, letters):
    facts = {"first_name": "A", "last_name": "B", "born_on": make.born(age), "email": "a@pastas.lt"}
    guardian = flow.Guardian(contact_by="email", email="mama@pastas.lt") if age < 18 else None

    row = flow.start(Application(route=route), person=Person(**facts, municipality="other"), guardian=guardian)

    now = Letter.objects.filter(due_at__lte=timezone.now()).exclude(key__startswith="staff")
    assert (row.status, sorted(now.values_list("key", flat=True))) == (status, letters)
    assert bool(row.person.email_confirmed_at) == (route != "web")


@pytest.mark.parametrize("age", [13, 16])
def test_nobody_begins_under_14_or_without_a_guardian(db, age):
    facts = {"first_name": "A", "last_name": "B", "born_on": make.born(age), "email": "a@pastas.lt"}

    with pytest.raises(MoveRefused):
        flow.start(Application(route="web"), person=Person(**facts, municipality="other"))

    assert Person.objects.count() == 0


# --- Time -----------------------------------------------------------------------------------------------------------
TIMES = [("email_pending", 7), ("guardian_pending", 30), ("info_requested", 30), ("offered", 7)]


@pytest.mark.parametrize(("status", "days"), TIMES)
def test_time_runs_out_the_day_after_the_last(db, status, days):
    age = 16 if status == "guardian_pending" else 20
    last_day = make.application(age, status, status_since=timezone.now() - timedelta(days=days))
    day_after = make.application(age, status, status_since=timezone.now() - timedelta(days=days + 1))

    assert f"expired: 1 ({day_after.number})" in call_command("nightly", dry_run=True)
    call_command("nightly")

    for row in (last_day, day_after):
        row.refresh_from_db()
    never_considered = status in ("email_pending", "guardian_pending")
    assert (last_day.status, day_after.status) == (status, "anonymised" if never_considered else "expired")


def test_the_waiting_list_is_kept_for_months_and_staff_set_how_many(db):
    Terms(waitlist_months=1).save()
    row = make.application(20, "waitlisted", status_since=timezone.now() - timedelta(days=33))

    call_command("nightly")

    row.refresh_from_db()
    assert row.status == "expired"


def test_a_place_not_answered_for_goes_to_the_next_in_line(db):
    item = make.opportunity(capacity=1)
    long_ago = timezone.now() - timedelta(days=9)
    silent = make.application(20, "offered", opportunity=item, status_since=long_ago)
    waiting = make.application(20, "waitlisted", opportunity=item)

    call_command("nightly")

    for row in (silent, waiting):
        row.refresh_from_db()
    assert (silent.status, waiting.status) == ("expired", "offered")


def test_on_the_18th_birthday_nobody_waits_for_a_guardian(db):
    row = make.application(17, "guardian_pending")
    Person.objects.update(born_on=make.born(18))

    call_command("nightly")

    row.refresh_from_db()
    assert (row.status, row.events.last().by) == ("submitted", "clock")
