"""What the applicant has agreed to, each withdrawn or given anew; and what would help them take part."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from volunteers import consents, needs
from volunteers.forms.support import SupportForm
from volunteers.models import Application, Consent, ConsentText
from volunteers.views.my import status
from volunteers.views.private import key_of, opened

Purpose = ConsentText.Purpose
TITLES = {
    Purpose.PHOTO: _("Photographs"),
    Purpose.POOL: _("Invitations to return"),
    Purpose.NEWS: _("News"),
    Purpose.STORY: _("Your story on the site"),
}
# What it means to change one's mind.
EFFECTS = {
    Purpose.PHOTO: _("When you withdraw it, we publish no new pictures of you and take the old ones off the site."),
    Purpose.POOL: _("When you withdraw it, we no longer suggest other activities and do not invite you next season."),
    Purpose.NEWS: _("When you withdraw it, no news is sent any more."),
    Purpose.STORY: _("When you withdraw it, your story leaves the site that very moment."),
}


@dataclass
class Kept:
    """One purpose: the consent that stands, or the last one that stood, or none."""

    title: str
    effect: str
    text: ConsentText
    given: Consent | None
    ended: Consent | None
    may_give: bool


@opened
def index(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    if request.method == "POST":
        if text := ConsentText.objects.filter(pk=key_of(request.POST.get("give"))).first():
            if text.purpose in consents.offered_to(application) and text == _current(text.purpose):
                consents.agree(application, text)
        elif consent := Consent.objects.filter(
            pk=key_of(request.POST.get("withdraw")), person=application.person_id
        ).first():
            consents.withdraw(application, consent)
        return redirect("volunteers:my_consents", token)
    need = needs.of(application)
    context = {
        "application": application,
        "token": token,
        "kept": _kept(application),
        "need": need,
        "may_tell_needs": application.is_open or need is not None,
    }
    return render(request, "volunteers/my_consents.html", context)


def _kept(application: Application) -> list[Kept]:
    last = {}
    for consent in Consent.objects.filter(person=application.person_id).select_related("text").order_by("pk"):
        last[consent.text.purpose] = consent
    offered = consents.offered_to(application)
    shown = [purpose for purpose in TITLES if purpose in offered or purpose in last]
    return [_of(purpose, last.get(purpose), may_give=purpose in offered) for purpose in shown]


def _of(purpose: Purpose, last: Consent | None, *, may_give: bool) -> Kept:
    stands = last is not None and last.withdrawn_at is None
    return Kept(
        title=TITLES[purpose],
        effect=EFFECTS[purpose],
        text=last.text if stands else _current(purpose),
        given=last if stands else None,
        ended=None if stands else last,
        may_give=may_give,
    )


def _current(purpose: str) -> ConsentText:
    return ConsentText.current(purpose, get_language())


@opened
def support(request: HttpRequest, application: Application, token: str) -> HttpResponse:
    """Changed with the consent of the version that is current; emptied or withdrawn, it is erased at once."""
    need = needs.of(application)
    if need is None and not application.is_open:
        return redirect("volunteers:my", token)
    if request.method == "POST" and "withdraw" in request.POST:
        needs.withdraw(application)
        return status.done(token, "needs-gone")
    form = SupportForm(request.POST if request.method == "POST" else None)
    if need and not form.is_bound:
        form.initial = {"options": need.options.all(), "text": need.text}
        form.initial[form.consent_name] = need.consent.text == form.consent_text
    if form.is_bound and form.is_valid():
        if form.needs is None:
            needs.withdraw(application)
            return status.done(token, "needs-gone" if need else "")
        needs.keep(application, options=form.needs["options"], text=form.needs["text"], agreed=form.needs["consent"])
        return status.done(token, "needs")
    return render(
        request, "volunteers/my_support.html", {"form": form, "application": application, "token": token, "need": need}
    )
