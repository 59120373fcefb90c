"""The site map: every part of the portal on one page, for those who would rather read a list than a menu."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from lvg_portal.addresses import reverse_or_none
from lvg_portal.models import Page
from news.archive import years_of
from news.models import Article, Category, Event
from projects.models import Project, Theme
from volunteers.models import Opportunity

# Of what grows without end only the beginning stands here, and a link to all of it.
MOST = 30
FEEDS = [
    ("news:feed", _("News (Atom)")),
    ("news:events_feed", _("Events (Atom)")),
    ("projects:feed", _("Projects (Atom)")),
    ("news:events_ics", _("Events for your calendar (iCalendar)")),
]


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    context = {
        "projects": Project.objects.public().latest_first().defer("body_lt", "body_en")[:MOST],
        "themes": Theme.objects.all(),
        "categories": Category.objects.all(),
        "years": years_of(Article.objects.public(), "published_at"),
        "events": Event.objects.public().upcoming().defer("body_lt", "body_en")[:MOST],
        "opportunities": Opportunity.objects.public().not_closed().defer("body_lt", "body_en")[:MOST],
        "pages": Page.objects.public().defer("body_lt", "body_en").order_by("menu", "order", "pk"),
        "feeds": [(address, label) for name, label in FEEDS if (address := reverse_or_none(name))],
    }
    return render(request, "portal/site_map.html", context)
