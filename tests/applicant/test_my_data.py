"""Rights used on one's own page: correct, consent, tell what would help, download, erase, say how it was."""

import json

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from lvg_portal.models import Letter
from tests import make
from tests.applicant.conftest import link_in
from volunteers import access, consents, needs, stories, tokens
from volunteers.models import (
    Application,
    Consent,
    ConsentText,
    Feedback,
    Meeting,
    Note,
    Person,
    Story,
    SupportNeed,
    SupportOption,
    Token,
)
from volunteers.tokens import Purpose

PAGES = ["", "kontaktai/", "el-pastas/", "sutikimai/", "pagalba/", "duomenys/", "data.json", "istrinti/"]
DETAILS = {
    "first_name": "Žygimantas",
    "last_name": "Pavyzdaitis",
    "phone": "",
    "municipality": "alytus-district",
    "language": "lt",
}


def my(row: Application, page: str = "") -> str:
    return f"/savanoryste/mano/{tokens.issue(row, Purpose.MY)}/{page}"


def current(purpose: str) -> ConsentText:
    return ConsentText.current(purpose, "lt")


def with_needs(**facts) -> Application:
    row = make.application(**facts)
    consent = consents.give(row.person, current("support"))
    SupportNeed.objects.create(application=row, consent=consent, text="Padėtų rampa")
    return row


# --- All pages ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("page", [*PAGES, "atsiliepimas/"])
@pytest.mark.parametrize("status", ["submitted", "active", "completed", "withdrawn"])
def test_opening_any_page_changes_nothing_and_is_kept_by_nobody(client, db, page, status):
    row = with_needs(status=status)
    before = list(Person.objects.values()), list(Application.objects.values()), list(Consent.objects.values())

    answer = client.get(my(row, page))

    assert answer.status_code in (200, 302)
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    assert before == (
        list(Person.objects.values()),
        list(Application.objects.values()),
        list(Consent.objects.values()),
    )
    assert list(Letter.objects.all()) == []


@pytest.mark.parametrize("page", [*PAGES, "atsiliepimas/"])
def test_without_the_link_nothing_opens(client, db, page):
    make.application()

    assert client.get(f"/savanoryste/mano/{'a' * 43}/{page}").status_code == 404


# --- Contacts -------------------------------------------------------------------------------------------------------
def test_details_are_corrected_and_staff_learn_which_but_not_what_stood_there(client, db):
    row = make.application(person=make.person(phone="+37061234567"))

    page = client.post(
        my(row, "kontaktai/"), {**DETAILS, "first_name": "Žygis", "phone": "8 699 99999", "language": "en"}, follow=True
    )

    person = Person.objects.get()
    note = Note.objects.get().text
    assert (person.first_name, person.phone, person.language) == ("Žygis", "+37069999999", "en")
    assert "Jūsų duomenys pataisyti." in page.content.decode()
    assert "telefonas" in note
    assert "Žyg" not in note
    assert "612" not in note


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"first_name": "12"}, "first_name"),
        ({"last_name": ""}, "last_name"),
        ({"phone": "123"}, "phone"),
        ({"municipality": "x"}, "municipality"),
        ({"language": "de"}, "language"),
    ],
)
def test_a_wrong_detail_is_told_beside_its_field_and_kept(client, db, answers, field):
    row = make.application()

    page = client.post(my(row, "kontaktai/"), {**DETAILS, "last_name": "Naujas", **answers})

    assert list(page.context["form"].errors) == [field]
    assert page.context["form"]["last_name"].value() == answers.get("last_name", "Naujas")
    assert Person.objects.get().last_name == "Pavyzdaitis"


def test_who_has_no_email_keeps_a_phone(client, db):
    row = make.application(person=make.person(email="", phone="+37061234567"))

    page = client.post(my(row, "kontaktai/"), DETAILS)

    assert list(page.context["form"].errors) == ["phone"]


def test_nobody_changes_a_birth_date_by_link(client, db):
    row = make.application(16)

    client.post(my(row, "kontaktai/"), {**DETAILS, "born_on": "1990-01-01", "email": "kitas@pastas.lt"})

    person = Person.objects.get()
    assert (person.born_on, person.email) == (row.person.born_on, row.person.email)


