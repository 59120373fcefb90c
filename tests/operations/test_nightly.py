"""What every night brings: each thing once, on its day, however often and with whomever the command runs."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from lvg_portal.models import Letter
from tests import make
from tests.at_once import at_once
from volunteers import access, consents, tokens
from volunteers.models import (
    AccessLog,
    Application,
    ConsentText,
    Person,
    RecordCheck,
    Reminder,
    StatusEvent,
    SupportNeed,
    Task,
    Token,
)
from volunteers.months import add_months
from volunteers.nightly import reminders
from volunteers.retention import last_day_over

DAY = timedelta(days=1)


def since(days: int):
    """Noon of that many Vilnius days ago."""
    day = timezone.localdate() - days * DAY
    return make.at(day.year, day.month, day.day, 12)


def on(day):
    return make.at(day.year, day.month, day.day, 12)


def status_of(row: Application) -> str:
    row.refresh_from_db()
    return row.status


def keys() -> list[str]:
    return sorted(Letter.objects.values_list("key", flat=True))


# --- Each on its day ------------------------------------------------------------------------------------------------
REMINDED = [
    ("waitlisted", "renew_waiting", lambda today: add_months(today + 30 * DAY, -12)),
    ("offered", "offer_reminder", lambda today: today + 2 * DAY - 7 * DAY),
    ("info_requested", "question_reminder", lambda today: today + 7 * DAY - 30 * DAY),
    ("completed", "feedback", lambda today: today - 3 * DAY),
]


@pytest.mark.parametrize(("status", "key", "begun"), REMINDED, ids=[key for _status, key, _begun in REMINDED])
def test_a_reminder_goes_out_on_its_day_and_only_once(db, status, key, begun):
    day = begun(timezone.localdate())
    due = make.application(20, status, status_since=on(day))
    make.application(20, status, status_since=on(day + DAY))

    call_command("nightly")
    call_command("nightly")

    assert make.letters_waiting(key) == [due.pk]


def test_who_has_no_e_mail_is_called_instead(db):
    who = make.person(20, email="", phone="+37061234567", email_confirmed_at=None)
    row = make.application(20, "offered", person=who, status_since=since(5))

    call_command("nightly")

    assert row.tasks.values_list("what", "letter").get() == ("call", "offer_reminder")


def test_hours_are_asked_for_on_the_first_days_of_a_month(db):
    row = make.application(20, "active", status_since=since(400))
    make.application(20, "active", status_since=timezone.now())
    first = timezone.localdate().replace(day=1)

    assert reminders.hours(row, first) == f"hours:{row.pk}:{first:%Y-%m}"
    assert reminders.hours(row, first.replace(day=11)) == ""


def test_who_agreed_is_invited_when_the_next_season_begins(db):
    asked, silent = (make.application(20, "completed", status_since=make.at(2026, 10, 1)) for _each in range(2))
    pool = consents.give(asked.person, ConsentText.current("pool", "lt"))
    pool.given_at = make.at(2026, 9, 1)
    pool.save()
    march = make.at(2027, 3, 1).date()

    assert reminders.come_back(asked, march) == f"come_back:{asked.pk}"
    assert reminders.come_back(asked, march - DAY) == reminders.come_back(silent, march) == ""
    assert reminders.come_back(asked, march + 40 * DAY) == ""  # much too late for an invitation
    once_more = make.application(20, "completed", person=asked.person, status_since=make.at(2026, 11, 1))
    assert reminders.come_back(once_more, march)
    assert reminders.come_back(asked, march) == ""  # one invitation for both
    once_more.delete()
    pool.withdrawn_at = timezone.now()
    pool.save()
    assert reminders.come_back(asked, march) == ""


def test_a_record_certificate_that_runs_out_is_a_task(db):
    soon, later = (make.application(20, "active", opportunity=make.opportunity(with_children=True)) for _each in "ab")
    today = timezone.localdate()
    for row, days in ((soon, 30), (later, 31)):
        RecordCheck.objects.create(application=row, seen_on=today - 300 * DAY, valid_until=today + days * DAY)

    call_command("nightly")
    call_command("nightly")

    assert list(Task.objects.filter(what="record_expires").values_list("application", "due_on")) == [
        (soon.pk, today + 30 * DAY)
    ]


def test_whoever_turned_18_takes_over(db):
    row = make.application(17, "in_review")
    Person.objects.filter(pk=row.person_id).update(born_on=make.born(18))

    call_command("nightly")
    call_command("nightly")

    row.refresh_from_db()
    assert row.handed_over_at is not None
    assert row.events.filter(move="hand_over").count() == 1


# --- The law's table: the day before it stays, on the day it leaves ---------------------------------------------------
def closed(status: str, months: int, **facts) -> list[Application]:
    """One whose time is over today, and one whose time is over tomorrow."""
    day = last_day_over(timezone.localdate(), months)
    return [make.application(20, status, status_since=on(day + late * DAY), **facts) for late in (0, 1)]


@pytest.mark.parametrize(("status", "months"), [("declined", 6), ("withdrawn", 6), ("expired", 6), ("completed", 12)])
def test_what_is_closed_leaves_after_its_months(db, status, months):
    over, kept = closed(status, months)

    call_command("nightly")

    assert (status_of(over), status_of(kept)) == ("anonymised", status)


def test_a_signed_agreement_keeps_the_name_ten_years_and_the_contacts_one(db):
    over, kept = closed("completed", 12)
    gone, stays = closed("completed", 120)
    for row in (over, kept, gone, stays):
        make.agreement(row)

    call_command("nightly")
    call_command("nightly")

    for row in (over, kept, gone, stays):
        row.refresh_from_db()
    assert [row.status for row in (over, kept, gone, stays)] == ["completed", "completed", "anonymised", "completed"]
    assert [bool(row.person.email) for row in (over, kept, stays)] == [False, True, False]
    assert (over.person.first_name, over.events.filter(move="forget_contacts").count()) == ("Žygimantas", 1)


def test_a_signed_agreement_is_kept_even_where_a_guardian_fell_silent_afterwards(db):
    row = make.application(15, "accepted")
    make.agreement(row)
    consents.guardian_withdraws(row)
    Application.objects.update(status_since=timezone.now() - timedelta(days=40))

    call_command("nightly")

    row.refresh_from_db()
    assert (row.status, row.person.first_name, row.agreements.get().signatures.count()) == ("expired", "Žygimantas", 3)


def test_the_pool_keeps_whoever_agreed_as_long_as_they_agreed(db):
    over, _kept = closed("declined", 6)
    consents.give(over.person, ConsentText.current("pool", "lt"))

    call_command("nightly")

    assert status_of(over) == "declined"


@pytest.mark.parametrize("days", [30, 29])
def test_what_would_help_is_forgotten_first(db, days):
    row = make.application(20, "declined", status_since=since(days))
    SupportNeed.objects.create(application=row, consent=consents.give(row.person, ConsentText.current("support", "lt")))

    call_command("nightly")

    assert SupportNeed.objects.exists() == (days < 30)
    assert status_of(row) == "declined"


@pytest.mark.parametrize(("age", "status", "days"), [(20, "email_pending", 7), (16, "guardian_pending", 30)])
def test_who_was_never_considered_leaves_the_night_the_time_runs_out(db, mailoutbox, age, status, days):
    over = make.application(age, status, status_since=since(days + 1))
    kept = make.application(age, status, status_since=since(days))
    Person.objects.filter(applications__status="email_pending").update(email_confirmed_at=None)

    call_command("nightly")

    assert (status_of(over), status_of(kept)) == ("anonymised", status)
    assert [message.subject for message in mailoutbox] == (["Jūsų paraiška nebegalioja"] if age == 16 else [])


def test_with_the_mail_server_down_nobody_leaves_untold(db, settings, mailoutbox):
    row = make.application(16, "guardian_pending", status_since=since(31))
    works, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "tests.rules.test_leaving.Down"

    call_command("nightly")
    assert status_of(row) == "expired"

    settings.EMAIL_BACKEND = works
    call_command("nightly")
    assert (status_of(row), len(mailoutbox)) == ("anonymised", 1)


def test_old_rows_are_swept(db, coordinator):
    row = make.application(20, "active")
    day = last_day_over(timezone.localdate(), 24)
    for late in (0, 1):
        entry = access.note_access(row, coordinator)
        AccessLog.objects.filter(pk=entry.pk).update(at=on(day + late * DAY))
        reminder = Reminder.objects.create(key=f"feedback:{late}")
        Reminder.objects.filter(pk=reminder.pk).update(created_at=on(day + late * DAY))
        tokens.issue(row, tokens.Purpose.MY)
    Token.objects.filter(pk=Token.objects.first().pk).update(expires_at=timezone.now() - 91 * DAY)

    call_command("nightly")

    assert (AccessLog.objects.count(), Reminder.objects.filter(key__startswith="feedback").count()) == (1, 1)
    assert Token.objects.count() == 1


# --- However it is run ----------------------------------------------------------------------------------------------
def everything_due() -> None:
    """Something for every phase that moves, writes or erases."""
    item = make.opportunity(capacity=1)
    make.application(20, "offered", opportunity=item, status_since=since(8))
    make.application(20, "waitlisted", opportunity=item, status_since=since(20))
    make.application(20, "waitlisted", opportunity=item, status_since=since(350))
    make.application(20, "info_requested", status_since=since(25))
    make.application(20, "completed", status_since=since(4))
    make.application(16, "guardian_pending", status_since=since(40))
    minor = make.application(17, "in_review")
    Person.objects.filter(pk=minor.person_id).update(born_on=make.born(18))
    declined = make.application(20, "declined", status_since=since(300))
    SupportNeed.objects.create(
        application=declined, consent=consents.give(declined.person, ConsentText.current("support", "lt"))
    )
    make.agreement(make.application(20, "completed", status_since=since(500)))
    RecordCheck.objects.create(
        application=make.application(20, "active", opportunity=make.opportunity(with_children=True)),
        seen_on=timezone.localdate() - 90 * DAY,
        valid_until=timezone.localdate() + 10 * DAY,
    )


def outcome() -> list:
    return [
        list(Application.objects.order_by("pk").values_list("status", flat=True)),
        list(StatusEvent.objects.order_by("application", "pk").values_list("application", "move")),
        sorted(Letter.objects.values_list("key", "refs__application")),
        sorted(Task.objects.values_list("application", "what")),
        sorted(Reminder.objects.values_list("key", flat=True)),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_nights_at_once_do_everything_once(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    everything_due()

    results = at_once(lambda: call_command("nightly"), lambda: call_command("nightly"))

    assert not [result for result in results if isinstance(result, Exception)]
    moves_made = list(StatusEvent.objects.exclude(move="start").values_list("application", "move"))
    letters = [tuple(pair) for pair in Letter.objects.values_list("key", "refs__application", "refs__user")]
    assert len(moves_made) == len(set(moves_made)) > 5
    assert len(letters) == len(set(letters)) > 5
    before = outcome()
    call_command("nightly")
    assert outcome() == before


def test_a_week_of_silence_is_made_up_for(db, mailoutbox):
    everything_due()
    Application.objects.update(status_since=timezone.now() - 8 * DAY)
    waiting = make.application(20, "offered", status_since=since(15))

    call_command("nightly")
    before = outcome()
    call_command("nightly")

    assert outcome() == before
    assert status_of(waiting) == "expired"
    assert make.letters_waiting("feedback") != []


def dump() -> list:
    """All rows of all tables, and where the sequences stand."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        rows = {}
        for table in sorted(tables):
            cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')  # noqa: S608 - names from the database
            rows[table] = cursor.fetchall()
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        return [rows, cursor.fetchall()]


