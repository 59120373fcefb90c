"""Applying: a start page, the steps, a look over the answers, the receipt."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvg_portal import throttle
from volunteers import easy, intake, workdays
from volunteers.draft import LIFE, RECEIPT, Draft, TooYoung
from volunteers.flow import MoveRefused
from volunteers.forms.apply import STEPS
from volunteers.forms.send import SendForm
from volunteers.forms.step import StepForm
from volunteers.models import Guardian, Opportunity, Person, Step, Terms
from volunteers.summary import sections
from volunteers.views.private import private

AN_HOUR = 60  # applications from one address: a school class sits behind one
TO_A_MAILBOX = 20  # an hour: nobody's mailbox is to be flooded with our letters


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What it takes and when we answer; keeps nothing, so it is a page like any other."""
    wanted = request.GET.get("opportunity", "")
    if easy.is_asked(request):
        return redirect(easy.address(reverse("volunteers:easy"), easy=False, opportunity=wanted))
    opportunity = Opportunity.objects.public().select_related("place").filter(slug_lt=wanted).first()
    notice = ""
    if wanted and (opportunity is None or not opportunity.takes_applications):
        notice = _("That activity takes no applications now. You can choose another one, or let us suggest one.")
        opportunity = None
    return render(
        request,
        "volunteers/apply.html",
        {"opportunity": opportunity, "notice": notice, "terms": Terms.load(), "steps": Step.objects.all()},
    )


@private
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, step: str) -> HttpResponse:
    draft = Draft(request)
    if request.method == "POST":
        return _keep(request, draft, step)
    if step != "about" and "about" in draft.missing:
        return redirect(_address("about", draft, again="1"))
    if step == "guardian" and not draft.is_minor:
        return redirect(_next(draft))
    return _show_step(request, draft, step, draft.form(step) or _fresh_form(request, draft, step))


def _keep(request: HttpRequest, draft: Draft, step: str) -> HttpResponse:
    if "clear" in request.POST:
        return _clear(draft)
    typed = QueryDict() if "skip" in request.POST else request.POST
    form = STEPS[step](typed, so_far=draft.before(step), easy=draft.is_easy)
    if not form.is_valid():
        return _show_step(request, draft, step, form)
    try:
        draft.keep(step, form, anonymous=not request.user.is_authenticated)
    except TooYoung:
        return redirect("volunteers:too_young")
    if "about" in draft.missing:  # two hours have passed: what was sent now is kept, what came before is not
        return redirect(_address("about", draft, again="1"))
    return redirect(_next(draft))


def _clear(draft: Draft) -> HttpResponse:
    """For computers that others use too."""
    draft.clear()
    name = "volunteers:easy" if draft.is_easy else "volunteers:apply"
    return redirect(f"{reverse(name)}?cleared=1")


def _fresh_form(request: HttpRequest, draft: Draft, step: str) -> StepForm:
    initial = {"opportunity": request.GET.get("opportunity", "")} if step == "about" else {}
    return STEPS[step](so_far=draft.before(step), initial=initial, easy=draft.is_easy)


def _show_step(request: HttpRequest, draft: Draft, step: str, form: StepForm) -> HttpResponse:
    steps = draft.steps
    number, count = steps.index(step) + 1, len(steps) + 1
    before, after = steps[: number - 1], next(iter(steps[number:]), None)
    context = {
        "form": form,
        "step": step,
        "number": number,
        "count": count,
        "back": _address(before[-1], draft) if before else _start_page(draft),
        "next_title": STEPS[after].heading(draft.is_easy) if after else _("check and send"),
        "again": _still_needed(draft) if "again" in request.GET else [],
        "something_is_kept": not draft.is_new,
        "terms": Terms.load(),
    }
    return render(request, "volunteers/apply_step.html", context)


def _still_needed(draft: Draft) -> list[str]:
    """The titles of the steps whose answers are no longer kept."""
    return [str(STEPS[step].heading(draft.is_easy)) for step in draft.missing if step != "guardian" or draft.is_minor]


