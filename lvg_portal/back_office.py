"""The back office as a whole: its name, its login, and the start page that says what waits for whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


@dataclass
class Waiting:
    """One line of the start page: what waits, how much of it, where to go; ``is_late`` makes it stand out."""

    what: str
    count: int | str
    address: str
    is_late: bool = False


# Apps add their own: a function of the request that gives lines, none to whom they do not concern.
panels: list[Callable[[HttpRequest], Iterable[Waiting]]] = []


def panel(lines: Callable[[HttpRequest], Iterable[Waiting]]):
    """Register a function that gives lines for the start page."""
    panels.append(lines)
    return lines


class PortalAdminSite(AdminSite):
    site_header = _("Alytus District LAG")
    site_title = _("Back office")
    index_title = _("Start page")
    enable_nav_sidebar = True

    def index(self, request, extra_context=None):
        waiting = [line for lines in panels for line in lines(request)]
        return super().index(request, {"waiting": waiting, **(extra_context or {})})
