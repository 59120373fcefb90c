"""Erase an applicant's data by number: for the data officer, who never sees the data."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from volunteers import leaving
from volunteers.flow import MoveRefused
from volunteers.forms.leaving import EraseForm
from volunteers.guards import nothing_must_be_kept


def erase(request, context: dict) -> HttpResponse:
    """First the number, then what will go and what will stay, then the button."""
    form = EraseForm(request.POST or None)
    context |= {"title": _("Erase an applicant's data"), "form": form}
    if request.method != "POST" or not form.is_valid():
        return TemplateResponse(request, "admin/volunteers/leaving/erase.html", context)
    application = form.application
    if "confirm" not in request.POST:
        is_whole, others = not nothing_must_be_kept(application), ", ".join(leaving.stays_for(application))
        context |= {"application": application, "is_whole": is_whole, "others": others}
        return TemplateResponse(request, "admin/volunteers/leaving/confirm.html", context)
    try:
        leaving.erase_on_request(application, actor=request.user, reason=form.cleaned_data["reason"])
    except MoveRefused as refused:
        messages.error(request, refused.reason)
        return redirect("admin:volunteers_erase")
    messages.success(request, _("%(number)s: the data have been erased.") % {"number": application.number})
    return redirect("admin:volunteers_erasure_changelist")
