"""All that is held about one person, in words: what they read and download."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import FileField, Model
from django.template import TemplateDoesNotExist
from django.utils.translation import get_language, get_language_info, gettext_lazy
from django.utils.translation import gettext as _

from lvg_portal import letter_files
from lvg_portal.models import Letter
from lvg_portal.roles import TITLES
from lvg_portal.templatetags.portal import long_date, short_time
from volunteers import daytime, personal
from volunteers.models import Application, BulkLetter, ConsentText


@dataclass(frozen=True)
class Item:
    """One field: ``value`` for a machine (JSON knows its type), ``shown`` for a person in the active language."""

    key: str
    label: str
    value: Any
    shown: str


@dataclass(frozen=True)
class Section:
    """One table; ``records`` holds its rows, each a list of items."""

    key: str
    title: str
    records: list[list[Item]]


def everything_about(application: Application) -> list[Section]:
    """All that is held about the applicant of this application, in the active language; empty tables are left out."""
    sections = []
    for label, held in personal.HELD.items():
        told = [name for name, fact in held.fields.items() if fact.is_told]
        if held.title and told:
            found = personal.rows(label, application)
            others = [name for name in told if found.model._meta.get_field(name).many_to_one]
            staff = [f"{name}__groups" for name in others if held.fields[name] is personal.WHO]
            found = found.select_related(*others).prefetch_related(*staff)
            records = [[_item(row, name) for name in told] for row in found]
            sections.append(Section(label.partition(".")[2].lower(), str(held.title), records))
    return [section for section in sections if section.records]


def as_data(sections: list[Section]) -> dict[str, list[dict]]:
    """The same for ``json.dumps``."""
    return {section.key: [{item.key: item.value for item in row} for row in section.records] for section in sections}


# moves.By in words.
BY = {
    "applicant": gettext_lazy("you"),
    "guardian": gettext_lazy("your parent or guardian"),
    "staff": gettext_lazy("staff"),
    "clock": gettext_lazy("time limit"),
}


def _item(row: Model, name: str) -> Item:
    found = row._meta.get_field(name)
    value = getattr(row, name)
    if found.many_to_many:
        value = [str(other) for other in value.all()]
        shown = ", ".join(value)
    elif found.remote_field:
        value = shown = _of_another(value)
    elif isinstance(found, FileField):
        value = bool(value)
        shown = _said(value)
    else:
        shown = _in_words(row, name, value)
        value = value.isoformat() if isinstance(value, (date, datetime)) else value
        value = value if isinstance(value, (str, int, bool, type(None), list, dict)) else str(value)
    return Item(name, _capital(str(found.verbose_name)), value, shown)


def _in_words(row: Model, name: str, value: Any) -> str:
    if hasattr(row, f"get_{name}_display"):
        return str(getattr(row, f"get_{name}_display")())
    if name == "by":
        return str(BY[value])
    if name == "language":
        return get_language_info(value)["name_translated"]
    if name == "began_minute":
        return daytime.clock(value)
    if name == "minutes":
        return daytime.length(value)
    if isinstance(row, Letter) and name == "key":
        return _subject(value)
    return _said(value)


def _subject(key: str) -> str:
    try:
        return letter_files.PLACEHOLDER.sub("…", letter_files.original(key, get_language()).subject)
    except TemplateDoesNotExist:  # an old letter of a kind that is written no more
        return key


def _of_another(other: Model | None) -> str:
    """A row of another table in words; of a member of staff the role, not the name."""
    if other is None:
        return ""
    if isinstance(other, User):
        roles = [str(TITLES[group.name]) for group in other.groups.all() if group.name in TITLES]
        return ", ".join(roles) or _("staff")
    if isinstance(other, ConsentText):
        return _("Version %(number)d: %(words)s") % {"number": other.version, "words": other.body}
    if isinstance(other, BulkLetter):
        return other.subject_lt
    return str(other)


def _said(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{long_date(value)}, {short_time(value)}"
    return long_date(value) if isinstance(value, date) else str(value)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
