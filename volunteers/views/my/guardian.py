"""Write to the guardian once more, to another address, or agree on paper; only while we wait for them."""

from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lvg_portal import throttle
from volunteers import consequences, locks, tokens
from volunteers.forms.guardian import GuardianForm
from volunteers.models import Application, Guardian
from volunteers.tokens import Purpose
from volunteers.views.private import opened

Status = Application.Status
ASK_AGAIN_AFTER = timedelta(hours=1)
ASKINGS_AN_HOUR = 5  # of one applicant's guardian, at whatever address


@opened
def guardian(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    if application.status != Status.GUARDIAN_PENDING:
        return redirect("volunteers:my", token=token)
    kept, person = application.guardian, application.person
    now = {name: getattr(kept, name) for name in ("name", "contact_by", "email", "phone")}
    own = {"email": person.email, "phone": person.phone}
    form = GuardianForm(request.POST if request.method == "POST" else None, so_far=own, initial=now)
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
        row = locks.row_of(application)
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
