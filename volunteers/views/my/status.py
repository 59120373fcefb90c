"""Where the application stands and what one may do about it now: answer, accept, wait on, withdraw."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from news.calendar import CONTENT_TYPE
from volunteers import feedback, meetings, needs, road
from volunteers.flow import By, MoveRefused, lawful_moves, make_move
from volunteers.forms.my import AnswerForm
from volunteers.guards import ends_soon, keeps_a_waiting_list, runs_out_on
from volunteers.models import Application, Meeting, Terms
from volunteers.views import my_serving
from volunteers.views.private import opened

Status = Application.Status
ONE_CLICK = ("accept", "rather_wait", "renew_waiting", "confirm_adult")
# Said once, on the page that follows a change: ?done=…
DONE = {
    "contacts": _("Your details are corrected."),
    "email": _("We have sent a letter to the new address. Press the button in it: until then nothing changes."),
    "email-kept": _("Your e-mail address stays as it was."),
    "confirmed": _("Your new e-mail address is confirmed. Earlier links have ended; a letter brings a new one."),
    "needs": _("Your answer is kept."),
    "needs-gone": _("Your answer about what would help is erased. The application goes on."),
    "renew_waiting": _("You stay on the waiting list, and your place in it is the same."),
    "confirm_adult": _("Thank you. From now on you decide for yourself."),
}


@opened
def my(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    if request.method != "POST":
        return show(request, application, token, done=DONE.get(request.GET.get("done", ""), ""))
    name, reason = request.POST.get("move", ""), ""
    if name == "answer":
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return show(request, application, token, form=form)
        reason = form.cleaned_data["answer"]
    elif name not in ONE_CLICK:  # withdrawing asks once more, on a page of its own
        return show(request, application, token)
    try:
        make_move(application, name, by=By.APPLICANT, reason=reason)
    except MoveRefused as refused:
        application.refresh_from_db()
        return show(request, application, token, notice=refused.reason)
    return done(token, name)


def done(token: str, what: str) -> HttpResponse:
    """Back to the page, which says what has been done."""
    return redirect(reverse("volunteers:my", args=[token], query={"done": what} if what in DONE else None))


@opened
def meeting(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """The agreed talk for one's own calendar."""
    agreed = meeting_of(application)
    if agreed is None:
        return redirect("volunteers:my", token)
    answer = HttpResponse(meetings.calendar(agreed), content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{meetings.file_name()}"'
    return answer


@opened
def withdraw(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    if "withdraw" not in lawful_moves(application, By.APPLICANT):
        return redirect("volunteers:my", token=token)
    if request.method != "POST":
        return render(request, "volunteers/my_withdraw.html", {"application": application, "token": token})
    try:
        make_move(application, "withdraw", by=By.APPLICANT)
    except MoveRefused:  # it was closed a moment ago; the page says how
        application.refresh_from_db()
    return redirect("volunteers:my", token=token)


def show(request: HttpRequest, application: Application, token: str, *, form=None, notice="", done="") -> HttpResponse:
    lawful = lawful_moves(application, By.APPLICANT)
    if keeps_a_waiting_list(application):
        lawful.pop("rather_wait", None)
    if "renew_waiting" in lawful and ends_soon(application):
        del lawful["renew_waiting"]
    meeting = meeting_of(application)
    context = {
        "application": application,
        "opportunity": application.opportunity,
        "token": token,
        "headline": road.headline(application),
        "meaning": road.meaning(application),
        "told": road.question_or_invitation(application) or (meetings.in_words(meeting) if meeting else ""),
        "meeting": meeting,
        "road": road.road(application),
        "lawful": lawful,
        "form": (form or AnswerForm()) if "answer" in lawful else None,
        "guardian": getattr(application, "guardian", None),
        "waits_for_guardian": application.status == Status.GUARDIAN_PENDING,
        "last_day": runs_out_on(application),
        "may_tell_needs": application.is_open or needs.of(application) is not None,
        "may_give_feedback": feedback.may_be_given(application),
        "terms": Terms.load(),
        "notice": notice,
        "done": done,
        **my_serving.context(application),
    }
    return render(request, "volunteers/my.html", context)


def meeting_of(application: Application) -> Meeting | None:
    """The talk that is agreed on, while it is what the application waits for."""
    if application.status != Status.INTERVIEW:
        return None
    agreed = meetings.latest(application)
    return agreed if agreed and not agreed.cancelled_at else None
