"""Applications that came on paper, many at once: a CSV file is read, checked by the rules of the one-page form, kept.

Between the preview and its confirmation nothing is stored: the rows travel in the page itself, signed for the member
of staff who sent them and for two hours. A row has a key made of its answers, so the same file twice adds nothing.
"""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core import signing
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from lvg_portal import tables
from volunteers.exports import ANSWERS
from volunteers.flow import AlreadyOpen, MoveRefused, start
from volunteers.forms.staff import EntryForm
from volunteers.guards import open_twin
from volunteers.models import Application, Guardian, Opportunity, Person

AT_MOST_ROWS = 500
AT_MOST_BYTES = 2 * 1024 * 1024
AT_MOST_SIGNED = 1_800_000  # characters: a form without its files may have 2 MB
SECONDS = 2 * 60 * 60
NEEDED = ("first_name", "last_name", "born_on")
LANGUAGES = ("lt", "en")
DATE = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D{0,4}")
CHOICES = {
    "municipality": Person.Municipality.choices,
    "guardian_contact_by": Guardian.ContactBy.choices,
    "language": EntryForm.base_fields["language"].choices,
}
TOO_LONG = "too_long"  # stands in a row that has more cells than there are columns
YES, NO = {"taip", "yes", "1", "x", "+", "true"}, {"", "ne", "no", "0", "-", "false"}


@dataclass
class Line:
    """One row of the file: what it asks for and, in words, why it cannot be taken."""

    number: int  # in the file, its header being 1
    form: EntryForm
    errors: list[str] = field(default_factory=list)
    known: Application | None = None  # it is here already, from this very row

    @property
    def is_new(self) -> bool:
        return not self.errors and self.known is None

    @property
    def who(self) -> str:
        return " ".join(filter(None, (self.form.data.get("first_name"), self.form.data.get("last_name"))))

    @cached_property
    def key(self) -> uuid.UUID:
        """The same for the same answers in one year. Keyed: nobody can find the person by trying names."""
        answers = self.form.cleaned_data
        facts = ("first_name", "last_name", "born_on", "email", "phone", "opportunity")
        text = "\x1f".join(str(getattr(answers[name], "pk", answers[name])) for name in facts)
        return uuid.UUID(
            bytes=salted_hmac("volunteers.imports", f"{localdate():%Y}\x1f{text}").digest()[:16], version=4
        )


# --- Reading --------------------------------------------------------------------------------------------------------
def read(content: bytes) -> list[dict[str, str]]:
    """The rows of the file by the keys of their columns; columns we do not know are left out. Raises NotATable."""
    if len(content) > AT_MOST_BYTES:
        raise tables.NotATable(_("The file is larger than 2 MB. Divide it and bring the parts in one after another."))
    header, *rows = tables.read_csv(content, AT_MOST_ROWS)
    keys = _keys()
    columns = [keys.get(name.strip().casefold()) for name in header]
    missing = [str(column.label) for column in ANSWERS if column.key in NEEDED and column.key not in columns]
    if missing:
        said = _("The first row must name the columns. Not found: %(columns)s. Take our template as a pattern.")
        raise tables.NotATable(said % {"columns": ", ".join(missing)})
    if not rows:
        raise tables.NotATable(_("Below the names of the columns there is no row."))
    return [_by_column(columns, row) for row in rows]


def _by_column(columns: list[str | None], cells: list[str]) -> dict[str, str]:
    row = {key: cell for key, cell in zip(columns, cells, strict=False) if key and cell}
    return row | {TOO_LONG: "x"} if any(cells[len(columns) :]) else row


def _keys() -> dict[str, str]:
    """The key of a column by each name it has: ours, or what it is called in either language."""
    keys = {}
    for language in LANGUAGES:
        with override(language):
            keys |= {str(column.label).casefold(): column.key for column in ANSWERS}
    return keys | {column.key: column.key for column in ANSWERS}


def signed(rows: list[dict[str, str]], user) -> str:
    """The rows, to travel in the page. Raises NotATable where they are too large for that."""
    text = signing.dumps(rows, salt=_salt(user), compress=True)
    if len(text) > AT_MOST_SIGNED:
        raise tables.NotATable(_("The file is larger than 2 MB. Divide it and bring the parts in one after another."))
    return text


def unsigned(text: str, user) -> list[dict[str, str]] | None:
    """The rows again; None when they are older than two hours, or were not signed for this member of staff."""
    try:
        return signing.loads(text, salt=_salt(user), max_age=SECONDS)
    except signing.BadSignature:
        return None


def _salt(user) -> str:
    return f"volunteers.imports.{user.pk}"


