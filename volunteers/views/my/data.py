"""All that is held about the applicant: to read, to print, to take along; and to have it erased."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from volunteers import dossier, guards, leaving
from volunteers.draft import Draft
from volunteers.flow import MoveRefused
from volunteers.forms.my import EraseForm
from volunteers.models import Application, Terms
from volunteers.views.private import opened, private


@opened
def page(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    context = {
        "application": application,
        "token": token,
        "sections": dossier.everything_about(application),
        "made_at": timezone.now(),
    }
    return render(request, "volunteers/my_data.html", context)


@opened
def file(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """The same for a program to read (GDPR art. 20)."""
    whole = {
        "application": application.number,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "data": dossier.as_data(dossier.everything_about(application)),
    }
    response = JsonResponse(whole, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = f'attachment; filename="{application.number}.json"'
    return response


@opened
def erase(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """Says what goes and what stays, and asks for a tick and a button before anything is erased."""
    if not leaving.may_be_erased(application):
        return redirect("volunteers:my", token)
    form, notice = EraseForm(request.POST if request.method == "POST" else None), ""
    if request.method == "POST" and form.is_valid():
        try:
            leaving.erase_on_request(application)
        except MoveRefused as refused:
            application.refresh_from_db()
            notice = refused.reason
        else:
            Draft(request).clear()  # what was typed for another application on this computer
            return redirect(reverse("volunteers:erased"))
    context = {
        "form": form,
        "application": application,
        "token": token,
        "notice": notice,
        "must_be_kept": bool(guards.nothing_must_be_kept(application)),
        "others": ", ".join(leaving.stays_for(application)),
        "has_guardian": hasattr(application, "guardian"),
        "gets_letter": application.person.email and application.person.email_confirmed_at,
        "terms": Terms.load(),
    }
    return render(request, "volunteers/my_erase.html", context)


@private
@require_http_methods(["GET", "HEAD"])
def erased(request: HttpRequest) -> HttpResponse:
    """It knows nothing about who reads it."""
    return render(request, "volunteers/my_erased.html")
