"""What the worklist and the page of one application say in words: how late we are, where it stands, why not."""

import re

from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volunteers.flow import MoveRefused
from volunteers.models import Application, StatusEvent

TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")


def answer_due(days_left: int) -> str:
    """When we must answer, in words and colour."""
    if days_left < 0:
        words = ngettext("%(count)d working day late", "%(count)d working days late", -days_left)
        return format_html('<span class="state state--late">{}</span>', words % {"count": -days_left})
    if days_left == 0:
        return format_html('<span class="state state--soon">{}</span>', _("answer today"))
    words = ngettext("%(count)d working day left", "%(count)d working days left", days_left)
    return words % {"count": days_left}


def status(application: Application) -> str:
    """Where it stands, as staff see it: who has no e-mail waits for our call and for nothing else."""
    if application.status == Application.Status.EMAIL_PENDING and not application.person.email:
        return _("waiting for our call")
    return application.get_status_display()


def status_after(event: StatusEvent, application: Application) -> str:
    if event.target == Application.Status.EMAIL_PENDING and not application.person.email:
        return _("waiting for our call")
    return event.get_target_display()


def refusal(refused: MoveRefused) -> str:
    """Why it was refused and, where flow.py knows, what is possible instead."""
    if not refused.lawful:
        return refused.reason
    possible = ", ".join(str(move.label) for move in refused.lawful.values())
    return _("%(reason)s Possible now: %(moves)s.") % {"reason": refused.reason, "moves": possible}


def letter_subject(key: str) -> str:
    """What is to be told on the phone: the subject of the letter that could not be sent."""
    if not key:
        return ""
    if key == "confirm":  # there is no address to confirm
        return _("make sure that they applied themselves, and note it with “Confirm by phone”")
    first_line, _newline, _rest = get_template(f"letters/lt/{key}.txt").template.source.partition("\n")
    return TAG.sub("", first_line.removeprefix("Subject:")).strip()
