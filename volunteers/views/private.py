"""Pages with personal data, or behind a secret link: nobody keeps them, nobody indexes them, no address leaks."""

from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from volunteers import tokens


def private(view):
    """Mark every answer of the view."""

    @wraps(view)
    def marked(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
        # After "no-referrer" browsers send "Origin: null", and Django answers every POST with 403: a page with a form
        # may name our host, though never the address with its secret.
        has_form = b'method="post"' in response.content
        response.headers["Referrer-Policy"] = "strict-origin" if has_form else "no-referrer"
        return response

    return marked


def dead_link(request: HttpRequest, purpose: tokens.Purpose, secret: str) -> HttpResponse:
    """A kind page for a link that has ended (410) or never was (404), with the way to a new one."""
    ended = tokens.has_ended(purpose, secret)
    return render(
        request, "volunteers/link_dead.html", {"purpose": purpose, "ended": ended}, status=410 if ended else 404
    )
