"""One's own application through the link in our letters. A GET shows; only a POST changes anything."""

from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvg_portal import outbox, throttle
from volunteers import consequences, road, tokens
from volunteers.flow import By, MoveRefused, lawful_moves, make_move
from volunteers.forms.guardian import GuardianForm
from volunteers.forms.my import AnswerForm, LinkForm
from volunteers.guards import keeps_a_waiting_list, runs_out_on
from volunteers.models import Application, Guardian, Terms
from volunteers.tokens import Purpose
from volunteers.views.private import dead_link, private

Status = Application.Status
GET_AND_POST = ["GET", "HEAD", "POST"]
ONE_CLICK = ("accept", "rather_wait")
ASK_AGAIN_AFTER = timedelta(hours=1)
LINKS_AN_HOUR = 60  # asked for from one address: a school class sits behind one
LINKS_TO_A_MAILBOX = 5
ASKINGS_AN_HOUR = 5  # of one applicant's guardian, at whatever address


@private
@require_http_methods(GET_AND_POST)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Mail scanners open links, so opening confirms nothing: the button does."""
    found = tokens.find(Purpose.CONFIRM, token)
    application = found.application if found else None
    if application is None or not (application.status == Status.EMAIL_PENDING or application.person.email_confirmed_at):
        return dead_link(request, Purpose.CONFIRM, token)
    if request.method != "POST":
        return render(request, "volunteers/confirm.html", {"application": application, "token": token})
    # A second click, or a later one, opens the application all the same.
    name = next(
        (move for move in ("confirm", "confirm_minor") if move in lawful_moves(application, By.APPLICANT)), None
    )
    if name:
        try:
            make_move(application, name, by=By.APPLICANT)
        except MoveRefused:  # two clicks at once: the other one was first
            application.refresh_from_db()
    return redirect("volunteers:my", token=tokens.issue(application, Purpose.MY))


@private
@require_http_methods(GET_AND_POST)
def my(request: HttpRequest, token: str) -> HttpResponse:
    application = _application(token)
    if application is None:
        return dead_link(request, Purpose.MY, token)
    if request.method != "POST":
        return _show(request, application, token)
    name, reason = request.POST.get("move", ""), ""
    if name == "answer":
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return _show(request, application, token, form=form)
        reason = form.cleaned_data["answer"]
    elif name not in ONE_CLICK:  # withdrawing asks once more, on a page of its own
        return _show(request, application, token)
    try:
        make_move(application, name, by=By.APPLICANT, reason=reason)
    except MoveRefused as refused:
        application.refresh_from_db()
        return _show(request, application, token, notice=refused.reason)
    return redirect("volunteers:my", token=token)


@private
@require_http_methods(GET_AND_POST)
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    application = _application(token)
    if application is None:
        return dead_link(request, Purpose.MY, token)
    if "withdraw" not in lawful_moves(application, By.APPLICANT):
        return redirect("volunteers:my", token=token)
    if request.method != "POST":
        return render(request, "volunteers/my_withdraw.html", {"application": application, "token": token})
    try:
        make_move(application, "withdraw", by=By.APPLICANT)
    except MoveRefused:  # it was closed a moment ago; the page says how
        application.refresh_from_db()
    return redirect("volunteers:my", token=token)


@private
@require_http_methods(GET_AND_POST)
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    """Write to the guardian once more, to another address, or agree on paper; only while we wait for them."""
    application = _application(token)
    if application is None:
        return dead_link(request, Purpose.MY, token)
    if application.status != Status.GUARDIAN_PENDING:
        return redirect("volunteers:my", token=token)
    kept, person = application.guardian, application.person
    now = {name: getattr(kept, name) for name in ("name", "contact_by", "email", "phone")}
    own = {"email": person.email, "phone": person.phone}
    form = GuardianForm(request.POST or None, so_far=own, initial=now)
    if request.method == "POST" and form.is_valid():
        if not throttle.too_many(request, "guardian", limit=ASKINGS_AN_HOUR, whose=application.number):
            _ask(application, form.cleaned_data)
            return redirect("volunteers:my", token=token)
        form.add_error(None, _("You have changed this many times already. Try again in an hour, or write to us."))
    context = {"form": form, "application": application, "token": token, "may_ask_again": _may_ask_again(kept)}
    return render(request, "volunteers/my_guardian.html", context)


def _ask(application: Application, answers: dict) -> None:
    """Ask the guardian anew. At the same address not more than once an hour; at another, old links end."""
    with transaction.atomic():
        row = Application.objects.select_for_update(of=("self",)).select_related("person").get(pk=application.pk)
        if row.status != Status.GUARDIAN_PENDING:
            return
        kept = row.guardian
        is_elsewhere = any(getattr(kept, name) != answers[name] for name in ("contact_by", "email", "phone"))
        if not is_elsewhere and not _may_ask_again(kept):
            return
        for name, value in answers.items():
            setattr(kept, name, value)
        kept.save()
        if is_elsewhere:
            tokens.kill(row, Purpose.GUARDIAN)
        consequences.ask_guardian(row)


def _may_ask_again(kept: Guardian) -> bool:
    return kept.asked_at is None or timezone.now() - kept.asked_at > ASK_AGAIN_AFTER


@private
@require_http_methods(GET_AND_POST)
def link(request: HttpRequest) -> HttpResponse:
    """A lost link. The answer never tells whether the address is known: same words, same work, one letter row."""
    form = LinkForm(request.POST or None)
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


def _application(secret: str) -> Application | None:
    """What the link opens. A visit lengthens its life."""
    token = tokens.find(Purpose.MY, secret)
    if token is None or token.application.status == Status.ANONYMISED:
        return None
    tokens.touch(token)
    return token.application


def _show(request: HttpRequest, application: Application, token: str, *, form=None, notice: str = "") -> HttpResponse:
    lawful = lawful_moves(application, By.APPLICANT)
    if keeps_a_waiting_list(application):
        lawful.pop("rather_wait", None)
    context = {
        "application": application,
        "opportunity": application.opportunity,
        "token": token,
        "headline": road.headline(application),
        "meaning": road.meaning(application),
        "told": road.question_or_invitation(application),
        "road": road.road(application),
        "lawful": lawful,
        "form": (form or AnswerForm()) if "answer" in lawful else None,
        "guardian": getattr(application, "guardian", None),
        "waits_for_guardian": application.status == Status.GUARDIAN_PENDING,
        "last_day": runs_out_on(application),
        "terms": Terms.load(),
        "notice": notice,
    }
    return render(request, "volunteers/my.html", context)
