"""The parent's or guardian's one page: read, agree or refuse, and later change one's mind."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from volunteers import consents, tokens
from volunteers.flow import By, MoveRefused, lawful_moves
from volunteers.guards import is_under_18, runs_out_on, valid_consent
from volunteers.models import Application, ConsentText, GuardianConsent, Terms
from volunteers.tokens import Purpose
from volunteers.views.private import dead_link, private


@private
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    application = _application(token)
    if application is None:
        return dead_link(request, Purpose.GUARDIAN, token)
    if request.method != "POST":
        return _show(request, application, token)
    text = ConsentText.objects.filter(
        purpose=ConsentText.Purpose.GUARDIAN, pk=_number(request.POST.get("text"))
    ).first()
    answer = request.POST.get("answer")
    if text is None or answer not in ("agree", "refuse"):
        return _show(request, application, token)
    try:
        consents.guardian_answers(application, agrees=answer == "agree", text=text)
    except MoveRefused as refused:
        return _show(request, application, token, notice=refused.reason)
    return redirect("volunteers:consent", token=token)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, token: str) -> HttpResponse:
    """Asks once more before a consent is withdrawn."""
    application = _application(token)
    if application is None:
        return dead_link(request, Purpose.GUARDIAN, token)
    if "guardian_withdraws" not in lawful_moves(application, By.GUARDIAN):
        return redirect("volunteers:consent", token=token)
    if request.method != "POST":
        return render(request, "volunteers/consent_revoke.html", {"application": application, "token": token})
    try:
        consents.guardian_withdraws(application)
    except MoveRefused as refused:
        return _show(request, application, token, notice=refused.reason)
    return redirect("volunteers:consent", token=token)


def _application(secret: str) -> Application | None:
    """What the link opens; nothing any more from the applicant's 18th birthday on."""
    token = tokens.find(Purpose.GUARDIAN, secret)
    if token is None or token.application.status == Application.Status.ANONYMISED or not is_under_18(token.application):
        return None
    return token.application


def _show(request: HttpRequest, application: Application, token: str, notice: str = "") -> HttpResponse:
    lawful = lawful_moves(application, By.GUARDIAN)
    given = valid_consent(application)
    context = {
        "application": application,
        "opportunity": application.opportunity,
        "token": token,
        "can_answer": "guardian_agrees" in lawful,
        "can_withdraw": "guardian_withdraws" in lawful and given is not None,
        "last": GuardianConsent.objects.filter(guardian__application=application).select_related("text").first(),
        "given": given,
        "text": given.text if given else ConsentText.current(ConsentText.Purpose.GUARDIAN, get_language()),
        "last_day": runs_out_on(application),
        "terms": Terms.load(),
        "notice": notice,
    }
    return render(request, "volunteers/consent.html", context)


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < 10 else 0