# --- A new e-mail ---------------------------------------------------------------------------------------------------
def test_a_new_address_counts_once_its_mailbox_has_answered(client, db, letters):
    row = make.application()
    old, address = row.person.email, my(row, "el-pastas/")

    client.post(address, {"new_email": "naujas@pastas.lt"})
    ((to, _subject, text),) = letters()
    link = link_in(text)
    client.get(link)
    before = Person.objects.get().email
    page = client.post(link, follow=True)

    person = Person.objects.get()
    assert (to, before) == ("naujas@pastas.lt", old)
    assert (person.email, person.new_email) == ("naujas@pastas.lt", "")
    assert "patvirtintas" in page.content.decode()
    assert client.get(address).status_code == 404, "the old mailbox must open nothing any more"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "hello"), [("lt", "Sveiki"), ("en", "Hello")])
def test_the_old_mailbox_is_told_and_the_new_one_gets_its_link(client, letters, language, hello):
    row = make.application(person=make.person(language=language))
    old = row.person.email
    client.post(my(row, "el-pastas/"), {"new_email": "naujas@pastas.lt"})
    asked = letters()[0][2]
    link = link_in(asked)

    mail.outbox = []
    client.post(link)
    told = [(message.to, row.number in message.body) for message in mail.outbox]
    words = mail.outbox[0].body

    assert told == [([old], True)]
    assert (asked.startswith(hello), words.startswith(hello)) == (True, True)
    assert "Žygimantas" not in asked + words
    assert [to for to, _subject, _text in letters()] == ["naujas@pastas.lt"]
    assert old not in str(Letter.objects.values())


def test_who_had_no_email_adds_one(client, db, letters):
    row = make.application(person=make.person(email="", phone="+37061234567", email_confirmed_at=None))
    client.post(my(row, "el-pastas/"), {"new_email": "naujas@pastas.lt"})

    client.post(link_in(letters()[0][2]))

    person = Person.objects.get()
    assert person.email == "naujas@pastas.lt"
    assert person.email_confirmed_at


def test_only_the_newest_address_asked_for_can_be_confirmed(client, db, letters):
    row = make.application()
    address = my(row, "el-pastas/")
    client.post(address, {"new_email": "pirmas@pastas.lt"})
    first = link_in(letters()[0][2])
    client.post(address, {"new_email": "antras@pastas.lt"})

    assert client.post(first).status_code == 404
    assert [to for to, _subject, _text in letters()] == ["antras@pastas.lt"]


def test_a_change_of_mind_ends_the_letter_that_waits(client, db, letters):
    row = make.application()
    address = my(row, "el-pastas/")
    client.post(address, {"new_email": "naujas@pastas.lt"})
    client.post(address, {"keep": "1"})

    assert letters() == []
    assert Person.objects.get().new_email == ""


def test_the_same_address_and_the_guardian_s_are_refused(client, db):
    row = make.application(16)
    address = my(row, "el-pastas/")

    same = client.post(address, {"new_email": row.person.email.upper()})
    mother = client.post(address, {"new_email": row.guardian.email})

    assert [list(page.context["form"].errors) for page in (same, mother)] == [["new_email"], ["new_email"]]
    assert not Letter.objects.exists()


def test_no_more_than_five_letters_an_hour(client, db):
    row = make.application()
    address = my(row, "el-pastas/")

    for number in range(7):
        page = client.post(address, {"new_email": f"naujas{number}@pastas.lt"})

    assert Letter.objects.filter(key="new_email").count() == 5
    assert page.context["form"].non_field_errors()


def test_two_applications_for_one_activity_do_not_meet_in_one_mailbox(client, db, letters):
    row = make.application()
    other = make.application(opportunity=row.opportunity)
    client.post(my(row, "el-pastas/"), {"new_email": other.person.email})

    page = client.post(link_in(letters()[0][2]))

    row.person.refresh_from_db()
    assert page.context["taken"]
    assert row.person.email != other.person.email


# --- Consents -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("purpose", ["photo", "pool", "news"])
def test_a_consent_is_given_withdrawn_and_given_anew(client, db, purpose):
    row = make.application()
    address, text = my(row, "sutikimai/"), current(purpose)

    client.post(address, {"give": text.pk})
    client.post(address, {"give": text.pk})
    first = Consent.objects.get()
    client.post(address, {"withdraw": first.pk})
    client.post(address, {"give": text.pk})

    assert [bool(consent.withdrawn_at) for consent in Consent.objects.order_by("pk")] == [True, False]


