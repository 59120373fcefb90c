"""What came by phone, on paper or in person, written down by staff."""

from django.db import IntegrityError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from volunteers.flow import AlreadyOpen, MoveRefused, start
from volunteers.forms.staff import EntryForm
from volunteers.models import Application


def entry(request, context: dict) -> HttpResponse:
    """The form with which staff write an application down; sent twice, it leads to the same application."""
    form = EntryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            application = _written_down(form, request.user)
        except MoveRefused as refused:
            form.add_error(None, refused.reason)
        except AlreadyOpen as found:
            said = _("The same person has an open application, %(number)s.")
            form.add_error(None, said % {"number": found.application.number})
        else:
            return redirect("admin:volunteers_application_change", application.pk)
    return TemplateResponse(
        request,
        "admin/volunteers/application/entry.html",
        {**context, "title": _("Write an application down"), "form": form},
    )


def _written_down(form: EntryForm, user) -> Application:
    known = Application.objects.filter(idempotency_key=form.cleaned_data["key"])
    try:
        return known.first() or start(
            form.application, person=form.person, guardian=form.cleaned_data["guardian"], actor=user
        )
    except IntegrityError:  # two clicks at once: the other one was quicker
        return known.get()
