"""The worklist: who waits and how long, names only where one looks on purpose, and only lawful next steps."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from lvg_portal.models import Letter
from tests import make
from volunteers import consents, workdays, worklist
from volunteers.flow import By, MoveRefused, lawful_moves, make_move
from volunteers.models import AccessLog, Application, ConsentText, GuardianConsent, Note, Person, SupportNeed

pytestmark = pytest.mark.django_db

LIST = reverse("admin:volunteers_application_changelist")
Status = Application.Status


def address(application: Application, deed: str = "change") -> str:
    return reverse(f"admin:volunteers_application_{deed}", args=[application.pk])


def post(client, application: Application, deed: str, **data) -> str:
    """Do one deed; returns what the page says about it afterwards."""
    answer = client.post(address(application, deed), data)
    assert answer.status_code in (200, 302)  # the page at once where typed words would be lost
    application.refresh_from_db()
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def days_ago(days: int):
    return timezone.now() - timedelta(days=days)


def waiting(days: int, **facts) -> Application:
    return make.application(submitted_at=days_ago(days), status_since=days_ago(days), **facts)


# --- The list -------------------------------------------------------------------------------------------------------
def test_ours_come_first_and_the_oldest_before_the_newer(client, coordinator):
    client.force_login(coordinator)
    newer, older = waiting(2), waiting(9)
    theirs = waiting(40, status="waitlisted")

    listed = client.get(LIST).context["cl"].result_list

    assert list(listed) == [older, newer, theirs]


def test_closed_applications_are_listed_only_when_asked_for(client, coordinator):
    client.force_login(coordinator)
    closed = make.application(status="declined")

    assert list(client.get(LIST).context["cl"].result_list) == []
    assert list(client.get(LIST, {"status": "all"}).context["cl"].result_list) == [closed]


def test_the_list_shows_initials_and_an_age_band_and_no_personal_data(client, coordinator):
    client.force_login(coordinator)
    person = make.person(16, email="zygis@pastas.lt", phone="+37061234567")
    make.application(person=person)

    page = client.get(LIST).content.decode()

    assert "Ž. P." in page
    assert "14–17" in page
    told = ("Žygimantas", "Pavyzdaitis", "zygis@", "61234567", person.born_on.isoformat(), "Rūta")
    assert [fact for fact in told if fact in page] == []


def test_a_late_answer_is_told_in_words_and_colour(client, coordinator):
    client.force_login(coordinator)
    waiting(30)

    page = client.get(LIST).content.decode()

    assert re.search(r'class="state state--late">vėluojame \d+ darbo dien', page)


@pytest.mark.parametrize(
    ("facts", "is_overdue"),
    [
        ({"status": "submitted"}, True),
        ({"status": "in_review"}, True),
        ({"status": "interview"}, False),  # answered: it is no longer our turn
        ({"status": "in_review", "first_answer_at": timezone.now()}, True),  # and came back to us long ago
        ({"status": "guardian_pending", "age": 15}, False),
    ],
)
def test_only_what_waits_for_us_is_overdue(facts, is_overdue):
    waiting(30, **facts)

    assert worklist.overdue(Application.objects.all()).exists() == is_overdue


def test_the_promise_counts_from_the_submission_and_not_from_our_taking_it_up():
    make.application(status="in_review", submitted_at=days_ago(30), status_since=timezone.now())

    assert worklist.overdue(Application.objects.all()).count() == 1


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"age": "14–17"}, ["young"]),
        ({"age": "65+"}, ["old"]),
        ({"whose": "mine"}, ["old"]),
        ({"whose": "nobody"}, ["young", "phoned"]),
        ({"route__exact": "phone"}, ["phoned"]),
        ({"status": "in_review"}, ["old"]),
        ({"status": "overdue"}, ["old"]),
    ],
)
def test_filters(client, coordinator, parameters, found):
    client.force_login(coordinator)
    rows = {
        "young": make.application(16),
        "old": waiting(30, age=70, status="in_review", owner=coordinator),
        "phoned": make.application(30, route="phone"),
    }

    listed = client.get(LIST, parameters).context["cl"].result_list

    assert set(listed) == {rows[name] for name in found}


def test_an_age_filter_agrees_with_the_age_that_the_list_shows(client, coordinator):
    client.force_login(coordinator)
    for age in (14, 17, 18, 29, 30, 64, 65, 90):
        make.application(age)

    for band, ages in {"14–17": 2, "18–29": 2, "30–64": 2, "65+": 2}.items():
        page = client.get(LIST, {"age": band})

        assert page.content.decode().count(f'<span class="second-line">{band}</span>') == ages


def test_the_list_costs_the_same_with_one_row_and_with_twelve(client, coordinator, django_assert_max_num_queries):
    client.force_login(coordinator)
    opportunity = make.opportunity()
    make.application(opportunity=opportunity)
    client.get(LIST)

    with django_assert_max_num_queries(15) as one:
        client.get(LIST)
    for _number in range(11):
        make.application(opportunity=opportunity, owner=coordinator)
    with django_assert_max_num_queries(len(one)):
        client.get(LIST)


# --- Opening --------------------------------------------------------------------------------------------------------
def test_opening_an_application_shows_the_person_and_writes_the_access_log(client, coordinator):
    client.force_login(coordinator)
    application = make.application()
    client.get(LIST)
    assert AccessLog.objects.count() == 0

    page = client.get(address(application))

    assert "Žygimantas Pavyzdaitis" in page.content.decode()
    assert [(row.application, row.actor, row.deed) for row in AccessLog.objects.all()] == [
        (application, coordinator, "seen")
    ]


def test_the_phone_is_shown_in_groups_for_reading_aloud(client, coordinator):
    client.force_login(coordinator)
    application = make.application()
    Person.objects.update(phone="+37061234567")

    page = client.get(address(application))

    assert '<a href="tel:+37061234567">+370\u00a0612\u00a034567</a>' in page.content.decode()


@pytest.mark.parametrize(
    ("by", "words"), [(By.APPLICANT, "El. paštas patvirtintas"), (By.STAFF, "Patvirtinti telefonu")]
)
def test_the_trail_tells_who_confirmed_and_how(client, coordinator, by, words):
    client.force_login(coordinator)
    application = make.application(status="email_pending")
    make_move(application, "confirm", by=by, actor=coordinator if by == By.STAFF else None, reason="Paskambinau")

    page = client.get(address(application)).content.decode()

    assert words in page.partition("Kas vyko")[2]


def test_what_would_help_is_seen_only_by_who_handles_the_application(client, coordinator, lead):
    application = make.application(status="in_review", owner=coordinator)
    consent = consents.give(application.person, ConsentText.current("support", "lt"))
    SupportNeed.objects.create(application=application, consent=consent, text="Reikia ramios vietos")

    client.force_login(lead)
    assert "ramios vietos" not in client.get(address(application)).content.decode()
    client.force_login(coordinator)
    assert "ramios vietos" in client.get(address(application)).content.decode()
    consent.withdrawn_at = timezone.now()
    consent.save()
    assert "ramios vietos" not in client.get(address(application)).content.decode()


def test_another_application_with_the_same_mailbox_is_pointed_out(client, coordinator):
    client.force_login(coordinator)
    one = make.application(person=make.person(email="seima@pastas.lt"))
    other = make.application(person=make.person(15, email="seima@pastas.lt", first_name="Ugnė"))

    page = client.get(address(one)).content.decode()

    assert other.number in page
    assert "Ugnė" not in page


# --- Moves ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", [status for status in Status if status != Status.ANONYMISED])
def test_the_buttons_are_the_lawful_moves_and_no_others(client, coordinator, status):
    client.force_login(coordinator)
    application = make.application(17, status, owner=coordinator)

    page = client.get(address(application)).content.decode()

    assert set(re.findall(r'name="move" value="(\w+)"', page)) == set(lawful_moves(application, By.STAFF))


def test_a_lawful_move_is_made_and_told_to_the_applicant(client, coordinator):
    client.force_login(coordinator)
    application = make.application(status="in_review", owner=coordinator)

    said = post(client, application, "move", move="offer")

    assert application.status == "offered"
    assert said == "Būsena: pasiūlyta vieta."
    assert application.events.last().actor == coordinator
    assert Letter.objects.filter(key="offered", refs__application=application.pk).count() == 1


@pytest.mark.parametrize("move", ["offer", "accept", "expire", "status", "", "\x00"])
def test_an_unlawful_move_is_refused_with_what_is_possible(client, coordinator, move):
    client.force_login(coordinator)
    application = make.application(status="submitted", owner=coordinator)

    said = post(client, application, "move", move=move, reason="Prašau")

    assert application.status == "submitted"
    assert application.events.count() == 1
    assert said


def test_a_refusal_names_the_lawful_moves(client, coordinator):
    client.force_login(coordinator)
    application = make.application(status="submitted", owner=coordinator)

    said = post(client, application, "move", move="offer")

    assert all(str(move.label) in said for move in lawful_moves(application, By.STAFF).values())


def test_a_guard_refuses_an_offer_to_a_minor_without_consent(client, coordinator):
    client.force_login(coordinator)
    application = make.application(15, "in_review", consent=False, owner=coordinator)

    post(client, application, "move", move="offer")

    assert application.status == "in_review"


def test_a_get_moves_nothing_and_a_post_to_the_page_writes_nothing(client, coordinator):
    client.force_login(coordinator)
    application = make.application(status="submitted", owner=coordinator)

    assert client.get(address(application, "move"), {"move": "take"}).status_code == 405
    client.post(address(application), {"status": "offered", "motivation": "Kita"})

    application.refresh_from_db()
    assert (application.status, application.motivation) == ("submitted", "")


def test_who_has_not_taken_an_application_cannot_move_it(client, coordinator):
    client.force_login(coordinator)
    application = make.application(status="in_review", owner=None)

    said = post(client, application, "move", move="offer")

    assert application.status == "in_review"
    assert "Pirmiausia imkitės" in said


# --- Whose it is ----------------------------------------------------------------------------------------------------
def test_taking_a_new_application_begins_considering_it(client, coordinator):
    client.force_login(coordinator)
    application = make.application()

    post(client, application, "claim")

    assert (application.owner, application.status) == (coordinator, "in_review")


def test_of_two_who_take_the_same_application_the_second_is_told(coordinator):
    application, colleague = make.application(), make.staff("coordinator")
    worklist.claim(application, coordinator)

    with pytest.raises(MoveRefused):
        worklist.claim(application, colleague)

    application.refresh_from_db()
    assert application.owner == coordinator


def test_several_are_taken_at_once(client, coordinator):
    client.force_login(coordinator)
    rows = [make.application(), make.application()]

    client.post(LIST, {"action": "claim_selected", "_selected_action": [row.pk for row in rows]})

    assert Application.objects.filter(owner=coordinator, status="in_review").count() == 2


def test_giving_back_lets_a_colleague_take_it(client, coordinator):
    client.force_login(coordinator)
    application = make.application(status="in_review", owner=coordinator)

    post(client, application, "release")

    assert application.owner is None


def test_a_lead_assigns_and_a_coordinator_does_not(client, coordinator, lead):
    application = make.application(status="in_review", owner=coordinator)
    colleague = make.staff("coordinator")

    client.force_login(coordinator)
    assert client.post(address(application, "assign"), {"owner": colleague.pk}).status_code == 403
    client.force_login(lead)
    post(client, application, "assign", owner=colleague.pk)

    assert application.owner == colleague


def test_nobody_without_the_right_becomes_an_owner(client, lead, editor):
    client.force_login(lead)
    application = make.application()

    post(client, application, "assign", owner=editor.pk)

    assert application.owner is None


# --- What staff write -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("deed", "typed"),
    [("move", {"move": "ask", "reason": "Ar turite <b>dviratį?"}), ("note", {"text": "Dviratis " * 300})],
    ids=["the status has changed meanwhile", "a note too long"],
)
def test_what_was_refused_is_not_lost(client, coordinator, deed, typed):
    client.force_login(coordinator)
    application = make.application(status="interview", owner=coordinator)

    page = client.post(address(application, deed), typed)

    assert page.context["unkept"] == (typed.get("reason") or typed["text"]).strip()
    assert "<b>" not in page.content.decode()
    assert "neišsaugota" in page.content.decode()


def test_a_note_is_added_and_none_is_changed(client, coordinator):
    client.force_login(coordinator)
    application = make.application(owner=coordinator)

    for _click in range(2):
        post(client, application, "note", text="Skambinau, sutarta ketvirtadienį.")
    post(client, application, "note", text="")
    post(client, application, "note", text="NUL \x00")

    assert [(note.author, note.text) for note in Note.objects.all()] == [
        (coordinator, "Skambinau, sutarta ketvirtadienį.")
    ]


def test_an_activity_is_suggested_to_who_asked_for_one(client, coordinator):
    client.force_login(coordinator)
    application = make.application(status="in_review", owner=coordinator)
    Application.objects.update(opportunity=None)
    opportunity = make.opportunity()

    post(client, application, "activity", opportunity=opportunity.pk)

    assert application.opportunity == opportunity


def test_an_activity_for_older_people_is_not_suggested_to_a_child(client, coordinator):
    client.force_login(coordinator)
    application = make.application(15, "in_review", owner=coordinator)
    before = application.opportunity

    said = post(client, application, "activity", opportunity=make.opportunity(min_age=16).pk)

    assert application.opportunity == before
    assert "16" in said


def test_a_guardians_consent_on_paper_is_recorded_by_name(client, coordinator):
    client.force_login(coordinator)
    application = make.application(15, "guardian_pending", owner=coordinator)

    post(client, application, "guardian", answer="agrees", route="paper")

    consent = GuardianConsent.objects.get()
    assert (consent.response, consent.route, consent.recorded_by) == ("given", "paper", coordinator)
    assert application.status == "submitted"


@pytest.mark.parametrize("data", [{"answer": "agrees", "route": "link"}, {"answer": "agrees"}, {"route": "paper"}])
def test_staff_never_record_a_consent_by_link(client, coordinator, data):
    client.force_login(coordinator)
    application = make.application(15, "guardian_pending", owner=coordinator)

    said = post(client, application, "guardian", **data)

    assert said
    assert not GuardianConsent.objects.exists()
    assert application.status == "guardian_pending"


def test_a_guardian_who_takes_it_back_in_person_ends_the_consent(client, coordinator):
    client.force_login(coordinator)
    application = make.application(15, "in_review", owner=coordinator)

    post(client, application, "guardian", answer="withdraws", route="in_person")

    assert application.status == "guardian_pending"
    assert GuardianConsent.objects.get().ended_because == "atšaukta gyvai"


def test_the_admins_own_log_holds_no_personal_data(client, coordinator):
    client.force_login(coordinator)
    application = make.application(15, "guardian_pending")

    post(client, application, "claim")
    post(client, application, "note", text="Žygimantas prašė skambinti")
    post(client, application, "guardian", answer="agrees", route="paper")
    post(client, application, "release")

    entries = " ".join(f"{entry.object_repr} {entry.get_change_message()}" for entry in LogEntry.objects.all())
    assert LogEntry.objects.count() == 4
    assert [name for name in ("Žygimantas", "Pavyzdaitis", "Rūta", "@") if name in entries] == []


# --- The start page -------------------------------------------------------------------------------------------------
def test_the_summary_counts_what_waits_for_me(coordinator):
    waiting(1)
    waiting(30)
    waiting(1, status="interview", owner=coordinator)
    waiting(30, owner=make.staff("coordinator"))  # a colleague's: neither seen nor counted
    make.application(status="declined", owner=coordinator)

    summary = worklist.summary(coordinator)

    assert (summary.new, summary.overdue, summary.mine) == (2, 1, 1)


def test_the_median_is_of_working_days_to_our_first_answer():
    submitted = days_ago(40)
    for days in (1, 2, 7):
        first_day = timezone.localdate(submitted)
        answered = submitted + (workdays.after(first_day, days) - first_day)
        make.application(status="offered", submitted_at=submitted, first_answer_at=answered)

    assert worklist.median_days_to_first_answer() == 2


def test_the_start_page_of_a_coordinator_tells_what_is_late(client, coordinator):
    client.force_login(coordinator)
    waiting(30)

    page = client.get("/admin/").content.decode()

    assert "Paraiškos, kurios laukia per ilgai" in page
    assert f'href="{LIST}?status=overdue"' in page
