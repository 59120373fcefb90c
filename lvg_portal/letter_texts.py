"""Staff's own words for letters, which go before those of the files: judged, previewed and filled in.

Nothing that staff type is ever run as a template: {placeholders} are looked up (letter_files.py), all else is text.
"""

import re
from collections.abc import Iterable

from django.template import Context, TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.html import escape, linebreaks, urlize
from django.utils.translation import gettext as _

from lvg_portal.letter_files import PLACEHOLDER, Original, original, tidy
from lvg_portal.models import LetterText


class BadText(Exception):
    """Staff's words cannot be made into this letter: ``reasons`` are sentences for people."""

    def __init__(self, reasons: list[str]):
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def problems(text: str, allowed: Iterable[str], needed: Iterable[str] = ()) -> list[str]:
    """Why this text cannot stand, in sentences; [] when it can."""
    allowed, used = list(allowed), [name.strip() for name in PLACEHOLDER.findall(text)]
    reasons = []
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        reasons.append(_("A curly bracket stands alone or is doubled. Use one pair, as in {number}, and nowhere else."))
    if unknown := list(dict.fromkeys(name for name in used if name not in allowed)):
        known = (
            _("Here you can use: %(list)s.") % {"list": _listed(allowed)} if allowed else _("None can be used here.")
        )
        short = [name if len(name) <= 40 else f"{name[:40]}…" for name in unknown[:5]]
        reasons.append(_("We do not know %(list)s.") % {"list": _listed(short)} + " " + known)
    if missing := [name for name in needed if name not in used]:
        reasons.append(_("The letter cannot do without %(list)s.") % {"list": _listed(missing)})
    return reasons


def fill(text: str, values) -> str:
    """The text with each {name} replaced by ``values(name)``; what is put in is not looked through again."""
    return tidy(PLACEHOLDER.sub(lambda found: str(values(found[1].strip())), text))


def subject_problems(file: Original, subject: str) -> list[str]:
    if "\n" in subject or "\r" in subject:
        return [_("A subject is one line.")]
    allowed = [name for name in file.placeholders if name in file.in_subject]
    return problems(subject, allowed, [name for name in file.needed if name in PLACEHOLDER.findall(file.subject)])


def body_problems(file: Original, body: str) -> list[str]:
    in_subject = PLACEHOLDER.findall(file.subject)
    needed = [name for name in file.needed if name not in in_subject or f"{{{name}}}" in file.body]
    return problems(body, file.placeholders, needed)


def preview(file: Original, subject: str, body: str) -> tuple[str, str]:
    """Subject and text with invented data."""

    def sample(name):
        return file.placeholders[name].sample

    return one_line(fill(subject, sample)), fill(body, sample)


def of_file(key: str, language: str, context: dict) -> tuple[str, str]:
    """Subject and text of a letter in the words of its file; the language must be active."""
    template = get_template(f"letters/{language}/{key}.txt").template
    # Plain text: a quotation mark in a title is no "&quot;". The HTML part is escaped as a whole.
    subject, _newline, text = template.render(Context(context, autoescape=False)).strip().partition("\n")
    return one_line(subject.removeprefix("Subject:")), tidy(text)


def rendered(own: LetterText, context: Context) -> tuple[str, str]:
    """Subject and text of a letter in staff's own words. Raises BadText where they do not fit the letter any more."""
    file = original(own.key, own.language)
    if reasons := [*subject_problems(file, own.subject), *body_problems(file, own.body)]:
        raise BadText(reasons)
    template = get_template(f"letters/{own.language}/{own.key}.txt").template
    with context.render_context.push_state(template), context.bind_template(template):

        def value(name):
            return file.placeholders[name].value(context)

        return one_line(fill(own.subject, value)), fill(own.body, value)


def unusable() -> list[LetterText]:
    """Staff's texts that fit their letter no more, since its file has changed: the file's own words are sent."""
    return [own for own in LetterText.objects.all() if not _is_usable(own)]


def _is_usable(own: LetterText) -> bool:
    try:
        file = original(own.key, own.language)
    except TemplateDoesNotExist:
        return True  # of a letter that is written no more; it harms nobody
    return not (subject_problems(file, own.subject) or body_problems(file, own.body))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


# --- A text on its way -----------------------------------------------------------------------------------------------
def one_line(subject: str) -> str:
    return " ".join(subject.split())


def as_html(text: str) -> str:
    """The paragraphs of the HTML part; a preview shows the same."""
    return linebreaks(urlize(escape(text)))