@pytest.mark.parametrize("key", ["", "0", "999999", "x", "-1", "9" * 40])
def test_a_made_up_consent_changes_nothing(client, db, key):
    row = make.application()

    for deed in ("give", "withdraw"):
        assert client.post(my(row, "sutikimai/"), {deed: key}).status_code == 302

    assert not Consent.objects.exists()


def test_nobody_withdraws_for_another_and_nobody_gives_what_is_not_asked(client, db):
    row = make.application()
    theirs = consents.give(make.application().person, current("photo"))

    client.post(my(row, "sutikimai/"), {"withdraw": theirs.pk})
    for purpose in ("guardian", "support", "story"):
        client.post(my(row, "sutikimai/"), {"give": current(purpose).pk})

    theirs.refresh_from_db()
    assert theirs.withdrawn_at is None
    assert Consent.objects.count() == 1


def test_a_story_leaves_the_site_with_its_consent(client, db, coordinator, letters):
    row = make.application(status="completed", owner=coordinator)
    client.post(my(row, "sutikimai/"), {"give": current("story").pk})
    consent = Consent.objects.get()
    Story.objects.create(
        consent=consent, title_lt="Mano vasara", text_lt="Gera.", name="Ona",
        status="published", published_at=timezone.now(),
    )  # fmt: skip
    before = "Mano vasara" in client.get("/savanoryste/").content.decode()

    client.post(my(row, "sutikimai/"), {"withdraw": consent.pk})

    assert before
    assert "Mano vasara" not in client.get("/savanoryste/").content.decode()
    assert list(stories.told()) == []
    assert [to for to, _subject, _text in letters()] == [coordinator.email]


# --- What would help ------------------------------------------------------------------------------------------------
def test_needs_are_shown_changed_and_stand_on_the_current_words(client, db):
    row = with_needs()
    old = row.support_need.consent
    newer = ConsentText.objects.create(purpose="support", version=2, language="lt", body="Nauji žodžiai")
    option = SupportOption.objects.create(key="rampa", title_lt="Rampa")
    address = my(row, "pagalba/")

    shown = client.get(address)
    unagreed = client.post(address, {"text": "Kėdė"})
    client.post(address, {"text": "Kėdė", "options": [option.pk], f"agrees_{newer.pk}": "on"})

    need = SupportNeed.objects.get()
    old.refresh_from_db()
    assert "Padėtų rampa" in shown.content.decode()
    assert list(unagreed.context["form"].errors) == [f"agrees_{newer.pk}"]
    assert (need.text, list(need.options.all()), need.consent.text) == ("Kėdė", [option], newer)
    assert old.withdrawn_at
    assert "Kėdė" not in Note.objects.get().text


@pytest.mark.parametrize("answer", [{"withdraw": "1"}, {"text": "", "options": []}])
def test_withdrawn_needs_are_erased_at_once_and_the_application_goes_on(client, db, coordinator, letters, answer):
    row = with_needs(status="in_review", owner=coordinator)

    client.post(my(row, "pagalba/"), answer)

    row.refresh_from_db()
    assert not SupportNeed.objects.exists()
    assert Consent.objects.get().withdrawn_at
    assert row.status == "in_review"
    ((to, _subject, text),) = letters()
    assert to == coordinator.email
    assert "rampa" not in text + Note.objects.get().text


def test_the_database_demands_a_consent_of_the_same_person_that_stands(db):
    row, stranger = make.application(), make.application()
    ended = consents.give(row.person, current("support"))
    Consent.objects.filter(pk=ended.pk).update(withdrawn_at=timezone.now())
    wrong = [ended, consents.give(row.person, current("photo")), consents.give(stranger.person, current("support"))]

    for consent in wrong:
        with pytest.raises(IntegrityError, match="explicit consent"), transaction.atomic():
            SupportNeed.objects.create(application=row, consent=consent, text="x")

    needs.keep(row, options=[], text="x", agreed=current("support"))
    assert SupportNeed.objects.get().application == row


# --- All that is held -----------------------------------------------------------------------------------------------
def test_everything_is_shown_and_downloaded(client, db, coordinator):
    row = with_needs(age=16)
    Note.objects.create(application=row, author=coordinator, text="Paskambinti")
    access.note_access(row, coordinator, reason="Pokalbis")

    page = client.get(my(row, "duomenys/")).content.decode()
    file = client.get(my(row, "data.json"))
    data = json.loads(file.content)["data"]

    for held in (row.person.email, "Padėtų rampa", "Paskambinti", "Pokalbis", row.guardian.email):
        assert held in page
    assert data["person"][0]["first_name"] == "Žygimantas"
    assert data["note"][0]["text"] == "Paskambinti"
    assert data["accesslog"][0]["reason"] == "Pokalbis"
    assert file.headers["Content-Disposition"] == f'attachment; filename="{row.number}.json"'
    assert coordinator.username not in page + file.content.decode()


