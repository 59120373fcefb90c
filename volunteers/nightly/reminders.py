"""Letters that only time causes. ``Reminder`` knows which went out: each once, however often the night runs."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lvg_portal import outbox
from volunteers import consequences, locks, retention
from volunteers.guards import runs_out_on
from volunteers.models import Application, Consent, ConsentText, Feedback, RecordCheck, Reminder, Task, Terms
from volunteers.months import add_months
from volunteers.nightly.phase import Phase

Status = Application.Status
DAY = timedelta(days=1)

RENEW_BEFORE = 30 * DAY  # the time on the waiting list is over
OFFER_BEFORE = 2 * DAY
QUESTION_BEFORE = 7 * DAY
RECORD_BEFORE = 30 * DAY
# A letter that was due while the portal slept still goes out so long; later it would only puzzle.
HOURS_UNTIL_DAY = 10  # of the month
FEEDBACK_AFTER, FEEDBACK_UNTIL = 3 * DAY, 30 * DAY
SEASONS = ((3, 1), (9, 1))  # month, day on which one begins
SEASON_AFTER, SEASON_UNTIL = 60 * DAY, 30 * DAY

Rule = Callable[[Application, date], str]


# --- Rules: the key of the reminder that is due today, or "" --------------------------------------------------------
def renew(row: Application, today: date) -> str:
    return _before_the_end(row, today, Status.WAITLISTED, RENEW_BEFORE, "renew")


def offer(row: Application, today: date) -> str:
    return _before_the_end(row, today, Status.OFFERED, OFFER_BEFORE, "offer")


def question(row: Application, today: date) -> str:
    return _before_the_end(row, today, Status.INFO_REQUESTED, QUESTION_BEFORE, "question")


def _before_the_end(row: Application, today: date, status: Status, before: timedelta, word: str) -> str:
    last_day = runs_out_on(row) if row.status == status else None
    # Not on the very day of the letter that it reminds of.
    if last_day is None or not last_day - before <= today <= last_day or _since(row) == today:
        return ""
    return f"{word}:{row.pk}:{last_day}"


def hours(row: Application, today: date) -> str:
    """Those who volunteered last month already."""
    first = today.replace(day=1)
    if row.status != Status.ACTIVE or _since(row) >= first or today.day > HOURS_UNTIL_DAY:
        return ""
    return f"hours:{row.pk}:{today:%Y-%m}"


def feedback(row: Application, today: date) -> str:
    is_time = FEEDBACK_AFTER <= today - _since(row) <= FEEDBACK_UNTIL
    if row.status != Status.COMPLETED or not is_time or Feedback.objects.filter(application=row).exists():
        return ""
    return f"feedback:{row.pk}"


def come_back(row: Application, today: date) -> str:
    """At the beginning of the next season, to who agreed to be asked and has nothing open with us."""
    begins = max(
        date(year, *day) for year in (today.year - 1, today.year) for day in SEASONS if date(year, *day) <= today
    )
    is_time = today - begins <= SEASON_UNTIL and begins - _since(row) >= SEASON_AFTER
    if row.status != Status.COMPLETED or not is_time or not _may_be_asked(row, today):
        return ""
    return f"come_back:{row.pk}"


def _may_be_asked(row: Application, today: date) -> bool:
    agreed_on = retention.in_pool_since(row)
    if agreed_on is None or add_months(agreed_on, Terms.load().pool_months) <= today:
        return False
    others = row.person.applications.exclude(pk=row.pk)
    # Of two that were completed the later one speaks for both.
    is_later = Q(status=Status.COMPLETED, status_since__gt=row.status_since)
    return not others.filter(~Q(status__in=Application.CLOSED) | is_later).exists()


def _since(row: Application) -> date:
    return timezone.localdate(row.status_since)


# --- Finding and telling --------------------------------------------------------------------------------------------
def _reminding(name: str, letter: str, rule: Rule, candidates: Callable[[date], QuerySet], *, or_call=False) -> Phase:
    """Args: or_call: who has no e-mail is called by staff."""

    def due() -> list[Application]:
        today = timezone.localdate()
        keys = {rule(row, today): row for row in candidates(today).select_related("person").order_by("pk")}
        told = set(Reminder.objects.filter(key__in=keys.keys()).values_list("key", flat=True))
        return [row for key, row in keys.items() if key and key not in told and _can_be_told(row, or_call)]

    def do(found: Application) -> bool:
        with transaction.atomic():
            row = locks.row_of(found)
            key = rule(row, timezone.localdate())
            if not key or not _can_be_told(row, or_call) or not _is_first(key):
                return False
            if row.person.email_confirmed_at and row.person.email:
                event = row.events.filter(target=row.status).exclude(source=row.status).last()
                outbox.post(letter, language=row.person.language, application=row.pk, event=event and event.pk)
            else:
                consequences.add_task(row, Task.What.CALL, letter=letter)
        return True

    return Phase(name, due, do)


def _can_be_told(row: Application, or_call: bool) -> bool:
    person = row.person
    return bool(person.email_confirmed_at and person.email) or (or_call and bool(person.phone) and not person.email)


def _is_first(key: str) -> bool:
    """Another run that writes the same key at this moment is waited for; whoever comes second does nothing."""
    return Reminder.objects.get_or_create(key=key)[1]


def _in(*statuses: Status) -> Callable[[date], QuerySet]:
    return lambda today: Application.objects.filter(status__in=statuses)


def _completed_lately(today: date) -> QuerySet:
    return Application.objects.filter(status=Status.COMPLETED, status_since__date__gte=today - FEEDBACK_UNTIL)


def _in_the_pool(today: date) -> QuerySet:
    pool = Consent.objects.filter(text__purpose=ConsentText.Purpose.POOL, withdrawn_at=None)
    return Application.objects.filter(status=Status.COMPLETED, person__in=pool.values("person"))


# --- Certificates of criminal record --------------------------------------------------------------------------------
def _records_running_out() -> list[RecordCheck]:
    """The newest of each volunteer who works with children."""
    today = timezone.localdate()
    checks = RecordCheck.objects.filter(
        application__status__in=(Status.ACCEPTED, Status.ACTIVE, Status.PAUSED),
        application__opportunity__with_children=True,
    )
    newest = (
        checks.select_related("application").order_by("application_id", "-seen_on", "-pk").distinct("application_id")
    )
    soon = [check for check in newest if check.valid_until and check.valid_until - RECORD_BEFORE <= today]
    told = set(Reminder.objects.filter(key__in=map(_record_key, soon)).values_list("key", flat=True))
    return [check for check in soon if _record_key(check) not in told]


def _record_key(check: RecordCheck) -> str:
    return f"record:{check.pk}"


def _warn_of_record(check: RecordCheck) -> bool:
    with transaction.atomic():
        if not _is_first(_record_key(check)):
            return False
        consequences.add_task(check.application, Task.What.RECORD_EXPIRES, due_on=check.valid_until)
    return True


PHASES = [
    _reminding("waiting lists to renew", "renew_waiting", renew, _in(Status.WAITLISTED), or_call=True),
    _reminding("offers running out", "offer_reminder", offer, _in(Status.OFFERED), or_call=True),
    _reminding("questions unanswered", "question_reminder", question, _in(Status.INFO_REQUESTED), or_call=True),
    Phase("record certificates running out", _records_running_out, _warn_of_record),
    _reminding("asked for last month's hours", "hours_monthly", hours, _in(Status.ACTIVE)),
    _reminding("asked how it went", "feedback", feedback, _completed_lately),
    _reminding("invited to come back", "come_back", come_back, _in_the_pool),
]
