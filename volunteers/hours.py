"""The hours journal: who may enter which hours and when, who confirms them, and how far somebody has come.

Overlaps and the length of a day are the database's to refuse (models/serving.py); here they get their sentence first.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from lvg_portal import outbox
from lvg_portal.models import Letter
from lvg_portal.templatetags.portal import long_date
from volunteers import agreements, consequences, daytime, locks
from volunteers.models import Agreement, Application, HoursEntry, Opportunity, Task, Terms

Status, Entry = Application.Status, HoursEntry.Status
LATE = timedelta(days=14)  # after the end: what was left on paper, or was returned
NOT_CONFIRMED = (Entry.ENTERED, Entry.RETURNED)


@dataclass
class Progress:
    """Minutes so far; ``goal`` is 0 where nothing is to be reached."""

    confirmed: int = 0
    waiting: int = 0
    returned: int = 0  # entries, not minutes
    goal: int = 0

    @property
    def percent(self) -> int:
        return min(100, self.confirmed * 100 // self.goal) if self.goal else 0

    @property
    def missing(self) -> int:
        return max(0, self.goal - self.confirmed)


def progress(application: Application, terms: Terms | None = None) -> Progress:
    sums = application.hours.aggregate(
        confirmed=Sum("minutes", filter=Q(status=Entry.CONFIRMED), default=0),
        waiting=Sum("minutes", filter=Q(status=Entry.ENTERED), default=0),
        returned=Count("pk", filter=Q(status=Entry.RETURNED)),
    )
    return Progress(**sums, goal=(terms or Terms.load()).jst_hours * 60 if is_jst(application) else 0)


def is_jst(application: Application) -> bool:
    """In the Youth Voluntary Service, by what is offered or by the agreement."""
    if application.opportunity and application.opportunity.kind == Opportunity.Kind.JST:
        return True
    return application.agreements.filter(kind=Agreement.Kind.JST, cancelled_at=None).exists()


# --- Which hours may be entered -------------------------------------------------------------------------------------
def may_enter(application: Application) -> bool:
    """While volunteering or paused, and a little longer."""
    if application.status in (Status.ACTIVE, Status.PAUSED):
        return True
    ended = timezone.localdate(application.status_since)
    return application.status == Status.COMPLETED and timezone.localdate() <= ended + LATE


def day_refusal(application: Application, day: date) -> str:
    """Why nobody could volunteer on that day; "" when they could."""
    if day > timezone.localdate():
        return _("This day is still to come.")
    periods = agreements.periods(application)
    began, ended, pauses = _course(application)
    if periods and not any(first <= day <= last for first, last in periods):
        first, last = periods[0]
        words = {"first": long_date(first), "last": long_date(last)}
        return _("The agreement holds from %(first)s to %(last)s.") % words
    if not periods and (began is None or day < began):
        return _("Volunteering began on %(day)s.") % {"day": long_date(began or timezone.localdate())}
    if ended and day > ended:
        return _("Volunteering ended on %(day)s.") % {"day": long_date(ended)}
    if any(paused < day and (resumed is None or day < resumed) for paused, resumed in pauses):
        return _("Volunteering was paused on that day.")
    return ""


def _course(application: Application) -> tuple[date | None, date | None, list[tuple[date, date | None]]]:
    """When volunteering began, when it ended (None: not yet) and its pauses (first and last day; None: still)."""
    began = ended = paused = None
    pauses = []
    for event in application.events.exclude(source=F("target")).order_by("pk"):
        day = timezone.localdate(event.at)
        if event.target == Status.ACTIVE:
            began = began or day
            if paused:
                pauses.append((paused, day))
            paused = None
        elif event.target == Status.PAUSED:
            began, paused = began or day, day
        elif event.source in (Status.ACTIVE, Status.PAUSED):
            ended = paused or day
            paused = None
    return began, ended, [*pauses, *([(paused, None)] if paused else [])]


def _errors(application: Application, facts: dict, besides: HoursEntry | None) -> dict[str, str]:
    errors = {}
    if refusal := day_refusal(application, facts["worked_on"]):
        errors["worked_on"] = refusal
    began, ended = facts["began_minute"], facts["began_minute"] + facts["minutes"]
    for other in application.hours.filter(worked_on=facts["worked_on"]).exclude(status=Entry.RETURNED):
        if other != besides and other.began_minute < ended and began < other.began_minute + other.minutes:
            words = {"hours": daytime.between(other.began_minute, other.minutes)}
            errors["began"] = _("These hours overlap with those already entered: %(hours)s.") % words
            break
    return errors


# --- What is done with them -----------------------------------------------------------------------------------------
def enter(application: Application, facts: dict, *, user=None, entry: HoursEntry | None = None) -> HoursEntry:
    """Keep new hours, or corrected ones: the volunteer's wait for the curator, those that staff enter are confirmed.

    ``facts``: worked_on, began_minute, minutes, activity; from staff also project and local_project. Raises
    ValidationError by field (``worked_on``, ``began``), nothing changed.
    """
    try:
        with transaction.atomic():
            row = locks.row_of(application)
            if not may_enter(row):
                raise ValidationError(_("Hours are entered while volunteering lasts."))
            if entry is None and (same := _sent_before(row, facts, user)):
                return same
            entry = _changeable(row, entry) if entry else HoursEntry(application=row, project=_usual_project(row))
            if errors := _errors(row, facts, besides=entry):
                raise ValidationError(errors)
            for name, value in facts.items():
                setattr(entry, name, value)
            entry.entered_by, entry.returned_because = user, ""
            _decide(entry, Entry.CONFIRMED if user else Entry.ENTERED, user)
            entry.save()
    except IntegrityError as error:
        # Whoever does not come through here locks no row, and the database has the last word.
        if "hours_do_not_overlap" not in str(error):
            raise
        raise ValidationError({"began": _("These hours overlap with others of the same day.")}) from error
    return entry


def take_out(application: Application, entry: HoursEntry) -> None:
    """The volunteer deletes what is not confirmed. Raises ValidationError."""
    with transaction.atomic():
        _changeable(locks.row_of(application), entry).delete()


def confirm(application: Application, seen: dict[int, str], *, user) -> int:
    """Confirm the entries that are still what the curator saw (``{pk: fingerprint}``); returns how many."""
    with transaction.atomic():
        rows = _as_seen(locks.row_of(application), seen).filter(status=Entry.ENTERED)
        entries = [entry for entry in rows if fingerprint(entry) == seen[entry.pk]]
        for entry in entries:
            _decide(entry, Entry.CONFIRMED, user)
            entry.save(update_fields=["status", "decided_by", "decided_at"])
    return len(entries)


def give_back(application: Application, seen: dict[int, str], *, user, reason: str) -> int:
    """Return entries to be corrected, also confirmed ones while volunteering lasts; one letter tells of all."""
    with transaction.atomic():
        row = locks.row_of(application)
        open_to = [Entry.ENTERED, Entry.CONFIRMED] if may_enter(row) else [Entry.ENTERED]
        entries = [
            entry for entry in _as_seen(row, seen).filter(status__in=open_to) if fingerprint(entry) == seen[entry.pk]
        ]
        for entry in entries:
            _decide(entry, Entry.RETURNED, user)
            entry.returned_because = reason
            entry.save(update_fields=["status", "decided_by", "decided_at", "returned_because"])
        if entries and may_enter(row):  # afterwards nobody can correct them
            _tell_returned(row)
    return len(entries)


def assign(application: Application, keys, *, project, local_project) -> int:
    """Say for which project or local project the hours were."""
    return application.hours.filter(pk__in=keys).update(project=project, local_project=local_project)


def fingerprint(entry: HoursEntry) -> str:
    """Changes with what the volunteer may change: the curator confirms only what the page showed."""
    facts = f"{entry.worked_on} {entry.began_minute} {entry.minutes} {entry.activity}"
    return hashlib.blake2s(facts.encode(), digest_size=8).hexdigest()


def _sent_before(application: Application, facts: dict, user) -> HoursEntry | None:
    """A second click on the same form is answered like the first."""
    return application.hours.filter(entered_by=user, **facts).exclude(status=Entry.RETURNED).first()


def _changeable(application: Application, entry: HoursEntry) -> HoursEntry:
    row = application.hours.filter(pk=entry.pk, status__in=NOT_CONFIRMED).first()
    if row is None:
        raise ValidationError(_("These hours have been confirmed meanwhile, so they can no longer be changed here."))
    return row


def _as_seen(application: Application, seen: dict[int, str]) -> QuerySet[HoursEntry]:
    return application.hours.filter(pk__in=seen)


def _decide(entry: HoursEntry, status: str, user) -> None:
    is_open = status == Entry.ENTERED
    entry.status = status
    entry.decided_by, entry.decided_at = (None, None) if is_open else (user, timezone.now())


def _usual_project(application: Application):
    return application.opportunity.project if application.opportunity else None


def _tell_returned(application: Application) -> None:
    if not application.person.email:
        consequences.add_task(application, Task.What.CALL, letter="hours_returned")
        return
    waiting = Letter.objects.filter(key="hours_returned", refs__application=application.pk, status="waiting")
    if not waiting.exists():  # the one that waits will tell of these too
        outbox.post("hours_returned", language=application.person.language, application=application.pk)
