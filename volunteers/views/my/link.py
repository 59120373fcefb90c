"""The ways in: the e-mail confirmed, a lost link sent again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from lvg_portal import outbox, throttle
from volunteers import contacts, locks, tokens
from volunteers.flow import By, MoveRefused, lawful_moves, make_move
from volunteers.forms.my import LinkForm
from volunteers.models import Application
from volunteers.tokens import Purpose
from volunteers.views.private import dead_link, private

Status = Application.Status
GET_AND_POST = ["GET", "HEAD", "POST"]
LINKS_AN_HOUR = 60  # asked for from one address: a school class sits behind one
LINKS_TO_A_MAILBOX = 5


@private
@require_http_methods(GET_AND_POST)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Mail scanners open links, so opening confirms nothing: the button does."""
    found = tokens.find(Purpose.CONFIRM, token)
    application = found.application if found else None
    if application is None or application.status == Status.ANONYMISED:
        return dead_link(request, Purpose.CONFIRM, token)
    if request.method != "POST":
        waits = application.status == Status.EMAIL_PENDING or application.person.email_confirmed_at is None
        return render(request, "volunteers/confirm.html", {"application": application, "waits": waits})
    # A second click, or a later one, opens the application all the same.
    name = next(
        (move for move in ("confirm", "confirm_minor") if move in lawful_moves(application, By.APPLICANT)), None
    )
    try:
        if name:
            make_move(application, name, by=By.APPLICANT)
        else:
            contacts.mailbox_has_answered(application)
    except MoveRefused:  # two clicks at once: the other one was first
        application.refresh_from_db()
    except locks.Gone:
        return dead_link(request, Purpose.CONFIRM, token)
    return redirect("volunteers:my", token=tokens.issue(application, Purpose.MY))


@private
@require_http_methods(GET_AND_POST)
def link(request: HttpRequest) -> HttpResponse:
    """A lost link. The answer never tells whether the address is known: same words, same work, one letter row."""
    form = LinkForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        sent = request.method != "POST" and "sent" in request.GET
        return render(request, "volunteers/link.html", {"form": form, "sent": sent})
    email = form.cleaned_data["email"]
    is_flood = throttle.too_many(request, "link-to", limit=LINKS_TO_A_MAILBOX, whose=email)
    if throttle.too_many(request, "link", limit=LINKS_AN_HOUR):
        return render(request, "volunteers/link.html", {"form": form, "too_many": True}, status=429)
    found = Application.objects.filter(person__email=email).exclude(status=Status.ANONYMISED).order_by("-pk")[:10]
    keys = list(found.values_list("pk", flat=True))
    outbox.post("link", language=get_language(), applications=[] if is_flood else keys)
    return redirect(f"{reverse('volunteers:link')}?sent=1")
