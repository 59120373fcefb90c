"""What every request passes: clean input, cacheable answers, old addresses, a database that is down, idle staff."""

import re
import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from lvg_portal.addresses import Moved, moved_response

# NUL (PostgreSQL answers it with an exception), other control characters, and those that turn the reading direction.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ADMIN = re.compile(r"^/(en/)?admin/")

DATABASE_IS_DOWN = (OperationalError, InterfaceError)
HEADERS = {
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}

IDLE_WITH_PERSONAL_DATA = 30 * 60  # seconds
IDLE = 4 * 60 * 60
LONGEST = 12 * 60 * 60


def clean_text(value: str) -> str:
    """Text without NUL, control and direction-turning characters; line breaks and tabs stay."""
    return UNWANTED.sub("", value)


class Hygiene:
    """The outermost layer of ours: it sees every request first and every answer last."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if UNWANTED.search(request.path_info):
            request.path_info = request.path = "/404/"
        if any(UNWANTED.search(name + "".join(values)) for name, values in request.GET.lists()):
            clean = QueryDict(mutable=True)
            for name, values in request.GET.lists():
                clean.setlist(clean_text(name), [clean_text(value) for value in values])
            request.GET = clean
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if ADMIN.match(request.path_info):
            response._csp_update = settings.ADMIN_CSP
            response.headers["Cache-Control"] = "no-store"
        else:
            self._make_cacheable(request, response)
        if request.method == "HEAD" and not response.streaming:
            response.content = b""  # Django leaves this to the server, and gunicorn complains of each
        return response

    def _make_cacheable(self, request, response):
        """A reader's page is the same for everyone: browsers keep it and ask again, and it varies on nothing."""
        varies = {name.strip() for name in response.headers.get("Vary", "").split(",")} - {"", "Accept-Language"}
        if varies:
            response.headers["Vary"] = ", ".join(sorted(varies))
        else:
            response.headers.pop("Vary", None)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store" if response.cookies or "Cookie" in varies else "no-cache"

    def process_exception(self, request, exception):
        if isinstance(exception, Moved):
            return moved_response(exception)
        return unavailable(request) if isinstance(exception, DATABASE_IS_DOWN) else None


def unavailable(request) -> HttpResponse:
    """503 with a plain page: the database does not answer."""
    language = "en" if request.path_info.startswith("/en/") else "lt"
    page = render_to_string("503.html", {"language": language})
    return HttpResponse(page, status=503, headers={"Retry-After": "60", "Cache-Control": "no-store"})


def staff_session(get_response):
    """Log out staff who left: after 30 minutes where volunteers' data is seen, else 4 hours; after 12 in any case."""

    def middleware(request):
        if ADMIN.match(request.path_info) and request.user.is_authenticated:
            now = int(time.time())
            sees_people = request.user.has_perm("volunteers.view_application")
            idle = now - request.session.get("seen", now)
            age = now - request.session.setdefault("began", now)
            if idle > (IDLE_WITH_PERSONAL_DATA if sees_people else IDLE) or age > LONGEST:
                logout(request)
                messages.info(request, _("You were away for a while, so we logged you out. Please log in again."))
                return redirect(settings.LOGIN_URL)
            request.session["seen"] = now
        return get_response(request)

    return middleware
