"""The deeds: each changes something and returns what was done, in words, or raises MoveRefused."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from volunteers import consents, meetings, notes, worklist
from volunteers.access import must_handle
from volunteers.flow import By, MoveRefused, make_move
from volunteers.forms.casework import ActivityForm, GuardianForm, MoveForm, NoteForm, OwnerForm
from volunteers.models import Application
from volunteers.views import casework_serving
from volunteers.views.private import key_of

from .page import guardian_form, guardian_text, sees_all


def _checked(form) -> dict:
    if form.is_valid():
        return form.cleaned_data
    raise MoveRefused(" ".join(message for messages in form.errors.values() for message in messages))


def claim(request, application: Application) -> str:
    worklist.claim(application, request.user)
    return _("%(number)s is yours now.") % {"number": application.number}


def release(request, application: Application) -> str:
    worklist.release(application, request.user)
    return _("Given back: a colleague may take it.")


def assign(request, application: Application) -> str:
    if not sees_all(request.user):
        raise PermissionDenied
    owner = _checked(OwnerForm(request.POST))["owner"]
    worklist.assign(application, owner)
    return _("Owner: %(name)s.") % {"name": owner.get_username() if owner else _("nobody")}


def choose_activity(request, application: Application) -> str:
    must_handle(request.user, application)
    opportunity = _checked(ActivityForm(request.POST, application=application))["opportunity"]
    worklist.choose_activity(application, opportunity)
    return _("Activity: %(title)s.") % {"title": opportunity or _("none chosen yet")}


def move(request, application: Application) -> str:
    must_handle(request.user, application)
    form = _checked(MoveForm(request.POST))
    if form["move"] in meetings.ARRANGING:
        raise MoveRefused(_("Write when and where you meet."))
    event = make_move(application, form["move"], by=By.STAFF, actor=request.user, reason=form["reason"])
    return _("Status: %(status)s.") % {"status": event.get_target_display()}


def task(request, application: Application) -> str:
    """Done: somebody has called, reached, found out."""
    must_handle(request.user, application)
    done = worklist.finish_task(application, key_of(request.POST.get("task")), request.user)
    return _("Done: %(what)s.") % {"what": done.get_what_display()}


def note(request, application: Application) -> str:
    if not request.user.has_perm("volunteers.add_note"):
        raise PermissionDenied
    notes.written(application, _checked(NoteForm(request.POST))["text"], request.user)
    return _("The note is kept.")


def guardian(request, application: Application) -> str:
    """What a guardian answered on paper or in person. By link they answer themselves: that route is no choice here."""
    must_handle(request.user, application)
    form = guardian_form(application)
    if form is None:
        raise MoveRefused(_("No answer of a parent or guardian is waited for."))
    said = _checked(GuardianForm(request.POST, answers=form.answers))
    if said["answer"] == GuardianForm.WITHDRAWS:
        because = _("withdrawn on paper") if said["route"] == "paper" else _("withdrawn in person")
        consents.guardian_withdraws(application, recorded_by=request.user, because=because)
    else:
        consents.guardian_answers(
            application,
            agrees=said["answer"] == GuardianForm.AGREES,
            text=guardian_text(application),
            route=said["route"],
            recorded_by=request.user,
        )
    return _("The answer of the parent or guardian is kept.")


DEEDS = {
    "claim": claim,
    "release": release,
    "assign": assign,
    "activity": choose_activity,
    "move": move,
    "note": note,
    "task": task,
    "guardian": guardian,
    **casework_serving.DEEDS,
}
