"""One application on the desk: meetings, tasks, corrections, what came on paper, two that are one person."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from lvg_portal import outbox
from lvg_portal.models import Letter
from tests import make
from volunteers import consents, meetings, merging, tokens, worklist
from volunteers.flow import By, MoveRefused, lawful_moves, make_move
from volunteers.models import (
    AccessLog,
    Application,
    Consent,
    ConsentText,
    Meeting,
    Note,
    Person,
    SupportNeed,
    Task,
    Token,
)

pytestmark = pytest.mark.django_db

LIST = reverse("admin:volunteers_application_changelist")
FIND = reverse("admin:volunteers_application_find")
Status = Application.Status


def address(application: Application, name: str = "change", *more) -> str:
    return reverse(f"admin:volunteers_application_{name}", args=[application.pk, *more])


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


def letters(key: str):
    return Letter.objects.filter(key=key)


# --- Whose turn it is -----------------------------------------------------------------------------------------------
def without_email(**facts) -> Application:
    return make.application(person=make.person(20, email="", phone="+37061234567", email_confirmed_at=None), **facts)


def test_who_waits_for_our_call_is_ours_and_late_when_the_day_has_passed(desk):
    theirs = make.application(status="waitlisted", status_since=timezone.now() - timedelta(days=50))
    row = without_email(status="email_pending")
    Task.objects.create(application=row, what="call", letter="confirm", due_on=timezone.localdate() - timedelta(days=9))

    answer = desk.get(LIST)
    page = answer.content.decode()

    assert list(answer.context["cl"].result_list) == [row, theirs]
    assert "laukia mūsų skambučio" in page
    assert "state--late" in page
    assert list(worklist.overdue(Application.objects.all())) == [row]


def test_a_task_is_done_by_name_and_only_once(desk, coordinator):
    row = without_email(status="in_review", owner=coordinator)
    task = Task.objects.create(application=row, what="call", due_on=timezone.localdate())

    assert f'name="task" value="{task.pk}"' in desk.get(address(row)).content.decode()
    desk.post(address(row, "task"), {"task": task.pk})
    again = desk.post(address(row, "task"), {"task": task.pk})

    task.refresh_from_db()
    assert task.done_by == coordinator
    assert "Kolega" in said(again)
    assert desk.post(address(row, "task"), {"task": "x" * 99}).status_code == 302


@pytest.mark.parametrize(("task", "found"), [("any", True), ("call", True), ("certificate", False), ("junk", True)])
def test_a_filter_by_task(desk, coordinator, task, found):
    row = without_email(status="in_review", owner=coordinator)
    Task.objects.create(application=row, what="call", due_on=timezone.localdate())

    assert (row in desk.get(LIST, {"task": task}).context["cl"].result_list) == found


def test_closed_ones_are_listed_from_their_end(desk):
    older = make.application(status="declined", status_since=timezone.now() - timedelta(days=3))
    newer = make.application(status="declined")

    assert list(desk.get(LIST, {"status": "declined"}).context["cl"].result_list) == [newer, older]


def test_the_list_offers_only_lawful_moves_of_ones_own(desk, coordinator):
    mine = make.application(status="in_review", owner=coordinator)
    make.application(status="in_review")

    page = desk.get(LIST).content.decode()
    (there,) = re.findall(r'value="offer" formaction="([^"]+)"', page)
    answer = desk.post(there, {"move": "offer"})

    mine.refresh_from_db()
    assert page.count('value="offer"') == 1
    assert 'value="decline"' not in page
    assert (mine.status, answer.url) == ("offered", LIST)


def test_thirty_and_three_hundred_rows_cost_the_same(desk, coordinator, django_assert_max_num_queries):
    opportunity = make.opportunity()

    def fill(number: int) -> None:
        people = Person.objects.bulk_create(
            Person(
                first_name="Vardas",
                last_name="Pavardė",
                born_on=make.born(20),
                email=f"a{n}@pastas.lt",
                municipality="other",
            )
            for n in range(number)
        )
        rows = Application.objects.bulk_create(
            Application(
                number=f"SAV-1999-{person.pk:05}", person=person, opportunity=opportunity, owner=coordinator,
                status=("in_review", "interview", "active")[person.pk % 3], status_since=timezone.now(),
            )
            for person in people
        )  # fmt: skip
        Task.objects.bulk_create(Task(application=row, what="call", due_on=timezone.localdate()) for row in rows[::3])

    fill(30)
    desk.get(LIST)
    with django_assert_max_num_queries(15) as few:
        desk.get(LIST)
    fill(270)
    with django_assert_max_num_queries(len(few)):
        desk.get(LIST)


# --- Finding --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "words", ["Žygimantas", "zygim pavyzd", "ZYGIS@", "8 612 34567", "34567", "rūta", "ruta pavyzdaitiene"]
)
def test_a_name_a_mailbox_or_a_phone_is_found_masked(desk, words):
    row = make.application(person=make.person(16, email="zygis@pastas.lt", phone="+37061234567"))
    make.application(person=make.person(20, first_name="Ona", last_name="Kita"))

    answer = desk.post(FIND, {"words": words})
    page = answer.content.decode()

    assert [one["row"] for one in answer.context["found"]] == [row]
    assert "Pavyzdaitis" not in page.replace(f'value="{words}"', "")
    assert "Ž. P." in page


@pytest.mark.parametrize("words", ["", "a", "%", "__", "\x00", "'; --", "x" * 5000, "nėra tokio", "12"])
def test_what_is_not_there_is_told_kindly(desk, words):
    make.application()

    answer = desk.post(FIND, {"words": words})

    assert answer.status_code in (200, 400)
    assert answer.status_code == 400 or answer.context["found"] == []


def test_a_search_is_logged_without_its_words_and_never_in_an_address(desk):
    make.application()

    desk.post(FIND, {"words": "Pavyzdaitis"})

    assert "Pavyzdaitis" not in str(LogEntry.objects.values())
    assert LogEntry.objects.count() == 1
    assert desk.get(FIND, {"words": "Pavyzdaitis"}).url == LIST


def test_a_colleagues_applicant_is_not_found(desk):
    make.application(owner=make.staff("coordinator"))

    assert desk.post(FIND, {"words": "Pavyzdaitis"}).context["found"] == []


# --- Meetings -------------------------------------------------------------------------------------------------------
def time_ahead(days: int) -> dict:
    day = timezone.localdate() + timedelta(days=days)
    return {"day": day.isoformat(), "at": "10:30", "minutes": "45", "where": "Pulko g. 14, Alytus", "with_whom": "Rasa"}


def test_an_invitation_is_a_meeting_a_move_and_a_letter_with_a_calendar_file(desk, coordinator, settings, mailoutbox):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    row = make.application(status="in_review", owner=coordinator)

    desk.post(address(row, "meeting"), time_ahead(3))
    outbox.deliver()

    row.refresh_from_db()
    meeting = row.meetings.get()
    (message,) = mailoutbox
    ((name, content, kind),) = message.attachments
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert (row.status, meeting.minutes) == ("interview", 45)
    assert "10.30" in message.body.replace(":", ".")
    assert "Pulko g. 14" in message.body
    assert (name, kind) == ("pokalbis.ics", "text/calendar")
    assert "METHOD" not in calendar
    assert len(calendar.walk("VTIMEZONE")) == 1
    assert (event["STATUS"], event["SEQUENCE"], event["DTSTART"].dt) == ("CONFIRMED", 0, meeting.starts_at)
    assert "Pavyzdaitis" not in str(content)


def test_an_invitation_sent_twice_is_one_letter(desk, coordinator):
    row = make.application(status="in_review", owner=coordinator)

    for _click in range(2):
        desk.post(address(row, "meeting"), time_ahead(3))

    assert row.meetings.get().sequence == 0
    assert letters("meeting").count() == 1


def test_another_time_keeps_the_entry_and_a_cancelled_one_says_so(desk, coordinator):
    row = make.application(status="in_review", owner=coordinator)
    desk.post(address(row, "meeting"), time_ahead(3))
    first = row.meetings.get()

    desk.post(address(row, "meeting"), time_ahead(5))
    moved = row.meetings.get()
    desk.post(address(row, "move"), {"move": "cancel_meeting", "reason": "Susirgome"})
    off = Calendar.from_ical(desk.get(address(row, "meeting_file", first.pk)).content).walk("VEVENT")[0]

    assert (moved.uid, moved.sequence) == (first.uid, 1)
    assert letters("meeting").count() == 2
    assert letters("meeting_cancelled").count() == 1
    assert (off["STATUS"], off["SEQUENCE"], str(off["UID"]).partition("@")[0]) == ("CANCELLED", 2, str(first.uid))
    assert "cancel_meeting" not in lawful_moves(Application.objects.get(pk=row.pk), By.STAFF)


def test_a_meeting_that_an_offer_makes_needless_leaves_the_calendar_with_its_letter(desk, coordinator, mailoutbox):
    row = make.application(status="in_review", owner=coordinator)
    desk.post(address(row, "meeting"), time_ahead(3))

    desk.post(address(row, "move"), {"move": "offer"})
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        outbox.deliver()

    (offer,) = mailoutbox  # the invitation drops itself: it is no longer true
    ((_name, file, _mime),) = offer.attachments
    assert row.meetings.get().cancelled_at
    assert Calendar.from_ical(file).walk("VEVENT")[0]["STATUS"] == "CANCELLED"


def test_a_refused_step_is_not_among_those_possible(desk, coordinator):
    row = make.application(16, "accepted", owner=coordinator)  # without the agreement that a minor needs

    answer = desk.post(address(row, "move"), {"move": "activate"}, follow=True)

    (said,) = (str(message) for message in answer.context["messages"])
    assert "sutart" in said
    assert "Pradėti savanorystę" not in said


def test_nobody_is_told_by_letter_of_their_own_deed(desk, coordinator):
    row = make.application(
        status="email_pending", owner=coordinator, person=make.person(email="", phone="+37061234567")
    )

    desk.post(address(row, "move"), {"move": "confirm", "reason": "Paskambinau"})

    row.refresh_from_db()
    assert (row.status, letters("staff_new").count()) == ("submitted", 0)


@pytest.mark.parametrize(
    "wrong",
    [{"day": "2001-01-01"}, {"day": "9999-12-31"}, {"at": "25"}, {"minutes": "x"}, {"where": ""}, {"where": "x" * 301}],
)
def test_a_slip_in_the_form_stays_on_the_page(desk, coordinator, wrong):
    row = make.application(status="in_review", owner=coordinator)

    answer = desk.post(address(row, "meeting"), time_ahead(3) | wrong)

    assert answer.status_code == 200
    assert answer.context["form"].errors.keys() == {*wrong} - ({"at"} if "day" in wrong else set())
    assert not Meeting.objects.exists()


def test_an_invitation_without_a_time_is_refused(desk, coordinator):
    row = make.application(status="in_review", owner=coordinator)

    answer = desk.post(address(row, "move"), {"move": "invite", "reason": "Ateikite"})

    row.refresh_from_db()
    assert row.status == "in_review"
    assert "kada ir kur" in said(answer)


def test_of_two_who_invite_at_once_one_is_told(coordinator):
    row = make.application(status="in_review", owner=coordinator)
    make_move(row, "waitlist", by=By.STAFF, actor=coordinator)
    facts = {"starts_at": timezone.now() + timedelta(days=1), "minutes": 30, "where": "Alytus", "with_whom": ""}
    with pytest.raises(MoveRefused):
        meetings.arrange(row, "invite", facts, user=coordinator)
    assert not Meeting.objects.exists()


# --- Putting right --------------------------------------------------------------------------------------------------
def facts_of(person: Person, **changes) -> dict:
    year, month, day = (str(part) for part in (person.born_on.year, person.born_on.month, person.born_on.day))
    names = ("first_name", "last_name", "email", "phone", "municipality", "language")
    kept = {name: getattr(person, name) for name in names}
    return {**kept, "born_on_0": year, "born_on_1": month, "born_on_2": day, **changes}


def test_a_corrected_name_is_noted_without_its_words(desk, coordinator):
    row = make.application(status="in_review", owner=coordinator)

    desk.post(address(row, "person"), facts_of(row.person, first_name="Žydrūnas"))

    row.person.refresh_from_db()
    assert row.person.first_name == "Žydrūnas"
    note = Note.objects.get()
    assert (note.author, note.text) == (coordinator, "Pataisyta apie pareiškėją: vardas.")
    assert "Žyd" not in str(LogEntry.objects.values())


def test_a_corrected_mailbox_ends_the_links_in_the_old_one(desk, coordinator):
    row = make.application(status="in_review", owner=coordinator)
    tokens.issue(row, Token.Purpose.MY)

    desk.post(address(row, "person"), facts_of(row.person, email="nauja@pastas.lt"))

    row.person.refresh_from_db()
    assert row.person.email == "nauja@pastas.lt"
    assert not Token.objects.exists()
    assert letters("link").count() == 1


def test_who_has_still_to_confirm_confirms_the_corrected_mailbox(desk, coordinator):
    row = make.application(status="email_pending", owner=coordinator, person=make.person(20, email_confirmed_at=None))

    desk.post(address(row, "person"), facts_of(row.person, email="nauja@pastas.lt"))

    row.person.refresh_from_db()
    assert row.person.email_confirmed_at is None
    assert letters("confirm").count() == 1


@pytest.mark.parametrize(("age", "becomes"), [(20, 16), (16, 20), (20, 12), (16, 13)])
def test_a_birth_date_that_asks_for_other_consents_is_refused_with_words(desk, coordinator, age, becomes):
    row = make.application(age, status="in_review", owner=coordinator)
    born = make.born(becomes)
    parts = {"born_on_0": str(born.year), "born_on_1": str(born.month), "born_on_2": str(born.day)}

    answer = desk.post(address(row, "person"), facts_of(row.person, **parts))

    row.person.refresh_from_db()
    assert list(answer.context["form"].errors) == ["born_on"]
    assert row.person.born_on == make.born(age)


def test_a_guardian_at_another_address_is_asked_anew(desk, coordinator):
    row = make.application(15, "guardian_pending", owner=coordinator)
    tokens.issue(row, Token.Purpose.GUARDIAN)
    data = {"name": "Rūta Pavyzdaitienė", "contact_by": "email", "email": "kita@pastas.lt", "phone": ""}

    desk.post(address(row, "guardian_contacts"), data)

    row.guardian.refresh_from_db()
    assert row.guardian.email == "kita@pastas.lt"
    assert not Token.objects.exists()
    assert letters("guardian_request").count() == 1
    assert Note.objects.get().text.startswith("Pataisyta apie tėvus ar globėją: ")


# --- What would help, on paper --------------------------------------------------------------------------------------
def test_what_would_help_needs_the_explicit_consent_and_its_route(desk, coordinator):
    row = make.application(status="in_review", owner=coordinator)
    text = ConsentText.current("support", "lt")

    refused = desk.post(address(row, "support_need"), {"text": "Rami vieta", "route": "paper"})
    assert not SupportNeed.objects.exists()
    desk.post(address(row, "support_need"), {"text": "Rami vieta", "route": "paper", f"agrees_{text.pk}": "on"})

    need = SupportNeed.objects.get()
    assert f"agrees_{text.pk}" in refused.context["form"].errors
    assert (need.text, need.consent.route, need.consent.text) == ("Rami vieta", "paper", text)
    assert "Rami" not in str(Note.objects.values()) + str(LogEntry.objects.values())


@pytest.mark.parametrize("name", ["support_need", "hours", "person"])
def test_a_page_opened_by_its_address_is_noted_as_well(desk, coordinator, name):
    row = make.volunteer(owner=coordinator)

    desk.get(address(row, name))

    assert AccessLog.objects.get().actor == coordinator


def test_what_would_help_is_not_written_down_after_the_end(desk, coordinator):
    row = make.application(status="completed", owner=coordinator)
    key = ConsentText.current("support", "lt").pk

    desk.post(address(row, "support_need"), {"text": "Rami vieta", "route": "paper", f"agrees_{key}": "on"})

    assert not SupportNeed.objects.exists()


def test_not_even_a_lead_writes_down_what_would_help_in_a_coordinators_application(client, coordinator, lead):
    row = make.application(status="in_review", owner=coordinator)
    client.force_login(lead)

    assert client.get(address(row, "support_need")).status_code == 403


# --- Two that are one person ----------------------------------------------------------------------------------------
@pytest.fixture
def two(coordinator) -> tuple[Application, Application]:
    facts = {"email": "vienas@pastas.lt"}
    one = make.application(status="in_review", owner=coordinator, person=make.person(20, **facts))
    other = make.application(
        status="declined", person=make.person(20, **facts, first_name="Zygimantas", phone="+37061234567")
    )
    return one, other


def test_the_same_mailbox_and_birth_date_suggest_one_person_and_a_family_does_not(coordinator, two):
    one, other = two
    make.application(person=make.person(15, email="vienas@pastas.lt"))
    hidden = make.application(person=make.person(20, email="vienas@pastas.lt"), owner=make.staff("coordinator"))

    assert list(merging.suggestions(coordinator, one)) == [other]
    assert hidden not in merging.suggestions(coordinator, other)


def test_staff_compare_and_choose_and_both_point_to_one_person(desk, two):
    one, other = two
    gone = other.person
    consents.give(one.person, ConsentText.current("photo", "lt"))
    consents.give(gone, ConsentText.current("photo", "lt"))
    consents.give(gone, ConsentText.current("news", "lt"))

    shown = desk.get(address(one, "merge", other.pk))
    desk.post(address(one, "merge", other.pk), {"first_name": "kept", "phone": "other", "sure": "on"})

    one.refresh_from_db()
    other.refresh_from_db()
    assert "Zygimantas" in shown.content.decode()
    assert AccessLog.objects.filter(application=other).exists()
    assert one.person == other.person
    assert (one.person.first_name, one.person.phone) == ("Žygimantas", "+37061234567")
    assert not Person.objects.filter(pk=gone.pk).exists()
    assert Consent.objects.filter(person=one.person).count() == 2
    assert {note.application for note in Note.objects.all()} == {one, other}
    assert not merging.suggestions(one.owner, one).exists()


def test_nothing_is_merged_without_being_sure(desk, two):
    one, other = two

    answer = desk.post(address(one, "merge", other.pk), {"first_name": "kept", "phone": "other"})

    assert "sure" in answer.context["form"].errors
    assert Person.objects.count() == 2


def test_two_open_for_the_same_activity_are_not_merged(desk, two):
    one, other = two
    Application.objects.filter(pk=other.pk).update(status="in_review", opportunity=one.opportunity)

    desk.post(address(one, "merge", other.pk), {"first_name": "kept", "phone": "other", "sure": "on"})

    assert Person.objects.count() == 2


def test_a_stranger_is_nobody_to_merge_with(desk, two):
    one, _other = two
    stranger = make.application(person=make.person(30))

    assert desk.get(address(one, "merge", stranger.pk)).status_code == 404


# --- What has left --------------------------------------------------------------------------------------------------
def test_the_page_and_the_list_of_what_was_anonymised_hold_nobody(desk, coordinator):
    row = make.application(status="declined", owner=coordinator)
    Person.objects.filter(pk=row.person_id).update(contacts_erased_at=timezone.now())
    Person.objects.filter(pk=row.person_id).update(first_name="", last_name="", born_on=None, email="", phone="")
    Application.objects.update(status="anonymised")

    page = desk.get(address(row))

    assert page.status_code == 200
    assert "Asmens duomenys ištrinti" in page.content.decode()
    assert desk.get(LIST, {"status": "anonymised"}).status_code == 200
    for name in ("person", "meeting"):
        assert desk.get(address(row, name)).status_code == 302


def test_the_history_of_an_application_names_nobody_who_applied(desk, coordinator):
    row = make.application(status="in_review", owner=coordinator)
    desk.post(address(row, "person"), facts_of(row.person, first_name="Žydrūnas"))

    page = desk.get(address(row, "history")).content.decode()

    assert row.number in page
    assert not any(name in page for name in ("Žyd", "Pavyzdaitis", "pastas.lt"))


def test_nothing_is_written_down_about_who_was_anonymised(desk, coordinator):
    row = make.volunteer(owner=coordinator, signed=False)
    agreement, certificate = make.agreement(row, signed=False), make.certificate(row)
    Application.objects.update(status="anonymised")
    papers = {"record": (), "sign": (), "hours": (), "revoke": (certificate.pk,), "support_need": (), "note": ()}
    typed = {"text": "Jonas", "reason": "Jonas", "seen_on": "2026-01-02", "deed": "assign", "entry": "1:a"}
    typed |= {"party": "volunteer", "signed_on": "2026-01-02", "route": "seen"}

    answers = {name: desk.post(address(row, name, *key), typed).status_code for name, key in papers.items()}

    assert {name for name, status in answers.items() if status != 302} == {"note"}  # its words come back
    assert [*row.notes.all(), *row.record_checks.all(), *agreement.signatures.all()] == []
    assert 'name="text"' not in desk.get(address(row)).content.decode()
