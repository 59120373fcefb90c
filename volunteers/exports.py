"""Data of applicants that leave the portal: what is in a table, and that it was taken, by whom and for what.

What would help somebody take part is never exported. A file is written row by row to a nameless temporary file, so
that memory does not grow with it and nothing stays on the disk.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import BinaryIO

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lvg_portal import tables
from volunteers.models import AccessLog, Application, Export, HoursEntry
from volunteers.reports.figures import hours
from volunteers.reports.in_kind import Sheet

AT_ONCE = 500  # rows fetched from the database
XLSX, CSV, PRINT = "xlsx", "csv", "print"
TYPES = {XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", CSV: "text/csv; charset=utf-8"}


@dataclass(frozen=True)
class Table:
    """``rows`` give the primary key of the application a row is about, and its cells."""

    what: str | Promise
    header: list[str]
    rows: Iterable[tuple[int, list]]


@dataclass(frozen=True)
class Column:
    key: str
    label: str | Promise
    value: Callable[[Application], object]


def _person(name: str) -> Callable[[Application], object]:
    return lambda application: getattr(application.person, name)


def _own(name: str) -> Callable[[Application], object]:
    return lambda application: getattr(application, name)


def _chosen(name: str) -> Callable[[Application], object]:
    return lambda application: getattr(application, f"get_{name}_display")()


def _guardian(name: str) -> Callable[[Application], object]:
    return lambda application: getattr(getattr(application, "guardian", None), name, "")


# What a paper form asks: these columns the import reads back, and their keys are the fields of forms.staff.EntryForm.
ANSWERS = [
    Column("first_name", gettext_lazy("First name"), _person("first_name")),
    Column("last_name", gettext_lazy("Last name"), _person("last_name")),
    Column("born_on", gettext_lazy("Birth date"), _person("born_on")),
    Column("email", gettext_lazy("E-mail address"), _person("email")),
    Column("phone", gettext_lazy("Phone"), _person("phone")),
    Column("municipality", pgettext_lazy("column", "Municipality"), lambda a: a.person.get_municipality_display()),
    Column("language", gettext_lazy("Language of our letters"), _person("language")),
    Column("opportunity", gettext_lazy("Activity"), lambda a: a.opportunity.title if a.opportunity else ""),
    Column("interests", pgettext_lazy("column", "Interests"), _own("interests")),
    Column("availability", pgettext_lazy("column", "When they can"), _own("availability")),
    Column("hours_per_month", pgettext_lazy("column", "Hours a month"), _own("hours_per_month")),
    Column("motivation", pgettext_lazy("column", "Why"), _own("motivation")),
    Column("wants_jst", pgettext_lazy("column", "Interested in JST"), lambda a: _("yes") if a.wants_jst else _("no")),
    Column("guardian_name", pgettext_lazy("column", "Parent or guardian"), _guardian("name")),
    Column(
        "guardian_contact_by",
        pgettext_lazy("column", "How to reach the guardian"),
        lambda a: a.guardian.get_contact_by_display() if hasattr(a, "guardian") else "",
    ),
    Column("guardian_email", pgettext_lazy("column", "Guardian's e-mail"), _guardian("email")),
    Column("guardian_phone", pgettext_lazy("column", "Guardian's phone"), _guardian("phone")),
    Column("helper_name", pgettext_lazy("column", "Helper's first name"), _own("helper_name")),
    Column("helper_relation", pgettext_lazy("column", "Who the helper is"), _own("helper_relation")),
]
COLUMNS = [
    Column("number", gettext_lazy("Number"), _own("number")),
    Column("status", pgettext_lazy("column", "Status"), _chosen("status")),
    Column("route", pgettext_lazy("column", "Route"), _chosen("route")),
    Column("submitted", pgettext_lazy("column", "Submitted"), _own("submitted_at")),
    *ANSWERS,
    Column("age_band", pgettext_lazy("column", "Age on the day of applying"), _own("age_band")),
]


def applications(chosen: QuerySet[Application]) -> Table:
    found = chosen.select_related("person", "opportunity", "guardian").order_by("pk")
    rows = ((row.pk, [column.value(row) for column in COLUMNS]) for row in found.iterator(chunk_size=AT_ONCE))
    return Table(_("Applications"), [str(column.label) for column in COLUMNS], rows)


def journal(chosen: QuerySet[HoursEntry]) -> Table:
    """The hours journal: one entry a row."""
    header = [
        *(_("Number"), _("First name"), _("Last name"), _("Day"), _("From"), _("Until"), _("Hours")),
        *(_("What was done"), _("Project"), _("Local project"), _("Status")),
    ]
    found = chosen.select_related("application__person", "project", "local_project").order_by("worked_on", "pk")
    return Table(_("Hours journal"), header, map(_entry, found.iterator(chunk_size=AT_ONCE)))


def _entry(entry: HoursEntry) -> tuple[int, list]:
    person = entry.application.person
    names = [entry.application.number, person.first_name, person.last_name]
    times = [_clock(entry.began_minute), _clock(entry.began_minute + entry.minutes), hours(entry.minutes)]
    of = [entry.project.title if entry.project else "", entry.local_project.title if entry.local_project else ""]
    return entry.application_id, [*names, entry.worked_on, *times, entry.activity, *of, entry.get_status_display()]


def _clock(minute: int) -> time | str:
    # The midnight at the end of a day is no time of day.
    return time(*divmod(minute, 60)) if minute < 24 * 60 else "24:00"


def in_kind(sheet: Sheet) -> Table:
    header = [
        *(_("Day"), _("Number"), _("Volunteer"), _("What was done"), _("Hours"), _("Announced on")),
        *(_("Counts"), _("Value of an hour, EUR"), _("Value, EUR")),
    ]
    return Table(_("In-kind sheet"), header, _works(sheet))


def _works(sheet: Sheet) -> Iterator[tuple[int, list]]:
    for work in sheet.rows:
        counts = _("yes") if work.counts else _("no: not announced in time")
        value = work.value_eur if work.counts or work.value_eur is None else Decimal("0.00")
        cells = [work.day, work.number, work.name, work.activity, work.hours, work.announced_on]
        yield work.application, [*cells, counts, sheet.hour_value_eur, value]


def take_out(table: Table, *, file_format: str, actor, purpose: str) -> BinaryIO:
    """The table as a file, read from its beginning. That it was taken is written down, for each application, too."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer reads it and closes it
    about: set[int] = set()

    def cells():
        for application, row in table.rows:
            about.add(application)
            yield row

    with transaction.atomic():
        if file_format == CSV:
            count = tables.write_csv(file, table.header, cells())
        else:
            count = tables.write_xlsx(file, str(table.what), table.header, cells())
        note(table.what, about, file_format=file_format, rows=count, actor=actor, purpose=purpose)
    file.seek(0)
    return file


def note(what, about: Iterable[int], *, file_format: str, rows: int, actor, purpose: str) -> None:
    """Write down that data of these applications were taken out, or printed."""
    Export.objects.create(actor=actor, what=str(what)[:60], file_format=file_format, rows=rows, purpose=purpose)
    deed = AccessLog.Deed.PRINTED if file_format == PRINT else AccessLog.Deed.EXPORTED
    AccessLog.objects.bulk_create(
        [
            AccessLog(application_id=application, actor=actor, deed=deed, reason=purpose[:200])
            for application in sorted(about)
        ],
        batch_size=1000,
    )