@private
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    draft = Draft(request)
    if "clear" in request.POST:
        return _clear(draft)
    form = SendForm(request.POST) if request.method == "POST" else SendForm(initial={"key": draft.key})
    if form.is_bound and form.is_valid() and (known := intake.receipt_of(form.cleaned_data["key"])):
        return _receipt(request, known, draft)
    if draft.missing:
        return redirect(_address(draft.missing[0], draft, again="1"))
    if not form.is_bound or not form.is_valid():
        return _show_answers(request, draft, form)
    mailbox = draft.answers("about")["email"] or draft.answers("about")["phone"]
    is_flood = throttle.too_many(request, "apply-to", limit=TO_A_MAILBOX, whose=mailbox)
    if throttle.too_many(request, "apply", limit=AN_HOUR) or is_flood:
        notice = _("Very many applications have come this hour. Your answers are kept: try again a little later.")
        return _show_answers(request, draft, form, notice=notice, status=429)
    try:
        receipt = intake.submit_web(_answers(draft, form), form.cleaned_data["key"])
    except MoveRefused as refused:
        return _show_answers(request, draft, form, notice=refused.reason)
    draft.clear()
    return _receipt(request, receipt, draft)


def _show_answers(request, draft: Draft, form: SendForm, *, notice: str = "", status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "sections": sections(draft),
        "count": len(draft.steps) + 1,
        "back": _address(draft.steps[-1], draft),
        "helper_name": draft.answers("about")["helper_name"],
        "is_easy": draft.is_easy,
        "tells_guardian_later": draft.is_minor and draft.answers("about")["email"],
        "notice": notice,
    }
    return render(request, "volunteers/check.html", context, status=status)


def _answers(draft: Draft, form: SendForm) -> intake.Answers:
    """The kept steps as rows that are not saved yet."""
    about, what, guardian = draft.answers("about"), draft.answers("what"), draft.answers("guardian")
    support = draft.form("support")
    facts = ("interests", "availability", "hours_per_month", "motivation")
    return intake.Answers(
        person=Person(
            language=get_language(),
            **{name: about[name] for name in ("first_name", "last_name", "born_on", "email", "phone", "municipality")},
        ),
        facts={
            **{name: what[name] for name in facts},
            "wants_jst": what.get("wants_jst", False),
            "wants_agreement": what["wants_agreement"],
            **{name: about[name] for name in ("helper_name", "helper_relation")},
        },
        opportunity=draft.form("what").chosen,
        guardian=Guardian(**guardian) if draft.is_minor else None,
        support=support.needs if support else None,
        agreed=form.agreed,
        looks_automatic=draft.form("about").looks_automatic,
    )


def _receipt(request: HttpRequest, receipt: intake.Receipt, draft: Draft) -> HttpResponse:
    request.session[RECEIPT] = asdict(receipt)
    if not request.user.is_authenticated:
        request.session.set_expiry(LIFE)
    return redirect(easy.address(reverse("volunteers:received"), easy=draft.is_easy))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def received(request: HttpRequest) -> HttpResponse:
    """Reloading sends nothing again; without a form sent before there is nothing to tell."""
    draft, receipt, terms = Draft(request), request.session.get(RECEIPT), Terms.load()
    if "clear" in request.POST:
        return _clear(draft)
    if not receipt:
        return redirect(_start_page(draft))
    unneeded = {"confirm" if not receipt["by_email"] else "", "guardian" if not receipt["is_minor"] else ""}
    context = {
        "receipt": receipt,
        "steps": Step.objects.exclude(key__in=unneeded),
        "terms": terms,
        "call_by": workdays.after(timezone.localdate(), terms.answer_working_days),
    }
    return render(request, "volunteers/received.html", context)


@require_safe
def too_young(request: HttpRequest) -> HttpResponse:
    """To those under 14. It knows nothing about who reads it."""
    return render(request, "volunteers/apply_too_young.html", {"terms": Terms.load()})


def _start_page(draft: Draft) -> str:
    return reverse("volunteers:easy" if draft.is_easy else "volunteers:apply")


def _address(step: str, draft: Draft, **query: str) -> str:
    return easy.address(reverse("volunteers:step", kwargs={"step": step}), easy=draft.is_easy, **query)


def _next(draft: Draft) -> str:
    """The first step that has not been filled in, else the page where all is looked over."""
    if draft.to_visit:
        return _address(draft.to_visit, draft)
    return easy.address(reverse("volunteers:check"), easy=draft.is_easy)
