"""Serving, on one's own page behind the link: the agreement, the hours, the certificate. A GET changes nothing."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from volunteers import agreements, hours
from volunteers.forms.serving import HoursForm
from volunteers.models import Application, HoursEntry, Signature
from volunteers.views import papers
from volunteers.views.private import opened

Status = Application.Status
READ = ["GET", "HEAD"]


def context(application: Application) -> dict:
    """What ``volunteers/_my_serving.html`` shows; empty while there is nothing of it."""
    rows = application.agreements.filter(cancelled_at=None).prefetch_related("signatures")
    agreement = rows.first()
    has_begun = application.events.filter(target=Status.ACTIVE).exists()
    certificates = list(application.certificates.all())
    if not (agreement or has_begun or certificates):
        return {"serving": None}
    return {
        "serving": {
            "agreement": agreement,
            "signatures": _signatures(agreement) if agreement else [],
            "has_begun": has_begun,
            "may_enter": hours.may_enter(application),
            "progress": hours.progress(application),
            "certificates": certificates,
        }
    }


def _signatures(agreement) -> list[dict]:
    """Each party in order, and the day it signed; None: not yet."""
    signed = {signature.party: signature.signed_on for signature in agreement.signatures.all()}
    return [
        {"party": Signature.Party(party).label, "day": signed.get(party)} for party in agreements.parties(agreement)
    ]


@opened
@require_http_methods([*READ, "POST"])
def my_hours(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """The journal and a form for new hours."""
    may_enter = hours.may_enter(application)
    form = HoursForm(request.POST or None) if may_enter else None
    if form and request.method == "POST" and form.is_valid():
        try:
            hours.enter(application, form.facts())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("volunteers:my_hours", token=token)
    entries = application.hours.order_by("-worked_on", "-began_minute")
    shown = {"entries": entries, "progress": hours.progress(application), "form": form}
    return render(request, "volunteers/my_hours.html", {"application": application, "token": token, **shown})


@opened
@require_http_methods([*READ, "POST"])
def my_hours_change(request: HttpRequest, application: Application, token: str, pk: int) -> HttpResponse:
    """Correct or delete what is not confirmed."""
    entry = get_object_or_404(HoursEntry, pk=pk, application=application)
    if entry.status not in hours.NOT_CONFIRMED or not hours.may_enter(application):
        return redirect("volunteers:my_hours", token=token)
    form = HoursForm(request.POST or None, entry=entry)
    try:
        if request.method == "POST" and "delete" in request.POST:
            hours.take_out(application, entry)
            return redirect("volunteers:my_hours", token=token)
        if request.method == "POST" and form.is_valid():
            hours.enter(application, form.facts(), entry=entry)
            return redirect("volunteers:my_hours", token=token)
    except ValidationError as error:  # confirmed a moment ago, or these hours are not possible
        form.is_valid()
        form.add_error(None, error)
    shown = {"entry": entry, "form": form}
    return render(request, "volunteers/my_hours_change.html", {"application": application, "token": token, **shown})


@opened
@require_http_methods(READ)
def my_hours_pdf(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    return papers.journal(application, get_language())


@opened
@require_http_methods(READ)
def my_agreement_pdf(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    agreement = get_object_or_404(application.agreements.filter(cancelled_at=None))
    return papers.agreement(agreement)


@opened
@require_http_methods(READ)
def my_certificate_pdf(request: HttpRequest, application: Application, token: str, pk: int) -> HttpResponse:
    return papers.certificate(get_object_or_404(application.certificates.filter(revoked_at=None), pk=pk))