# --- Erasing --------------------------------------------------------------------------------------------------------
def test_erasing_asks_for_a_tick_and_then_nothing_is_left(client, db):
    row = with_needs(age=16)
    address = my(row, "istrinti/")

    asked = client.post(address, {})
    still = Person.objects.get().first_name
    page = client.post(address, {"sure": "on"}, follow=True)
    old = client.get(address)

    person = Person.objects.get()
    assert list(asked.context["form"].errors) == ["sure"]
    assert still == "Žygimantas"
    assert (person.first_name, person.email, person.is_anonymous) == ("", "", True)
    assert page.redirect_chain == [("/savanoryste/mano/istrinta/", 302)]
    assert "Žygimantas" not in page.content.decode()
    assert old.status_code == 410
    assert "ištrinti" in old.content.decode()
    assert set(Token.objects.values_list("application", flat=True)) == {None}


def test_what_was_typed_on_this_computer_goes_too(applicant, client, db):
    applicant.about()
    row = make.application()

    client.post(my(row, "istrinti/"), {"sure": "on"})

    assert client.session.is_empty()


def test_a_signed_agreement_stays_and_the_page_says_why(client, db):
    row = make.volunteer()
    address = my(row, "istrinti/")

    asked = client.get(address).content.decode()
    client.post(address, {"sure": "on"})

    person = Person.objects.get()
    assert "įstatymas liepia" in asked
    assert (person.first_name, person.email) == ("Žygimantas", "")
    assert client.get(address).status_code == 410


# --- Moves of one's own ---------------------------------------------------------------------------------------------
def test_who_turned_18_confirms_that_they_go_on(client, db):
    row = make.application(19, "active", handed_over_at=timezone.now())

    page = client.post(my(row), {"move": "confirm_adult"}, follow=True)

    row.refresh_from_db()
    assert row.adult_confirmed_at
    assert 'value="confirm_adult"' not in page.content.decode()
    assert "apsisprendžiate patys" in page.content.decode()


def test_waiting_on_is_offered_only_when_time_runs_out(client, db):
    fresh = make.application(status="waitlisted")
    late = make.application(status="waitlisted", status_since=timezone.now() - timezone.timedelta(days=330))

    client.post(my(late), {"move": "renew_waiting"})

    late.refresh_from_db()
    assert 'value="renew_waiting"' not in client.get(my(fresh)).content.decode()
    assert late.renewed_at
    assert late.status == "waitlisted"


def test_a_meeting_goes_into_ones_own_calendar(client, db):
    row = make.application(status="interview")
    Meeting.objects.create(application=row, starts_at=make.at(2030, 5, 6, 10), where="Naujoji g. 48")

    file = client.get(my(row, "meeting.ics"))

    assert "meeting.ics" in client.get(my(row)).content.decode()
    assert file.headers["Content-Type"].startswith("text/calendar")
    assert "DTSTART;TZID=Europe/Vilnius:20300506T100000" in file.content.decode()
    assert client.get(my(make.application(), "meeting.ics")).status_code == 302


# --- Feedback -------------------------------------------------------------------------------------------------------
def test_feedback_is_asked_once_of_who_has_volunteered(client, db):
    row = make.application(status="completed")
    address = my(row, "atsiliepimas/")

    wrong = client.post(address, {"rating": "9", "liked": "Žmonės"})
    client.post(address, {"rating": "5", "liked": "Žmonės"})
    client.post(address, {"rating": "1"})

    given = Feedback.objects.get()
    assert list(wrong.context["form"].errors) == ["rating"]
    assert wrong.context["form"]["liked"].value() == "Žmonės"
    assert (given.rating, given.liked) == (5, "Žmonės")
    assert "Ačiū, kad parašėte" in client.get(address).content.decode()


@pytest.mark.parametrize("status", ["submitted", "active", "withdrawn", "declined"])
def test_nobody_else_is_asked(client, db, status):
    row = make.application(status=status)

    assert client.get(my(row, "atsiliepimas/")).status_code == 302
    client.post(my(row, "atsiliepimas/"), {"rating": "5"})
    assert not Feedback.objects.exists()
