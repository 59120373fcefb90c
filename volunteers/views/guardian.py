"""The parent's or guardian's one page: read, agree or refuse, and later change one's mind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from volunteers import consents, tokens
from volunteers.age import adult_at
from volunteers.flow import By, MoveRefused, lawful_moves
from volunteers.guards import is_under_18, runs_out_on, valid_consent
from volunteers.models import Application, ConsentText, GuardianConsent, Terms
from volunteers.moves import SERVING
from volunteers.tokens import Purpose
from volunteers.views.private import dead_link, key_of, private

Status = Application.Status


@private
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    application = _application(token)
    if application is None:
        return _no_longer(request, token)
    if request.method != "POST":
        return _show(request, application, token)
    text = ConsentText.objects.filter(purpose=ConsentText.Purpose.GUARDIAN, pk=key_of(request.POST.get("text"))).first()
    answer = request.POST.get("answer")
    if text is None or answer not in ("agree", "refuse"):
        return _show(request, application, token)
    try:
        consents.guardian_answers(application, agrees=answer == "agree", text=text)
    except MoveRefused as refused:
        return _show_refusal(request, application, token, refused)
    return redirect("volunteers:consent", token=token)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once more before a consent is withdrawn."""
    application = _application(token)
    if application is None:
        return _no_longer(request, token)
    if not consents.may_withdraw(application):
        return redirect("volunteers:consent", token=token)
    if request.method != "POST":
        context = {"application": application, "token": token, "serves": application.status in SERVING}
        return render(request, "volunteers/consent_revoke.html", context)
    try:
        consents.guardian_withdraws(application)
    except MoveRefused as refused:
        return _show_refusal(request, application, token, refused)
    return redirect("volunteers:consent", token=token)


def _application(secret: str) -> Application | None:
    """What the link opens; nothing any more from the applicant's 18th birthday on."""
    token = tokens.find(Purpose.GUARDIAN, secret)
    if token is None or token.application.status == Status.ANONYMISED or not is_under_18(token.application):
        return None
    return token.application


def _no_longer(request: HttpRequest, secret: str) -> HttpResponse:
    """Whose link it was is told why it ended: the volunteer is 18. Any other link is as good as none."""
    ended = tokens.ended(Purpose.GUARDIAN, secret)
    person = ended.application.person if ended and ended.application else None
    if person is None or person.is_anonymous or is_under_18(ended.application):
        return dead_link(request, Purpose.GUARDIAN, secret)
    context = {"application": ended.application, "adult_on": adult_at(person.born_on)}
    return render(request, "volunteers/consent_adult.html", context, status=410)


def _show_refusal(request, application: Application, token: str, refused: MoveRefused) -> HttpResponse:
    """It changed a moment ago: the page tells how it stands now, and its buttons are what is possible."""
    application.refresh_from_db()
    return _show(request, application, token, notice=refused.reason)


def _show(request: HttpRequest, application: Application, token: str, notice: str = "") -> HttpResponse:
    given = valid_consent(application)
    last = GuardianConsent.objects.filter(guardian__application=application).select_related("text").first()
    context = {
        "application": application,
        "opportunity": application.opportunity,
        "token": token,
        "stands": _stands(application, given, last),
        "can_agree": consents.may_agree(application),
        "can_refuse": "guardian_refuses" in lawful_moves(application, By.GUARDIAN),
        "can_withdraw": consents.may_withdraw(application),
        "last": last,
        "given": given,
        "text": given.text if given else ConsentText.current(ConsentText.Purpose.GUARDIAN, get_language()),
        "last_day": runs_out_on(application),
        "terms": Terms.load(),
        "notice": notice,
    }
    return render(request, "volunteers/consent.html", context)


def _stands(application: Application, given: GuardianConsent | None, last: GuardianConsent | None) -> str:
    """Which words the page begins with."""
    if application.status in Application.CLOSED:
        if last and last.response == GuardianConsent.Response.REFUSED:
            return "refused"
        return "completed" if application.status == Status.COMPLETED else "closed"
    if application.status == Status.PAUSED:
        return "paused" if given else "paused_without"
    if application.status == Status.ACTIVE:
        return "active"
    return "agreed" if given else "asks"
