"""The page of one application. Showing it is written into the access log."""

from django.db.models import Q
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volunteers import access, consents, corrections, meetings, merging, worklist
from volunteers.access import may_handle
from volunteers.age import age_today
from volunteers.flow import By, lawful_moves
from volunteers.forms.casework import ActivityForm, GuardianForm, NoteForm, OwnerForm
from volunteers.guards import runs_out_on
from volunteers.models import Application, ConsentText, Terms
from volunteers.moves import MOVES
from volunteers.views import casework_serving

from . import words

BY_WHOM = {
    By.APPLICANT: gettext_lazy("the applicant"),
    By.GUARDIAN: gettext_lazy("the parent or guardian"),
    By.STAFF: gettext_lazy("staff"),
    By.CLOCK: gettext_lazy("by itself: time"),
}


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
            "age": None if person.is_anonymous else age_today(person.born_on),
            "state": words.status(application),
            "answer_due": "" if left is None else words.answer_due(left),
            "last_day": runs_out_on(application),
            "handles": handles,
            "is_own": application.owner_id == user.pk,
            "ends": Application.CLOSED,
            "arranging": meetings.ARRANGING,
            "tasks": _tasks(application),
            "hours_waiting": application.hours_waiting,
            "meeting": meetings.latest(application),
            "moves": lawful_moves(application, By.STAFF) if handles else {},
            "owner_form": OwnerForm({"owner": application.owner_id}) if sees_all(user) else None,
            "activity_form": _activity_form(application) if handles else None,
            "support_need": _support_need(user, application),
            "guardian": getattr(application, "guardian", None),
            "guardian_consents": _guardian_consents(application),
            "guardian_form": guardian_form(application) if handles else None,
            "guardian_text": guardian_text(application),
            **casework_serving.context(application, user),
            "note_form": NoteForm(),
            "notes": application.notes.select_related("author"),
            "trail": _trail(application),
            "others": _same_contact(user, application),
            "perhaps_one": merging.suggestions(user, application)[:5] if handles else [],
            "may_correct": handles and not person.contacts_erased_at,
            "may_correct_guardian": handles and corrections.may_correct_guardian(application),
            "may_write_need": application.is_open and access.sees_support_needs(user, application),
            "readers": application.access_log.select_related("actor")[:20] if sees_log(user) else None,
        },
    )


def sees_all(user) -> bool:
    return user.has_perm("volunteers.see_all_applications")


def sees_log(user) -> bool:
    return user.has_perm("volunteers.view_accesslog")


def _tasks(application: Application) -> list[dict]:
    """What is open, each with its day in words and what it is about."""
    today = timezone.localdate()
    return [
        {"task": task, "is_late": task.due_on < today, "about": words.letter_subject(task.letter)}
        for task in application.open_tasks
    ]


def _support_need(user, application: Application):
    """What would help the applicant take part; None for whom it does not concern, and once the consent is withdrawn."""
    need = getattr(application, "support_need", None)
    if need is None or need.consent.withdrawn_at or not access.sees_support_needs(user, application):
        return None
    return need


def _guardian_consents(application: Application):
    guardian = getattr(application, "guardian", None)
    return guardian.consents.select_related("text", "recorded_by") if guardian else []


def guardian_form(application: Application) -> GuardianForm | None:
    """The guardian's answer, written down from paper or from a talk, while flow.py has a use for one."""
    possible = {
        GuardianForm.AGREES: consents.may_agree(application),
        GuardianForm.REFUSES: "guardian_refuses" in lawful_moves(application, By.GUARDIAN),
        GuardianForm.WITHDRAWS: consents.may_withdraw(application),
    }
    answers = [answer for answer, is_possible in possible.items() if is_possible]
    return GuardianForm(answers=answers) if answers else None


def guardian_text(application: Application) -> ConsentText:
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
            "stands": words.status_after(event, application),
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
    if not same:
        return seen.none()
    return seen.filter(same).select_related("opportunity").order_by("-pk")[:10]
