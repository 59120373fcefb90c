"""Two deeds at the same moment: exactly one wins, the other is told, and nobody waits for ever."""

import threading
import time
import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from lvg_portal.models import Letter
from tests import make
from tests.at_once import at_once, kinds
from volunteers import consents, contacts, flow, intake, merging, worklist
from volunteers.consequences import add_task
from volunteers.flow import By, make_move
from volunteers.guards import valid_consent
from volunteers.models import (
    Application,
    ConsentText,
    GuardianConsent,
    NumberSeries,
    Opportunity,
    Person,
    StatusEvent,
    Task,
)

pytestmark = pytest.mark.django_db(transaction=True)


def status_of(*rows: Application) -> list[str]:
    kept = dict(Application.objects.values_list("pk", "status"))
    return [kept[row.pk] for row in rows]


def same(row: Application) -> Application:
    """Another browser's copy of the row."""
    return Application.objects.select_related("person", "opportunity").get(pk=row.pk)


# --- Places ---------------------------------------------------------------------------------------------------------
def test_the_last_place_is_offered_once():
    last = make.opportunity(capacity=1)
    rows = [make.application(20, "in_review", opportunity=last) for _each in range(3)]

    results = at_once(*(lambda row=row: make_move(row, "offer", by=By.STAFF) for row in rows))

    assert kinds(results) == ["MoveRefused", "MoveRefused", "StatusEvent"]
    assert Application.objects.filter(status="offered").count() == 1


def test_of_two_who_accept_the_last_place_one_has_it_and_the_other_may_wait():
    activity = make.opportunity(capacity=2)
    rows = [make.application(20, "offered", opportunity=activity) for _each in range(2)]
    Opportunity.objects.update(capacity=1)  # meanwhile there is room for one only

    results = at_once(*(lambda row=row: make_move(same(row), "accept", by=By.APPLICANT) for row in rows))

    (refused,) = [result for result in results if isinstance(result, flow.MoveRefused)]
    loser = rows[results.index(refused)]
    assert sorted(status_of(*rows)) == ["accepted", "offered"]
    assert refused.reason.startswith("Vietos nebeliko")
    assert "rather_wait" in refused.lawful
    make_move(loser, "rather_wait", by=By.APPLICANT)
    assert status_of(loser) == ["waitlisted"]


def test_two_places_freed_at_once_reach_the_two_who_wait_longest():
    activity = make.opportunity(capacity=2)
    leaving = [make.application(20, status, opportunity=activity) for status in ("offered", "active")]
    ages_ago = timezone.now() - timedelta(days=9)
    waiting = [
        make.application(20, "waitlisted", opportunity=activity, status_since=ages_ago + timedelta(days=number))
        for number in range(3)
    ]

    results = at_once(*(lambda row=row: make_move(same(row), "withdraw", by=By.APPLICANT) for row in leaving))

    assert kinds(results) == ["StatusEvent", "StatusEvent"]
    assert status_of(*waiting) == ["offered", "offered", "waitlisted"]
    assert Letter.objects.filter(key="offered").count() == 2


def test_a_place_that_falls_free_and_a_hand_that_offers_it_do_not_meet():
    activity = make.opportunity(capacity=1)
    holder = make.application(20, "offered", opportunity=activity)
    first, second = [
        make.application(
            20, "waitlisted", opportunity=activity, status_since=timezone.now() - timedelta(days=9 - number)
        )
        for number in range(2)
    ]

    at_once(
        lambda: make_move(same(holder), "rather_wait", by=By.APPLICANT),
        lambda: make_move(same(first), "offer", by=By.STAFF),
        lambda: make_move(same(second), "offer", by=By.STAFF),
    )

    assert status_of(holder, first, second) == ["waitlisted", "offered", "waitlisted"]


# --- One application -------------------------------------------------------------------------------------------------
def test_of_two_colleagues_who_decide_at_once_one_is_told():
    row = make.application(20, "in_review")

    results = at_once(
        lambda: make_move(same(row), "decline", by=By.STAFF, reason="Nėra vietų"),
        lambda: make_move(same(row), "offer", by=By.STAFF),
    )

    assert kinds(results) == ["MoveRefused", "StatusEvent"]
    assert StatusEvent.objects.filter(application=row).exclude(move="start").count() == 1
    assert Letter.objects.count() == 1


def test_of_two_colleagues_who_take_it_one_has_it():
    users = [make.staff("coordinator") for _each in range(2)]
    row = make.application(20, "submitted")

    results = at_once(*(lambda user=user: worklist.claim(same(row), user) for user in users))

    assert kinds(results) == ["MoveRefused", "NoneType"]
    assert same(row).owner == users[results.index(None)]


