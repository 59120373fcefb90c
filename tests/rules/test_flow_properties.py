"""Whatever applicants, guardians, staff and time do, in whatever order: what must never be true is never true.

Hypothesis makes up the stories. Each runs in one transaction that is rolled back, with a clock of its own.
"""

from collections import Counter
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from lvg_portal import outbox
from lvg_portal.models import Letter
from tests import make
from volunteers import age, consents, flow
from volunteers.flow import By, MoveRefused, lawful_moves, make_move
from volunteers.guards import HOLDING, is_under_18, valid_consent
from volunteers.models import (
    Agreement,
    Application,
    ConsentText,
    Guardian,
    GuardianConsent,
    Person,
    Signature,
    StatusEvent,
)
from volunteers.moves import MOVES

Status = Application.Status
BEGINS_IN = {Status.EMAIL_PENDING, Status.GUARDIAN_PENDING, Status.SUBMITTED}
NEEDS_CONSENT = (Status.OFFERED, Status.ACCEPTED, Status.ACTIVE)
AT_NIGHT = ("come_of_age", "hand_over", "expire", "forget_contacts", "anonymise")
ENDINGS = ("withdraw", "decline", "erase", "erase_contacts", "complete")  # pressed apart, or every story were short
GOES_WELL = {
    Status.EMAIL_PENDING: ("confirm", "confirm_minor"),
    Status.SUBMITTED: ("take",),
    Status.IN_REVIEW: ("offer", "waitlist"),
    Status.WAITLISTED: ("offer",),
    Status.OFFERED: ("accept",),
    Status.ACCEPTED: ("confirm_adult", "activate"),
    Status.PAUSED: ("confirm_adult", "resume"),
}

which = st.integers(0, 99)  # of the applications, of the moves: modulo how many there are
# Years old, and in how many days the next birthday comes.
ages = st.sampled_from([(14, 200), (16, 40), (17, 2), (17, 9), (17, 33), (17, 80), (20, 100), (29, 5), (64, 1)])
# How far they have come when the story begins: up to those who volunteer already, or wait because nothing is free.
people = st.tuples(ages, st.sampled_from(["web", "paper"]), st.booleans(), st.integers(0, 8))


