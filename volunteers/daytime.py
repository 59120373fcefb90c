"""Hours of the day as people type and read them; kept as minutes since midnight."""

import re

from django.utils.translation import gettext as _

NBSP = "\u00a0"
LAST = 24 * 60  # "24:00", the end of the day
TYPED = re.compile(r"([0-9]{1,2})(?:[ ]?[:.,h -]?[ ]?([0-9]{2}))?[ ]?(?:h|val)?[.]?", re.IGNORECASE)


class NotATime(ValueError):
    """The message tells how to put it right."""


def parse(typed: str) -> int:
    """Minutes since midnight from ``9``, ``9:00``, ``9.30``, ``0930``, ``17 val.``. Raises NotATime."""
    found = TYPED.fullmatch(typed.strip())
    if found is None:
        raise NotATime(_("Write the time in figures. For example, 9:30"))
    hour, minute = int(found[1]), int(found[2] or 0)
    if minute > 59 or hour * 60 + minute > LAST:
        raise NotATime(_("The hours go from 0 to 24, the minutes from 00 to 59. For example, 17:45"))
    return hour * 60 + minute


def clock(minute: int) -> str:
    """``9:30``, as it is typed."""
    return f"{minute // 60}:{minute % 60:02d}"


def between(began: int, minutes: int) -> str:
    """``9:30–12:00``."""
    return f"{clock(began)}\u2060–\u2060{clock(began + minutes)}"


def length(minutes: int) -> str:
    """``2 val. 30 min.``, ``45 min.``"""
    hours, rest = divmod(minutes, 60)
    parts = {"hours": f"{hours:,}".replace(",", NBSP), "minutes": rest}
    if rest and not hours:
        words = _("%(minutes)d min")
    elif rest:
        words = _("%(hours)s h %(minutes)d min")
    else:
        words = _("%(hours)s h")
    return (words % parts).replace(" ", NBSP)
