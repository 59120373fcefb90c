"""How a standing page is shown: its outline, its neighbours, and what the about page tells besides its text."""

import re
from dataclasses import dataclass
from html import unescape

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.text import slugify

from lvg_portal import addresses
from lvg_portal.models import OrganisationFact, Page

HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
OUR_ANCHORS = {"turinys", "klaidos", "puslapyje", "nariai"}
TEMPLATES = {"about": "portal/about.html", "contacts": "portal/contacts.html"}
LONG = 4  # headings: from here on a page shows its outline


@dataclass
class Heading:
    anchor: str
    text: str


def outlined(html: str) -> tuple[str, list[Heading]]:
    """Cleaned HTML whose second-level headings can be linked to, and these headings in their order."""
    headings: list[Heading] = []
    taken = set(OUR_ANCHORS)

    def name(match: re.Match) -> str:
        text = unescape(strip_tags(match[1]))
        anchor = slugify(text) or "h"
        if anchor in taken:
            anchor = f"{anchor}-{len(headings) + 1}"
        taken.add(anchor)
        headings.append(Heading(anchor, text))
        return f'<h2 id="{anchor}">{match[1]}</h2>'

    return HEADING.sub(name, html or ""), headings


def neighbours(page: Page) -> QuerySet[Page]:
    """The other public pages of the same menu."""
    return Page.objects.public().filter(menu=page.menu).exclude(menu=Page.Menu.NONE).exclude(pk=page.pk)


def show(request: HttpRequest, page: Page, **context) -> HttpResponse:
    """The page as visitors see it; also the preview of a draft."""
    body, headings = outlined(page.body)
    return render(
        request,
        TEMPLATES.get(page.key, "portal/page.html"),
        {
            "page": page,
            "body": body,
            "outline": headings if len(headings) >= LONG else [],
            "neighbours": neighbours(page),
            "alternates": addresses.alternates(page),
            **(_about() if page.key == "about" else {}),
            **context,
        },
    )


def _about() -> dict:
    facts: dict[str, list[OrganisationFact]] = {kind: [] for kind in OrganisationFact.Kind.values}
    for fact in OrganisationFact.objects.all():
        facts[fact.kind].append(fact)
    return {"facts": facts, "membership": Page.objects.public().filter(key="membership").first()}
