"""Pages with personal data, or behind a secret link: nobody keeps them, nobody indexes them, no address leaks."""

from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_resolver
from django.views.decorators.http import require_http_methods

from volunteers import locks, tokens
from volunteers.models import Application


def private(view):
    """Mark every answer of the view."""

    @wraps(view)
    def marked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            response = view(request, *args, **kwargs)
        except Http404 as missing:  # its address holds the secret all the same
            response = get_resolver().resolve_error_handler(404)(request, missing)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        # After "no-referrer" browsers send "Origin: null", and Django answers every POST with 403: a page with a form
        # may name our host, though never the address with its secret.
        has_form = b'method="post"' in response.content
        response.headers["Referrer-Policy"] = "strict-origin" if has_form else "no-referrer"
        return response

    return marked


def key_of(value: str | None) -> int:
    """A primary key that came with a form; 0, which nothing has, for whatever is none."""
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 0


def dead_link(request: HttpRequest, purpose: tokens.Purpose, secret: str) -> HttpResponse:
    """A kind page for a link that has ended (410) or never was (404), with the way to a new one."""
    known = tokens.ended(purpose, secret)
    erased = known is not None and tokens.leads_to_erased(known)
    context = {"purpose": purpose, "ended": known is not None, "erased": erased}
    return render(request, "volunteers/link_dead.html", context, status=410 if known else 404)


def opened(view):
    """Give the view the application that the link to one's own page opens, else tell that the link is dead.

    A visit lengthens the life of the link.
    """

    @private
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def with_application(request: HttpRequest, token: str, **kwargs) -> HttpResponse:
        found = tokens.find(tokens.Purpose.MY, token)
        if found is None or found.application.status == Application.Status.ANONYMISED:
            return dead_link(request, tokens.Purpose.MY, token)
        tokens.touch(found)
        try:
            return view(request, found.application, token, **kwargs)
        except locks.Gone:
            return dead_link(request, tokens.Purpose.MY, token)

    return with_application
