"""Other ways to apply: in easy words, and on paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lvg_portal.paging import page_of
from volunteers import easy
from volunteers.forms.about import AboutForm
from volunteers.forms.guardian import GuardianForm
from volunteers.forms.send import SendForm
from volunteers.forms.support import SupportForm
from volunteers.forms.what import WhatForm
from volunteers.models import ConsentText, Opportunity, Terms

ON_ONE_SHEET = 12  # activities to tick; who wants another writes it in words


@require_safe
def easy_to_read(request: HttpRequest) -> HttpResponse:
    """Volunteering and its form in short sentences; keeps nothing."""
    listed = Opportunity.objects.public().open().select_related("place")
    begin = easy.address(
        reverse("volunteers:step", kwargs={"step": "about"}),
        easy=True,
        opportunity=request.GET.get("opportunity", "")[:120],
    )
    context = {"terms": Terms.load(), "page": page_of(request, listed), "begin": begin}
    return render(request, "volunteers/easy.html", context)


@require_safe
def on_paper(request: HttpRequest) -> HttpResponse:
    """The questions of the form, to print: the labels are the form's own, so the two never part."""
    is_easy = easy.is_asked(request)
    about, what, support, guardian = (form(easy=is_easy) for form in (AboutForm, WhatForm, SupportForm, GuardianForm))
    what.fields["opportunity"].choices = _some(what.fields["opportunity"].choices)
    context = {
        "forms": [about, what, support],
        "guardian": guardian,
        "guardian_text": ConsentText.current(ConsentText.Purpose.GUARDIAN, get_language()),
        "send": SendForm(),
        "terms": Terms.load(),
        "is_easy": is_easy,
    }
    return render(request, "volunteers/on_paper.html", context)


def _some(choices: list) -> list:
    """The first activities, and the last choice: to be suggested one."""
    return choices if len(choices) <= ON_ONE_SHEET else [*choices[:ON_ONE_SHEET], choices[-1]]
