"""The back office as a whole: its name, its login, and the start page that says what waits for whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import Promise
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


@dataclass(frozen=True)
class Room:
    """A page of the back office that is about no single table. With a ``title`` it stands in its app's menu."""

    view: Callable[..., HttpResponse]  # of the request, the context every admin page needs, and what the route names
    route: str
    name: str
    permission: str
    title: str | Promise = ""

    @property
    def app_label(self) -> str:
        return self.permission.partition(".")[0]


rooms: list[Room] = []


def room(route: str, name: str, *, permission: str, title: str | Promise = ""):
    """Register a view under ``admin/<route>`` for those who have the permission."""

    def register(view):
        rooms.append(Room(view, route, name, permission, title))
        return view

    return register


class PortalAdminSite(AdminSite):
    site_header = _("Alytus District LAG")
    site_title = _("Back office")
    index_title = _("Start page")
    enable_nav_sidebar = True

    def index(self, request, extra_context=None):
        waiting = [line for lines in panels for line in lines(request)]
        return super().index(request, {"waiting": waiting, **(extra_context or {})})

    def get_urls(self):
        # Before Django's own, whose last one takes every address.
        return [
            path(one.route, self.admin_view(self._guarded(one)), name=one.name) for one in rooms
        ] + super().get_urls()

    def _guarded(self, one: Room):
        def view(request, **kwargs):
            if not request.user.has_perm(one.permission):
                raise PermissionDenied
            return one.view(request, self.each_context(request), **kwargs)

        return view

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            mine = [one for one in rooms if one.title and one.app_label == app["app_label"]]
            app["models"] += [_menu_entry(one) for one in mine if request.user.has_perm(one.permission)]
        return apps


def _menu_entry(one: Room) -> dict:
    return {"name": one.title, "object_name": one.name, "admin_url": reverse(f"admin:{one.name}"), "view_only": True}
