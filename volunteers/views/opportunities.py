"""Where hands are needed: the landing page of volunteering, and one opportunity."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_info

from lvg_portal import addresses
from lvg_portal.paging import page_of
from news.models import Event
from projects.models import Project
from volunteers.guards import places_held
from volunteers.models import Opportunity, Question, Step, SupportOption, Terms


def landing(request: HttpRequest) -> HttpResponse:
    opportunities = Opportunity.objects.public().not_closed().select_related("theme", "place", "cover")
    questions = list(Question.objects.all())
    return render(
        request,
        "volunteers/landing.html",
        {
            "page": page_of(request, opportunities),
            "terms": Terms.load(),
            "steps": Step.objects.all(),
            "support_options": SupportOption.objects.exclude(key="other"),  # "something else" is no example
            "questions": [question for question in questions if not question.is_about_jst],
            "jst_questions": [question for question in questions if question.is_about_jst],
        },
    )


def opportunity(request: HttpRequest, slug: str) -> HttpResponse:
    found = Opportunity.objects.public().select_related("theme", "place", "cover")
    return render_opportunity(request, addresses.find(found, slug))


def render_opportunity(request: HttpRequest, item: Opportunity) -> HttpResponse:
    """One opportunity as visitors see it; the back office shows drafts through the same."""
    others = Opportunity.objects.public().not_closed().exclude(pk=item.pk).select_related("theme", "place", "cover")
    return render(
        request,
        "volunteers/opportunity_detail.html",
        {
            "opportunity": item,
            "alternates": addresses.alternates(item),
            "languages": _names_of(item.language_codes),
            "is_full": places_held(item) >= item.capacity,
            "project": Project.objects.public().filter(pk=item.project_id).first(),
            "event": Event.objects.public().filter(pk=item.event_id).first(),
            "support_options": item.support_offered.all(),
            "others": others[:3],
        },
    )


def _names_of(codes: list[str]) -> str:
    """Languages in a row: ``Lietuvių, anglų`` or ``Lithuanian, English``."""
    names = ", ".join(str(get_language_info(code)["name_translated"]) for code in codes)
    # In Lithuanian a language is no name: only the first word of the row begins with a capital.
    return names.capitalize() if get_language() == "lt" else names
