"""Answers when something is wrong: in the reader's language, with a way on."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from lvg_portal.middleware import DATABASE_IS_DOWN, unavailable


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "404.html", status=400)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that lay open too long, or cookies switched off: the page says how to go on."""
    return render(request, "403.html", {"form_is_stale": True}, status=403)


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    # Sessions are read and written outside the views, where no middleware sees what goes wrong.
    if isinstance(sys.exception(), DATABASE_IS_DOWN):
        return unavailable(request)
    # Nothing that may have failed is touched: no request, no context processor, no database.
    language = "en" if request.path_info.startswith("/en/") else "lt"
    return HttpResponse(render_to_string("500.html", {"language": language}), status=500)
