"""Pages with a form about one application. Each returns an answer, or in words what was done."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import gettext as _

from news.calendar import CONTENT_TYPE
from volunteers import access, corrections, locks, meetings, merging, needs
from volunteers.flow import By, MoveRefused, lawful_moves
from volunteers.forms.corrections import GuardianContactForm, MergeForm, PaperNeedForm, PersonForm
from volunteers.forms.meeting import MeetingForm
from volunteers.models import Application, ConsentText, Meeting
from volunteers.moves import MOVES
from volunteers.views.casework_form import form_page


def meeting(request, application: Application, page: dict) -> HttpResponse | str:
    """Invite to a meeting, or set another time: whichever is possible now."""
    lawful = lawful_moves(application, By.STAFF)
    name = next((name for name in meetings.ARRANGING if name in lawful), "")
    if not name:
        raise MoveRefused(_("This step is not possible now."), lawful)
    known = meetings.latest(application) if name == "reschedule" else None
    form = MeetingForm(request.POST or None, meeting=known)
    if request.method == "POST" and form.is_valid():
        meetings.arrange(application, name, form.facts, user=request.user)
        return _("The meeting is set, and the applicant is told.")
    hint = _("The applicant gets a letter with a calendar file; who has no e-mail is called.")
    return form_page(request, application, page, form, title=MOVES[name].label, button=MOVES[name].label, hint=hint)


def meeting_file(request, application: Application, key: int) -> HttpResponse:
    found = get_object_or_404(Meeting.objects.select_related("application"), pk=key, application=application)
    answer = HttpResponse(meetings.calendar(found), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{meetings.file_name()}"'
    return answer


def person(request, application: Application, page: dict) -> HttpResponse | str:
    if application.person.contacts_erased_at:
        raise MoveRefused(_("The personal data have been erased."))
    form = PersonForm(request.POST or None, person=application.person)
    if request.method == "POST" and form.is_valid():
        try:
            changed = corrections.correct_person(application, form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        except MoveRefused as refused:
            form.add_error(None, refused.reason)
        else:
            return _("The data are corrected.") if changed else _("Nothing has changed.")
    else:
        access.note_access(application, request.user)
    hint = _("A new e-mail address gets a new link at once; links sent to the old one no longer work.")
    title, button = _("Correct the data"), _("Keep the data")
    return form_page(request, application, page, form, title=title, button=button, hint=hint)


def guardian_contacts(request, application: Application, page: dict) -> HttpResponse | str:
    if not corrections.may_correct_guardian(application):
        raise MoveRefused(_("This step is not possible now."))
    known, own = application.guardian, application.person
    now = {name: getattr(known, name) for name in corrections.OF_GUARDIAN}
    so_far = {"email": own.email, "phone": own.phone}
    form = GuardianContactForm(request.POST or None, so_far=so_far, initial=now)
    if request.method == "POST" and form.is_valid():
        changed = corrections.correct_guardian(application, form.cleaned_data, user=request.user)
        return _("The data are corrected.") if changed else _("Nothing has changed.")
    access.note_access(application, request.user)
    hint = _("While we wait for their answer, a new address or another way means that they are asked anew.")
    title, button = _("Correct how to reach the parent or guardian"), _("Keep the data")
    return form_page(request, application, page, form, title=title, button=button, hint=hint)


def support_need(request, application: Application, page: dict) -> HttpResponse | str:
    if not access.sees_support_needs(request.user, application):
        raise PermissionDenied
    if not application.is_open:
        raise MoveRefused(_("This step is not possible now."))
    text = ConsentText.current(ConsentText.Purpose.SUPPORT, application.person.language)
    known = needs.of(application)
    now = {"options": known.options.all(), "text": known.text} if known and not known.consent.withdrawn_at else {}
    form = PaperNeedForm(request.POST or None, consent_text=text, initial=now)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            needs.keep(
                application, options=said["options"], text=said["text"], agreed=text, route=said["route"],
                written_by=request.user,
            )  # fmt: skip
        except locks.Gone:
            raise MoveRefused(_("The personal data have been erased.")) from None
        return _("What would help is written down.")
    access.note_access(application, request.user)
    hint = _("Only you, who handle the application, see it.")
    title, button = _("Write down what would help"), _("Keep the answer")
    return form_page(request, application, page, form, title=title, button=button, hint=hint)


def merge(request, application: Application, page: dict, key: int) -> HttpResponse | str:
    """Two applications side by side. Seeing both is noted with both."""
    other = merging.suggestions(request.user, application).filter(pk=key).first()
    if other is None:
        raise Http404
    form = MergeForm(request.POST or None, kept=application.person, other=other.person)
    if request.method == "POST" and form.is_valid():
        try:
            merging.merge(application, other, form.facts, user=request.user)
        except MoveRefused as refused:
            form.add_error(None, refused.reason)
        else:
            return _("%(one)s and %(other)s belong to one person now.") % {
                "one": application.number,
                "other": other.number,
            }
    with translation.override(settings.LANGUAGE_CODE):
        reason = _("compared before merging")
    for row in (application, other):
        access.note_access(row, request.user, reason=reason)
    return TemplateResponse(
        request,
        "admin/volunteers/application/merge.html",
        {**page, "application": application, "both": [application, other], "form": form, "title": _("One person?")},
    )