def test_the_applicant_withdraws_while_staff_offer():
    row = make.application(20, "in_review")

    results = at_once(
        lambda: make_move(same(row), "withdraw", by=By.APPLICANT),
        lambda: make_move(same(row), "offer", by=By.STAFF),
    )

    # Withdrawing is lawful after an offer too; an offer after a withdrawal is not.
    assert kinds(results) in (["MoveRefused", "StatusEvent"], ["StatusEvent", "StatusEvent"])
    assert status_of(row) == ["withdrawn"]


def test_a_double_click_accepts_once():
    row = make.application(20, "offered")

    results = at_once(*(lambda: make_move(same(row), "accept", by=By.APPLICANT) for _click in range(3)))

    assert kinds(results) == ["MoveRefused", "MoveRefused", "StatusEvent"]
    assert Letter.objects.filter(key="accepted").count() == 1


def test_one_person_s_two_forms_become_one_application_and_numbers_have_no_gap():
    facts = {"first_name": "A", "last_name": "B", "born_on": make.born(20)}

    def send(email):
        person = Person(**facts, email=email, municipality="other")
        return flow.start(Application(route="web"), person=person)

    results = at_once(*(lambda email=email: send(email) for email in ("a@pastas.lt", "a@pastas.lt", "b@pastas.lt")))

    assert kinds(results) == ["AlreadyOpen", "Application", "Application"]
    assert NumberSeries.objects.get().last == Application.objects.count() == 2


def test_a_move_that_waited_for_a_merge_is_made_for_the_person_who_stays(coordinator):
    one, other = (make.application(20, "in_review", owner=coordinator) for _each in range(2))
    facts = {name: getattr(one.person, name) for name in merging.CHOSEN}

    def decline():
        merged.wait(5)
        return make_move(same(other), "decline", by=By.STAFF, reason="Nėra vietų")

    def merge():
        with transaction.atomic():
            Application.objects.filter(pk=other.pk).select_for_update().get()
            merging.merge(one, other, facts, user=coordinator)
            merged.set()
            time.sleep(0.5)  # the move waits for the row meanwhile

    merged = threading.Event()
    results = at_once(merge, decline)

    assert kinds(results) == ["NoneType", "StatusEvent"]
    assert same(other).person == one.person


def test_a_correction_that_waited_for_a_merge_is_made_for_the_person_who_stays(coordinator):
    one, other = (make.application(20, "in_review", owner=coordinator) for _each in range(2))
    facts = {name: getattr(one.person, name) for name in merging.CHOSEN}
    answers = {name: getattr(one.person, name) for name in contacts.CORRECTABLE} | {"last_name": "Naujaitis"}
    stale = same(other)

    merging.merge(one, other, facts, user=coordinator)

    assert contacts.correct(stale, answers) == ["last_name"]
    assert same(other).person.last_name == "Naujaitis"


def test_one_task_however_many_ask_for_it():
    row = make.application(20, "active")

    at_once(*(lambda: add_task(row, Task.What.RECORD_EXPIRES) for _each in range(4)))

    assert row.tasks.count() == 1


# --- Guardians ------------------------------------------------------------------------------------------------------
def test_of_two_parents_clicks_the_first_counts_and_the_second_is_told():
    row, text = make.application(15, "guardian_pending"), ConsentText.current("guardian", "lt")

    results = at_once(
        lambda: consents.guardian_answers(same(row), agrees=True, text=text),
        lambda: consents.guardian_answers(same(row), agrees=False, text=text),
    )

    assert kinds(results) == ["GuardianConsent", "MoveRefused"]
    assert GuardianConsent.objects.count() == 1
    assert (status_of(row) == ["submitted"]) == bool(valid_consent(row))
    assert Letter.objects.filter(key="guardian_receipt").count() == 1


def test_a_consent_withdrawn_while_the_place_is_accepted_leaves_no_minor_in_it():
    row = make.application(15, "offered")

    at_once(
        lambda: consents.guardian_withdraws(same(row)),
        lambda: make_move(same(row), "accept", by=By.APPLICANT),
    )

    assert status_of(row) == ["guardian_pending"]
    assert valid_consent(row) is None


def test_a_consent_is_withdrawn_once():
    row = make.application(16, "active")

    results = at_once(*(lambda: consents.guardian_withdraws(same(row)) for _click in range(2)))

    assert kinds(results) == ["MoveRefused", "StatusEvent"]
    assert row.tasks.filter(what="consent_ended", done_at=None).count() == 1


def test_the_same_form_sent_twice_at_once_gets_one_receipt():
    facts = {"first_name": "A", "last_name": "B", "born_on": make.born(20), "email": "a@pastas.lt"}
    key = uuid.uuid4()

    def send():
        person = Person(**facts, municipality="other")
        answers = intake.Answers(person, {}, opportunity=None, guardian=None, support=None, agreed=[])
        return intake.submit_web(answers, key)

    receipts = at_once(send, send, send)

    assert {receipt.number for receipt in receipts} == {Application.objects.get().number}
    assert Letter.objects.filter(key="confirm").count() == 1
