"""Where hands are needed: the landing page of volunteering, and one opportunity."""

import math
import statistics

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from lvg_portal import addresses
from lvg_portal.paging import page_of
from news.models import Event
from projects.models import Project
from volunteers import stories, worklist
from volunteers.filters import OpportunityFilter
from volunteers.guards import places_held
from volunteers.landing_texts import steps_and_questions
from volunteers.models import Opportunity, Terms

TOLD_FROM = 5  # measured answers: fewer would say more of a person than of us
MEASURED_EVERY = 60 * 60  # seconds


def landing(request: HttpRequest) -> HttpResponse:
    opportunities = Opportunity.objects.public().not_closed().select_related("theme", "place", "cover")
    filters = OpportunityFilter(request.GET, queryset=opportunities)
    notice = "" if filters.is_valid() else _("We did not understand the filter, so it is not applied.")
    steps, questions = steps_and_questions()
    return render(
        request,
        "volunteers/landing.html",
        {
            "filters": filters,
            "notice": notice,
            "page": page_of(request, filters.qs),
            "answers": answer_time(),
            "terms": Terms.load(),
            "steps": steps,
            "support_options": filters.support_options,
            "questions": [question for question in questions if not question.is_about_jst],
            "stories": stories.told(),
            "jst_questions": [question for question in questions if question.is_about_jst],
        },
    )


def answer_time() -> dict | None:
    """In how many working days half of the applicants had our answer, and of how many; None while there are few."""
    # For many readers once an hour: nobody's data is in it, and the page stays as quick as without it.
    days = cache.get_or_set("volunteers.answer_time", worklist.days_to_first_answers, MEASURED_EVERY)
    if len(days) < TOLD_FROM:
        return None
    return {"days": max(1, math.ceil(statistics.median(days))), "count": len(days)}


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