# --- Checking -------------------------------------------------------------------------------------------------------
def check(rows: Iterable[dict[str, str]]) -> list[Line]:
    """Every row by the rules of the one-page form."""
    words, activities = _words(), _activities()
    lines = [Line(number, EntryForm(_answers(row, words, activities))) for number, row in enumerate(rows, start=2)]
    for line, row in zip(lines, rows, strict=True):
        line.errors = _errors(line.form)
        if TOO_LONG in row:
            line.errors.append(_("The row has more cells than columns. Put text with a “;” or “,” in quotation marks."))
        if row.get("wants_jst", "").strip().casefold() not in YES | NO:
            label = next(column.label for column in ANSWERS if column.key == "wants_jst")
            line.errors.append(_("%(column)s: write yes or no.") % {"column": label})
    sound = [line for line in lines if not line.errors]
    known = Application.objects.in_bulk([line.key for line in sound], field_name="idempotency_key")
    first: dict[uuid.UUID, Line] = {}
    for line in sound:
        line.known = known.get(line.key)
        same = first.setdefault(line.key, line)
        if same is not line:
            line.errors.append(_("The same as row %(number)d.") % {"number": same.number})
        elif line.known is None and (twin := _twin(line)):
            line.errors.append(_already_open(twin))
    return lines


def _twin(line: Line) -> Application | None:
    opportunity = line.form.cleaned_data["opportunity"]
    return open_twin(line.form.person, opportunity.pk if opportunity else None)


def _already_open(twin: Application) -> str:
    return _("The same person has an open application, %(number)s.") % {"number": twin.number}


def _errors(form: EntryForm) -> list[str]:
    labels = {column.key: column.label for column in ANSWERS}
    lines = []
    for name, errors in form.errors.as_data().items():
        for error in errors:
            message = " ".join(error.messages)
            if error.code == "invalid_choice" and name in CHOICES:
                words = ", ".join(str(label) for _key, label in CHOICES[name])
                message = _("write one of these: %(words)s.") % {"words": words}
            lines.append(f"{labels[name]}: {message}" if name in labels else message)
    return lines


def _words() -> dict[str, dict[str, str]]:
    """The keys of choices by the words that stand for them in either language, for each column that has choices."""
    words: dict[str, dict[str, str]] = {name: {} for name in CHOICES}
    for language in LANGUAGES:
        with override(language):
            for name, pairs in CHOICES.items():
                words[name] |= {str(label).casefold(): key for key, label in pairs}
    return words


def _activities() -> dict[str, int]:
    """The primary key of each activity that takes applications, by its title in either language."""
    titles = Opportunity.objects.public().open().values_list("pk", "title_lt", "title_en")
    return {title.strip().casefold(): pk for pk, *both in titles for title in both if title}


def _answers(row: dict[str, str], words: dict, activities: dict) -> dict:
    """A row as the form would have been filled in."""
    said = {**row, "route": Application.Route.PAPER}
    said["language"] = said.get("language") or get_language()
    if not said.get("guardian_contact_by"):
        ways = [way for way in ("email", "phone") if said.get(f"guardian_{way}")]
        said["guardian_contact_by"] = ways[0] if ways else "paper" if said.get("guardian_name") else ""
    for name, keys in words.items():
        value = said.get(name, "").strip()
        said[name] = keys.get(value.casefold(), value)
    if title := said.get("opportunity", "").strip():
        said["opportunity"] = activities.get(title.casefold(), 0)
    born = said.pop("born_on", "").strip()
    parts = DATE.fullmatch(born)
    said |= zip(("born_on_0", "born_on_1", "born_on_2"), parts.groups() if parts else (born, "", ""), strict=True)
    if said.pop("wants_jst", "").strip().casefold() in YES:
        said["wants_jst"] = "on"
    return said


# --- Keeping --------------------------------------------------------------------------------------------------------
def bring_in(lines: Iterable[Line], user) -> tuple[int, list[Line]]:
    """Start an application for each new row; the number of them, and the rows that were refused meanwhile.

    Each row stands for itself: after a break in the middle the same file brings in the rest.
    """
    added, refused = 0, []
    for line in lines:
        if not line.is_new:
            continue
        application = line.form.application
        application.idempotency_key = line.key
        try:
            start(application, person=line.form.person, guardian=line.form.cleaned_data["guardian"], actor=user)
        except MoveRefused as reason:
            line.errors.append(reason.reason)
            refused.append(line)
        except AlreadyOpen as found:
            # Two clicks at once: the other one was quicker, and its application is this very row's.
            if found.application.idempotency_key != line.key:
                line.errors.append(_already_open(found.application))
                refused.append(line)
        else:
            added += 1
    return added, refused
