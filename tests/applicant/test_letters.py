"""Every letter: whole in both languages, without names in its subject, true at the moment it is sent."""

import pytest
from django.template.loader import get_template

from lvg_portal import outbox
from lvg_portal.models import Letter
from tests import make
from volunteers.flow import By, make_move
from volunteers.letters import applicant, staff
from volunteers.models import Application, Opportunity
from volunteers.moves import MOVES

# Which status a letter is about; the others are true in any.
STATUS_OF = {key: statuses[0] for key, statuses in applicant.TO_APPLICANT.items() if statuses}
STATUS_OF["hours_monthly"] = "active"
MOVE_OF = {move.letter: name for name, move in MOVES.items() if move.letter}
FORBIDDEN_IN_SUBJECTS = ("Žygimantas", "Pavyzdaitis", "Rūta", "@")


def prepared(key: str, coordinator, language: str) -> Letter:
    age = 15 if "guardian" in key or "consent" in key or key == "handover" else 20
    row = make.application(age, STATUS_OF.get(key, "guardian_pending" if age == 15 else "submitted"))
    event = row.events.last()
    event.move = MOVE_OF.get(key, "guardian_agrees")
    event.reason = "Kada jums patogu?"
    event.save()
    about = {"application": row.pk}
    if key == "confirm":
        Application.objects.update(status="email_pending")
    if key in staff.TO_STAFF:
        about |= {"user": coordinator.pk}
    elif key == "link":
        about = {"applications": [row.pk]}
    elif key == "already_open":
        about |= {"receipt": "SAV-2026-0777"}
    elif key in ("guardian_request", "guardian_reminder", "guardian_reminded"):
        row.guardian.asked_at = event.at
        row.guardian.save()
        about |= {"asked": event.at.isoformat()}
    else:
        about |= {"event": event.pk}
    return outbox.post(key, language=language, **about)


OTHERS = ["confirm", "already_open", "link", "guardian_request", "guardian_reminder", "guardian_reminded"]
KEYS = [*applicant.TO_APPLICANT, *staff.TO_STAFF, *OTHERS, "guardian_receipt", "handover", "hours_monthly"]


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_every_letter_is_whole(db, coordinator, settings, mailoutbox, key, language):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    letter = prepared(key, coordinator, language)

    outbox.deliver()

    letter.refresh_from_db()
    (message,) = mailoutbox
    html = message.alternatives[0][0]
    assert (letter.status, letter.error) == ("sent", "")
    assert message.subject
    assert not any(name in message.subject for name in FORBIDDEN_IN_SUBJECTS)
    assert message.body.startswith("Sveiki" if language == "lt" else "Hello")
    assert "http" in message.body
    assert "&quot;" not in message.body
    assert "{{" not in message.body + html
    assert html.count("<a ") >= 1
    if key in staff.TO_STAFF:
        assert not any(name in message.body for name in ("Žygimantas", "Pavyzdaitis", "pastas.lt"))


@pytest.mark.parametrize("keeps", [True, False])
def test_an_offer_speaks_of_waiting_only_where_one_can_wait(db, coordinator, letters, keeps):
    row = make.application(20, "offered")
    Opportunity.objects.update(has_waiting_list=keeps)
    outbox.post("offered", language="lt", application=row.pk, event=row.events.last().pk)

    ((_to, _subject, body),) = letters()

    assert ("laukiančiųjų sąraše" in body) == keeps


def test_a_promise_is_counted_in_whole_words(db, coordinator, letters):
    row = make.application(20, "submitted")
    outbox.post("received", language="lt", application=row.pk, event=row.events.last().pk)

    ((_to, _subject, body),) = letters()

    assert "per 5 darbo dienas." in body
    assert "galioja 90 dienų nuo" in body


def test_every_move_has_its_letter_or_a_reason_for_none():
    assert [name for name, move in MOVES.items() if bool(move.letter) == bool(move.no_letter)] == []
    for move in MOVES.values():
        if move.letter:
            get_template(f"letters/lt/{move.letter}.txt")
            get_template(f"letters/en/{move.letter}.txt")


def test_no_text_and_no_address_rests_in_the_database(applicant):
    applicant.apply()

    assert "pastas" not in str(Letter.objects.values())


def test_nothing_but_the_confirmation_goes_to_an_unconfirmed_address(db, coordinator, letters):
    row = make.application(20, "in_review", person=make.person(20, email_confirmed_at=None))

    make_move(row, "decline", by=By.STAFF, actor=coordinator, reason="Nėra vietų")

    assert letters() == []


def test_an_offer_taken_back_before_it_was_sent_is_not_sent(db, coordinator, letters):
    row = make.application(20, "in_review")
    make_move(row, "offer", by=By.STAFF, actor=coordinator)
    make_move(row, "take_back", by=By.STAFF, actor=coordinator, reason="Klaida")

    assert [subject for _to, subject, _text in letters()] == ["Vietos pasiūlymas nebegalioja"]


def test_what_staff_note_for_themselves_is_told_to_nobody(db, coordinator, letters):
    row = make.application(20, "in_review")

    make_move(row, "decline", by=By.STAFF, actor=coordinator, reason="Neatvyko į pokalbį")

    assert "Neatvyko" not in letters()[0][2]
