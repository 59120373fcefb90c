"""How staff handle one application: its page in the back office, and what may be done with it there.

Addresses and rights are the admin's (volunteers/admin/applications.py); the rules stand in flow.py and worklist.py.
"""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from volunteers import access, consents, worklist
from volunteers.access import may_handle
from volunteers.age import age_today
from volunteers.flow import MOVES, AlreadyOpen, By, MoveRefused, lawful_moves, make_move, start
from volunteers.forms.casework import ActivityForm, GuardianForm, MoveForm, NoteForm, OwnerForm
from volunteers.forms.staff import EntryForm
from volunteers.guards import runs_out_on
from volunteers.models import Application, ConsentText, Note, Terms
from volunteers.views import casework_serving

BY_WHOM = {
    By.APPLICANT: gettext_lazy("the applicant"),
    By.GUARDIAN: gettext_lazy("the parent or guardian"),
    By.STAFF: gettext_lazy("staff"),
    By.CLOCK: gettext_lazy("by itself: time"),
}


# --- The page -------------------------------------------------------------------------------------------------------
def page(request, application: Application, context: dict) -> TemplateResponse:
    """Everything about one application. Showing it is written into the access log."""
    access.note_access(application, request.user)
    user, person = request.user, application.person
    handles = may_handle(user, application)
    left = worklist.days_left(application, Terms.load())
    return TemplateResponse(
        request,
        "admin/volunteers/application/case.html",
        {
            **context,
            "title": application.number,
            "application": application,
            "person": person,
            "age": age_today(person.born_on),
            "answer_due": "" if left is None else answer_due(left),
            "last_day": runs_out_on(application),
            "handles": handles,
            "is_own": application.owner_id == user.pk,
            "ends": Application.CLOSED,
            "moves": lawful_moves(application, By.STAFF) if handles else {},
            "owner_form": OwnerForm({"owner": application.owner_id}) if sees_all(user) else None,
            "activity_form": _activity_form(application) if handles else None,
            "support_need": _support_need(user, application),
            "guardian": getattr(application, "guardian", None),
            "guardian_consents": _guardian_consents(application),
            "guardian_form": _guardian_form(application) if handles else None,
            "guardian_text": _guardian_text(application),
            **casework_serving.context(application, user),
            "note_form": NoteForm(),
            "notes": application.notes.select_related("author"),
            "trail": _trail(application),
            "others": _same_contact(user, application),
            "readers": application.access_log.select_related("actor")[:20] if sees_log(user) else None,
        },
    )


def sees_all(user) -> bool:
    return user.has_perm("volunteers.see_all_applications")


def sees_log(user) -> bool:
    return user.has_perm("volunteers.view_accesslog")


def answer_due(days_left: int) -> str:
    """When we must answer, in words and colour."""
    if days_left < 0:
        words = ngettext("%(count)d working day late", "%(count)d working days late", -days_left)
        return format_html('<span class="state state--late">{}</span>', words % {"count": -days_left})
    if days_left == 0:
        return format_html('<span class="state state--soon">{}</span>', _("answer today"))
    words = ngettext("%(count)d working day left", "%(count)d working days left", days_left)
    return words % {"count": days_left}


def refusal(refused: MoveRefused) -> str:
    """Why it was refused and, where flow.py knows, what is possible instead."""
    if not refused.lawful:
        return refused.reason
    possible = ", ".join(str(move.label) for move in refused.lawful.values())
    return _("%(reason)s Possible now: %(moves)s.") % {"reason": refused.reason, "moves": possible}


def _support_need(user, application: Application):
    """What would help the applicant take part; None for whom it does not concern, and once the consent is withdrawn."""
    need = getattr(application, "support_need", None)
    if need is None or need.consent.withdrawn_at or not access.sees_support_needs(user, application):
        return None
    return need


def _guardian_consents(application: Application):
    guardian = getattr(application, "guardian", None)
    return guardian.consents.select_related("text", "recorded_by") if guardian else []


def _guardian_form(application: Application) -> GuardianForm | None:
    """The guardian's answer, written down from paper or from a talk, while flow.py has a use for one."""
    possible = {
        GuardianForm.AGREES: consents.may_agree(application),
        GuardianForm.REFUSES: "guardian_refuses" in lawful_moves(application, By.GUARDIAN),
        GuardianForm.WITHDRAWS: consents.may_withdraw(application),
    }
    answers = [answer for answer, is_possible in possible.items() if is_possible]
    return GuardianForm(answers=answers) if answers else None


def _guardian_text(application: Application) -> ConsentText:
    return ConsentText.current(ConsentText.Purpose.GUARDIAN, application.person.language)


def _activity_form(application: Application) -> ActivityForm | None:
    if application.status not in worklist.ACTIVITY_MAY_CHANGE:
        return None
    return ActivityForm({"opportunity": application.opportunity_id}, application=application)


def _trail(application: Application) -> list[dict]:
    return [
        {
            "event": event,
            "deed": _deed(event),
            "who": event.actor or BY_WHOM.get(event.by, ""),
        }
        for event in application.events.select_related("actor")
    ]


def _deed(event) -> str:
    """What was done, in the words of the button that staff would press for it."""
    if event.by == By.APPLICANT and event.move in ("confirm", "confirm_minor"):
        return _("E-mail confirmed")  # by the link in a letter: nobody telephoned
    return MOVES[event.move].label if event.move in MOVES else _("Application received")


def _same_contact(user, application: Application):
    """Other applications with the same e-mail or phone: perhaps one person, perhaps a family. Staff judge."""
    person = application.person
    same = Q()
    if person.email:
        same |= Q(person__email__iexact=person.email)
    if person.phone:
        same |= Q(person__phone=person.phone)
    seen = access.visible_applications(user).exclude(pk=application.pk)
    return seen.filter(same).select_related("opportunity").order_by("-pk")[:10]


# --- What came by phone, on paper or in person ------------------------------------------------------------------------
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


# --- The deeds: each changes something and returns what was done, in words, or raises MoveRefused ---------------------
def _checked(form) -> dict:
    if form.is_valid():
        return form.cleaned_data
    raise MoveRefused(" ".join(message for messages in form.errors.values() for message in messages))


def _must_handle(request, application: Application) -> None:
    if not may_handle(request.user, application):
        raise MoveRefused(_("Take this application first."))


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
    _must_handle(request, application)
    opportunity = _checked(ActivityForm(request.POST, application=application))["opportunity"]
    worklist.choose_activity(application, opportunity)
    return _("Activity: %(title)s.") % {"title": opportunity or _("none chosen yet")}


def move(request, application: Application) -> str:
    _must_handle(request, application)
    form = _checked(MoveForm(request.POST))
    event = make_move(application, form["move"], by=By.STAFF, actor=request.user, reason=form["reason"])
    return _("Status: %(status)s.") % {"status": event.get_target_display()}


def note(request, application: Application) -> str:
    if not request.user.has_perm("volunteers.add_note"):
        raise PermissionDenied
    form = NoteForm(request.POST, instance=Note(application=application, author=request.user))
    _checked(form)
    form.save()
    return _("The note is kept.")


def guardian(request, application: Application) -> str:
    """What a guardian answered on paper or in person. By link they answer themselves: that route is no choice here."""
    _must_handle(request, application)
    form = _guardian_form(application)
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
            text=_guardian_text(application),
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
    "guardian": guardian,
    **casework_serving.DEEDS,
}