def test_a_dry_run_tells_and_changes_nothing(db, mailoutbox):
    everything_due()
    before = dump()

    report = call_command("nightly", dry_run=True)

    assert (dump(), mailoutbox) == (before, [])
    assert re.search(r"^turned 18: 1 \(SAV-2000-\d{4}\)$", report, re.MULTILINE)
    assert re.search(r"^expired: 2 \(SAV-2000-\d{4}, SAV-2000-\d{4}\)$", report, re.MULTILINE)
    assert re.search(r"^contacts forgotten: 1 ", report, re.MULTILINE)


def test_one_broken_row_does_not_stop_the_others(db, caplog):
    broken, sound = (make.application(20, "declined", status_since=since(300)) for _each in range(2))
    rule = f"CHECK (id <> {broken.pk} OR status <> 'anonymised')"
    with connection.cursor() as cursor:  # a rule that nobody foresaw
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE volunteers_application ADD CONSTRAINT odd {rule}")

    with pytest.raises(CommandError, match="anonymised 1.*; 1 failed") as failure:
        call_command("nightly")

    assert failure.value.returncode == 1
    assert (status_of(broken), status_of(sound)) == ("declined", "anonymised")
    assert f"anonymised, {broken.number}: IntegrityError" in caplog.text
    assert "pastas.lt" not in caplog.text