class Stories(RuleBasedStateMachine):
    """A few people apply for one activity with few places."""

    def __init__(self):
        super().__init__()
        self.story = transaction.atomic()
        self.story.__enter__()
        self.later, real_now = timedelta(), timezone.now
        self.clock = patch.object(timezone, "now", lambda: real_now() + self.later)
        self.clock.start()
        self.coordinator = make.staff("coordinator")

    def teardown(self):
        self.clock.stop()
        transaction.set_rollback(True)
        self.story.__exit__(None, None, None)

    # --- Who ----------------------------------------------------------------------------------------------------
    @initialize(people=st.lists(people, min_size=2, max_size=4), capacity=st.integers(1, 2), jst=st.booleans())
    def some_have_applied(self, people, capacity, jst):
        kind = {"kind": "jst", "max_age": 29} if jst else {}
        self.activity = make.opportunity(capacity=capacity, **kind)
        for person in people:
            self.apply(*person)

    @rule(person=people)
    def one_more_applies(self, person):
        if Application.objects.count() < 6:
            self.apply(*person)

    def apply(self, old, route, has_email, steps):
        years, to_birthday = old
        number = Application.objects.count() + 1
        born = age.birthday(timezone.localdate() + timedelta(days=to_birthday), -years - 1)
        contact = {"email": f"a{number}@pastas.lt"} if has_email else {"phone": f"+370612{number:05d}"}
        person = Person(first_name="A", last_name="B", born_on=born, municipality="other", **contact)
        guardian = Guardian(contact_by="email", email=f"mama{number}@pastas.lt") if years < 18 else None
        actor = self.coordinator if route == "paper" else None
        row = Application(opportunity=self.activity, route=route)
        flow.start(row, person=person, guardian=guardian, actor=actor)
        self.go_on(row, steps)

    def one(self, which: int, **those) -> Application | None:
        rows = Application.objects.filter(**those).select_related("person", "opportunity").order_by("pk")
        return rows[which % len(rows)] if rows else None

    # --- What they do -----------------------------------------------------------------------------------------------
    @rule(row=which, steps=st.sampled_from([8, 3, 4, 5, 6]))
    def it_goes_well(self, row, steps):
        """What mostly happens: confirmed, agreed to, taken up, offered, accepted, signed, begun."""
        self.go_on(self.one(row), steps)

    def go_on(self, row: Application, steps: int) -> None:
        for _step in range(steps):
            if row.status == Status.GUARDIAN_PENDING and is_under_18(row):
                consents.guardian_answers(row, agrees=True, text=ConsentText.current("guardian", "lt"))
            elif row.status == Status.ACCEPTED and not row.agreements.exists():
                self.sign(row)
            else:
                for name in GOES_WELL.get(row.status, ()):
                    self.attempt(row, name, MOVES[name].by[0])

    @rule(presses=st.lists(st.tuples(which, which, st.sampled_from([By.STAFF, By.APPLICANT])), min_size=2, max_size=8))
    def buttons_are_pressed(self, presses):
        for row, move, by in presses:
            row = self.one(row)
            if names := [name for name in lawful_moves(row, by) if name not in ENDINGS]:
                self.attempt(row, names[move % len(names)], by)

    @rule(row=which, move=which, by=st.sampled_from([By.STAFF, By.APPLICANT]))
    def an_end_is_made(self, row, move, by):
        row = self.one(row)
        if names := [name for name in lawful_moves(row, by) if name in ENDINGS]:
            self.attempt(row, names[move % len(names)], by)

    @rule(row=which, move=st.sampled_from(sorted(MOVES)), by=st.sampled_from(By))
    def somebody_tries_anything(self, row, move, by):
        self.attempt(self.one(row), move, by)

    @rule(row=which, agrees=st.booleans(), by_link=st.booleans())
    def a_guardian_answers(self, row, agrees, by_link):
        if row := self.one(row, guardian__isnull=False):
            told = {} if by_link else {"route": "paper", "recorded_by": self.coordinator}
            text = ConsentText.current("guardian", "lt")
            self.refused_or(lambda: consents.guardian_answers(row, agrees=agrees, text=text, **told))

    @rule(row=which, by_link=st.booleans())
    def a_guardian_withdraws(self, row, by_link):
        if row := self.one(row, guardian__consents__ended_at=None, guardian__consents__response="given"):
            told = {} if by_link else {"recorded_by": self.coordinator}
            self.refused_or(lambda: consents.guardian_withdraws(row, **told))
            self.attempt(row, "resume", By.STAFF)  # what an impatient colleague might try

    def sign(self, row: Application) -> None:
        starts_on, ends_on = timezone.localdate(), timezone.localdate() + timedelta(days=300)
        facts = {"kind": "other", "hours_planned": 40, "starts_on": starts_on, "ends_on": ends_on, "duties": "Talka"}
        agreement = Agreement.objects.create(application=row, number=f"SUT-2000-{row.pk}", **facts)
        for party in Signature.Party:
            Signature.objects.create(agreement=agreement, party=party, route="seen", signed_on=starts_on)

    @rule(days=st.sampled_from([1, 3, 8, 31, 400]))
    def time_passes(self, days):
        self.later += timedelta(days=days)

    @rule(days=st.sampled_from([1, 1, 8, 31, 200]))
    def night_comes(self, days):
        self.later += timedelta(days=days)
        for row in Application.objects.select_related("person").order_by("pk"):
            for name in AT_NIGHT:
                if name in lawful_moves(row, By.CLOCK):
                    self.attempt(row, name, By.CLOCK)

    def attempt(self, row: Application, name: str, by: By) -> None:
        may = name in lawful_moves(row, by)
        actor = self.coordinator if by is By.STAFF else None
        done = self.refused_or(lambda: make_move(row, name, by=by, actor=actor, reason="Priežastis"))
        assert may or not done, f"{by} made {name}"

    def refused_or(self, deed) -> bool:
        """Do it; a refusal changes nothing at all."""
        before = everything()
        try:
            deed()
        except MoveRefused:
            assert everything() == before
            return False
        return True

    # --- What is never true -----------------------------------------------------------------------------------------
    @invariant()
    def every_move_is_logged_and_the_trail_is_a_path_of_the_table(self):
        stands = {}
        # Of the anonymised even the day is gone on which they turned 18: their trail has a gap there.
        for event in StatusEvent.objects.exclude(application__status=Status.ANONYMISED).order_by("pk"):
            if event.move == "start":
                assert event.application_id not in stands
                assert (event.source, event.target in BEGINS_IN) == ("", True)
            else:
                move = MOVES[event.move]
                assert event.source == stands[event.application_id]
                assert event.source in move.sources
                assert event.target == (move.target or event.source)
                assert event.by in move.by
            stands[event.application_id] = event.target
        assert stands == dict(Application.objects.exclude(status=Status.ANONYMISED).values_list("pk", "status"))

    @invariant()
    def no_minor_has_a_place_without_consent(self):
        for row in Application.objects.filter(status__in=NEEDS_CONSENT).select_related("person"):
            assert not is_under_18(row) or valid_consent(row)

    @invariant()
    def no_place_is_given_twice(self):
        held = Application.objects.filter(status__in=HOLDING).count()
        assert held == 0 or held <= self.activity.capacity

    @invariant()
    def each_letter_belongs_to_an_event_and_nobody_gets_two_about_one(self):
        events = dict(StatusEvent.objects.values_list("pk", "application"))
        got = Counter()
        gone = set(Application.objects.filter(status=Status.ANONYMISED).values_list("pk", flat=True))
        for letter in Letter.objects.exclude(refs={}):  # without: sent from memory to who is erased
            if letter.refs.get("application") in gone:
                continue
            assert events.get(letter.refs.get("event")) == letter.refs.get("application"), (letter.key, letter.refs)
            got[letter.refs["event"], reader(letter), letter.due_at.date()] += 1
        assert set(got.values()) <= {1}

    @invariant()
    def who_has_been_erased_is_gone_for_good(self):
        for row in Application.objects.filter(status=Status.ANONYMISED).select_related("person"):
            assert row.person.is_anonymous
            assert not any(lawful_moves(row, by) for by in By)


def everything() -> tuple:
    facts = ("pk", "status", "status_since", "decided_at", "reason", "owner")
    given = GuardianConsent.objects.values_list("pk", "ended_at")
    counts = [model.objects.count() for model in (StatusEvent, Letter)]
    return list(Application.objects.order_by("pk").values_list(*facts)), list(given.order_by("pk")), counts


def reader(letter: Letter) -> str:
    """To whom it goes: the applicant, the guardian, or one of the staff."""
    return f"staff {letter.refs['user']}" if "user" in letter.refs else outbox.registered()[letter.key]


@pytest.mark.django_db
def test_no_story_breaks_a_rule():
    slow_is_fine = {"deadline": None, "suppress_health_check": list(HealthCheck)}
    run_state_machine_as_test(
        Stories, settings=settings(max_examples=20, stateful_step_count=25, database=None, **slow_is_fine)
    )


def test_the_stories_know_what_happens_at_night():
    assert {name for name, move in MOVES.items() if move.by == (By.CLOCK,)} == {*AT_NIGHT, "offer_to_next"}
