"""/sitemap.xml: every public page in each language it has, for search engines.

A file holds the rows of one kind whose numbers lie in one range of 5,000: the last file costs what the first does.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation

from lvg_portal.addresses import reverse_or_none
from lvg_portal.models import Page, Publishable
from news.models import Article, Event
from projects.models import Project, Theme
from volunteers.models import Opportunity

PER_FILE = 5000
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Pages without a row of their own; those not built yet are left out.
FIXED = [
    *("home", "projects:list", "projects:themes", "money", "calls:list", "news:list", "news:events", "news:past"),
    *("volunteers:landing", "volunteers:easy", "volunteers:on_paper", "documents", "site-map"),
]
SECTIONS = {
    "projects": Project,
    "themes": Theme,
    "news": Article,
    "events": Event,
    "volunteering": Opportunity,
    "pages": Page,
}


@dataclass
class Entry:
    """One address, as the templates of django.contrib.sitemaps want it."""

    location: str
    alternates: list[dict]
    lastmod: datetime | None = None


def fixed_pages() -> list[Entry]:
    entries = []
    for name in FIXED:
        addresses = {}
        for language in LANGUAGES:
            with translation.override(language):
                if path := reverse_or_none(name):
                    addresses[language] = path
        entries += _in_each_language(addresses)
    return entries


def whole() -> list[Entry] | None:
    """Everything, where it fits into one file; None where it does not."""
    room = PER_FILE
    for section in SECTIONS:
        room -= _public(section).order_by()[: room + 1].count()
        if room < 0:
            return None
    return fixed_pages() + [entry for section in SECTIONS for entry in _entries(list(_public(section)))]


def files_of(section: str) -> range:
    """The numbers of the section's files, where there are several."""
    last = SECTIONS[section].objects.order_by("-pk").values_list("pk", flat=True).first()
    return range(0 if last is None else last // PER_FILE + 1)


def part(section: str, number: int) -> list[Entry]:
    first = number * PER_FILE
    return _entries(list(_public(section).filter(pk__gte=first, pk__lt=first + PER_FILE)))


def _public(section: str) -> QuerySet:
    model = SECTIONS[section]
    rows = model.objects.public() if issubclass(model, Publishable) else model.objects.all()
    texts = {"summary", "summary_lt", "summary_en", "body", "body_lt", "body_en"}
    return rows.defer(*texts.intersection(field.name for field in model._meta.fields)).order_by("pk")


def _entries(items: list) -> list[Entry]:
    addresses = [{} for _item in items]
    for language in LANGUAGES:
        with translation.override(language):
            for item, own in zip(items, addresses, strict=True):
                # English promises English: an item without its own English title is not listed there.
                if getattr(item, f"title_{language}"):
                    own[language] = item.get_absolute_url()
    entries = []
    for item, own in zip(items, addresses, strict=True):
        changes = [moment for name in ("updated_at", "published_at") if (moment := getattr(item, name, None))]
        entries += _in_each_language(own, max(changes, default=None))
    return entries


def _in_each_language(addresses: dict[str, str], lastmod: datetime | None = None) -> list[Entry]:
    absolute = {language: settings.SITE_URL + path for language, path in addresses.items()}
    alternates = [{"lang_code": language, "location": location} for language, location in absolute.items()]
    if absolute:
        alternates.append({"lang_code": "x-default", "location": absolute[LANGUAGES[0]]})
    return [Entry(location, alternates, lastmod) for location in absolute.values()]
