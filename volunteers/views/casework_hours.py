"""The hours journal of one application in the back office: confirm, return, assign to projects, enter on behalf."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from volunteers import access, hours
from volunteers.flow import MoveRefused
from volunteers.forms.serving import ForWhichProject, ReasonForm, StaffHoursForm
from volunteers.models import Application, HoursEntry
from volunteers.views.casework_form import form_page

TICK = gettext_lazy("Tick the entries first.")


def hours_page(request, application: Application, page: dict) -> HttpResponse | str:
    """The journal. What is confirmed or returned is what the page showed, not what has been changed meanwhile."""
    reason_form, project_form, chosen = ReasonForm(), ForWhichProject(), {}
    if request.method == "POST":
        access.must_handle(request.user, application)
        deed = request.POST.get("deed", "")
        chosen = _seen(request.POST.getlist("all" if deed == "confirm_all" else "entry"))
        if deed == "return":
            reason_form = ReasonForm(request.POST)
            if _is_ready(reason_form, chosen):
                reason = reason_form.cleaned_data["reason"]
                count = hours.give_back(application, chosen, user=request.user, reason=reason)
                return _told(_returned(count), len(chosen) - count)
        elif deed == "assign":
            project_form = ForWhichProject(request.POST)
            if _is_ready(project_form, chosen):
                count = hours.assign(application, chosen, **project_form.cleaned_data)
                words = ngettext("%(count)d entry assigned.", "%(count)d entries assigned.", count)
                return words % {"count": count}
        elif not chosen:
            raise MoveRefused(TICK)
        elif deed in ("confirm", "confirm_all"):
            count = hours.confirm(application, chosen, user=request.user)
            return _told(_confirmed(count), len(chosen) - count)
    access.note_access(application, request.user)
    entries = list(
        application.hours.select_related("project", "local_project", "entered_by").order_by("-worked_on", "-pk")
    )
    entries.sort(key=lambda entry: entry.status != HoursEntry.Status.ENTERED)  # ours to decide come first
    for entry in entries:
        entry.seen, entry.is_chosen = f"{entry.pk}:{hours.fingerprint(entry)}", entry.pk in chosen
    return TemplateResponse(
        request,
        "admin/volunteers/application/hours.html",
        {
            **page,
            "title": _("Hours of %(number)s") % {"number": application.number},
            "application": application,
            "entries": entries,
            "waiting": [entry for entry in entries if entry.status == HoursEntry.Status.ENTERED],
            "progress": hours.progress(application),
            "handles": access.may_handle(request.user, application),
            "may_enter": hours.may_enter(application),
            "reason_form": reason_form,
            "project_form": project_form,
            "form": reason_form if reason_form.errors else project_form,
        },
    )


def hours_entry_page(request, application: Application, page: dict) -> HttpResponse | str:
    """Hours told by phone or left on paper. Whoever enters them confirms them."""
    if not hours.may_enter(application):
        raise MoveRefused(_("Hours are entered while volunteering lasts."))
    project = application.opportunity.project_id if application.opportunity else None
    form = StaffHoursForm(request.POST or None, initial={"project": project})
    if request.method == "POST" and form.is_valid():
        try:
            hours.enter(application, form.facts(), user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _("The hours are entered and confirmed.")
    title, button = _("Enter hours for the volunteer"), _("Enter and confirm")
    hint = _("For what was told by phone or left on paper.")
    return form_page(request, application, page, form, title=title, button=button, hint=hint)


def _is_ready(form, chosen: dict) -> bool:
    """Nothing is missing; without a tick, what was typed stays on the page."""
    if form.is_valid() and not chosen:
        form.add_error(None, TICK)
    return form.is_valid()


def _seen(values: list[str]) -> dict[int, str]:
    """``["12:ab34…"]`` → ``{12: "ab34…"}``; what does not look so is left out."""
    pairs = (value.partition(":") for value in values[:1000])
    return {int(key): mark for key, _colon, mark in pairs if key.isascii() and key.isdigit() and len(key) < 16}


def _confirmed(count: int) -> str:
    return ngettext("%(count)d entry confirmed.", "%(count)d entries confirmed.", count) % {"count": count}


def _returned(count: int) -> str:
    words = ngettext("%(count)d entry returned to be corrected.", "%(count)d entries returned to be corrected.", count)
    return words % {"count": count}


def _told(done: str, left: int) -> str:
    changed = _("The others have changed meanwhile: look at them once more.")  # in an f-string no catalogue finds it
    return f"{done} {changed}" if left > 0 else done
