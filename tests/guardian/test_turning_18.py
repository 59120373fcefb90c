"""The 18th birthday: the guardian's word and link end, the volunteer's own word is asked for."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lvg_portal import outbox
from lvg_portal.models import Letter
from tests import make
from tests.guardian.test_consent import page_of, text
from volunteers import age, consents, flow
from volunteers.flow import By, MoveRefused, lawful_moves, make_move
from volunteers.guards import valid_consent
from volunteers.models import Application


def turns_18(row: Application) -> None:
    """Today is the birthday."""
    row.person.born_on = age.birthday(timezone.localdate(), -18)
    row.person.save()


def clock(row: Application) -> None:
    (name,) = [name for name in lawful_moves(row, By.CLOCK) if name in ("come_of_age", "hand_over")]
    make_move(row, name, by=By.CLOCK)


def open_tasks(row: Application) -> list[str]:
    return list(row.tasks.filter(done_at=None).values_list("what", flat=True))


@pytest.mark.parametrize("status", ["submitted", "offered", "accepted", "active", "paused"])
def test_the_status_and_the_place_stay_and_the_guardian_s_word_ends(db, status):
    row = make.application(17, status)
    turns_18(row)

    clock(row)

    assert (row.status, valid_consent(row), open_tasks(row)) == (status, None, ["confirm_adult"])
    assert set(Letter.objects.values_list("key", flat=True)) == {"turned_18", "handover"}
    assert "hand_over" not in lawful_moves(row, By.CLOCK)  # once


def test_who_waited_for_the_guardian_waits_no_more(db):
    row = make.application(17, "guardian_pending")
    turns_18(row)

    clock(row)

    assert (row.status, open_tasks(row)) == ("submitted", [])
    assert "handover" not in Letter.objects.values_list("key", flat=True)  # nobody was ever asked


@pytest.mark.parametrize("night_was", [True, False])
def test_the_link_says_kindly_why_it_ended(client, db, night_was):
    row = make.application(17, "active")
    address, revoke = page_of(row), page_of(row, page="atsaukti/")
    turns_18(row)
    if night_was:
        clock(row)

    pages = [client.get(address), client.post(address, {"answer": "refuse", "text": text().pk}), client.post(revoke)]

    row.refresh_from_db()
    assert [page.status_code for page in pages] == [410, 410, 410]
    assert "18 metų sukako" in pages[0].content.decode()
    assert row.status == "active"


def test_staff_cannot_record_a_guardian_s_word_for_an_adult(db, coordinator):
    row = make.application(17, "guardian_pending")
    turns_18(row)

    for agrees in (True, False):
        with pytest.raises(MoveRefused):
            consents.guardian_answers(row, agrees=agrees, text=text(), route="paper", recorded_by=coordinator)


def test_nobody_starts_as_an_adult_before_saying_so(db, coordinator):
    row = make.application(17, "accepted")
    turns_18(row)
    clock(row)
    with pytest.raises(MoveRefused, match="18"):
        make_move(row, "activate", by=By.STAFF, actor=coordinator)

    make_move(row, "confirm_adult", by=By.APPLICANT)
    make_move(row, "activate", by=By.STAFF, actor=coordinator)

    assert (row.status, open_tasks(row)) == ("active", [])


def test_who_turns_18_before_confirming_the_address_decides_alone_at_once(db):
    row = make.application(17, "email_pending")
    turns_18(row)

    make_move(row, "confirm", by=By.APPLICANT)

    assert row.status == "submitted"
    assert not {"hand_over", "confirm_adult"} & (lawful_moves(row, By.CLOCK) | lawful_moves(row, By.APPLICANT)).keys()
    assert set(Letter.objects.values_list("key", flat=True)) == {"received"}


@pytest.mark.parametrize(("language", "said"), [("lt", "dėl kurių sutikote"), ("en", "for whom you agreed")])
def test_the_guardian_is_thanked_and_gets_no_link(db, mailoutbox, settings, language, said):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    row = make.application(17, "active", person=make.person(17, language=language))
    turns_18(row)
    clock(row)

    outbox.deliver()

    (letter,) = [message for message in mailoutbox if message.to == [row.guardian.email]]
    assert said in letter.body
    assert "/sutikimas/" not in letter.body
    assert "/consent/" not in letter.body


def test_a_guardian_asked_in_vain_is_told_other_words(db, mailoutbox, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    row = make.application(17, "email_pending")
    make_move(row, "confirm_minor", by=By.APPLICANT)
    turns_18(row)
    clock(row)

    outbox.deliver()

    (letter,) = [message for message in mailoutbox if message.to == [row.guardian.email]]
    assert "dėl kurio prašėme jūsų sutikimo" in letter.body  # the request itself was not sent any more


def test_the_29th_of_february_comes_of_age_on_the_1st_of_march(db):
    assert age.adult_at(make.date(2008, 2, 29)) == make.at(2026, 3, 1)
    assert flow.is_minor(make.date(2008, 2, 29), make.date(2026, 2, 28))
    assert not flow.is_minor(make.date(2008, 2, 29), make.date(2026, 3, 1))
    assert age.adult_at(make.date(2008, 2, 29)) - make.at(2026, 2, 28) == timedelta(days=1)
