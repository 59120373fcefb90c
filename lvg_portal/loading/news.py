"""News with its categories, and events."""

from datetime import datetime, time, timedelta

from lvg_portal.models import Publishable
from news.models import Article, Category, Event
from projects.models import Place, Project, Theme, Verb

from .reader import VILNIUS, Entry, dated, rich
from .store import Store

MORNING = time(9)


def category(entry: Entry, store: Store):
    fields = {
        "key": entry.name,
        **entry.pair("", "title"),
        "theme": entry.ref("theme", store.known[Theme]),
        "order": entry.position,
    }
    store.put(Category, entry, fields)


def article(entry: Entry, store: Store):
    entry.ignore("body_basis", "project_link")
    category = entry.ref("category", store.known[Category], optional=False)
    project = entry.ref("project", store.known[Project])
    lt, en = entry.paragraphs("body")
    day = entry.day("date")
    # The files know the day only: minutes keep the order that items of one day have in the file.
    before = sum(other.values.get("date") == day for other in _articles(store)[: entry.position])
    fields = {
        **entry.pair("title", "title"),
        "slug_lt": entry.name,
        "slug_en": entry.text("slug_en", optional=True) or None,
        "category": category,
        # The first paragraph leads in lists, and stands once on the article's own page.
        "summary_lt": lt[0],
        "summary_en": en[0],
        "body_lt": rich(lt[1:]),
        "body_en": rich(en[1:]),
        "theme": project.main_theme if project else None,
        "sources": entry.sources(),
        "date_is_approximate": entry.choice("date_precision", ["exact", "approx"]) == "approx",
        "published_at": datetime.combine(day, MORNING, VILNIUS) + timedelta(minutes=before),
        "status": Publishable.Status.PUBLISHED,
    }
    if category is None:
        store.skip(Article, entry.name)
    else:
        store.put(Article, entry, fields, many={"projects": [project] if project else []})


def _articles(store: Store) -> list[Entry]:
    return store.library.entries("news.yaml", "news", "slug")


def event(entry: Entry, store: Store):
    store.library.file("events.yaml").ignore("timezone")
    is_example = entry.flag("demo")
    span = entry.span()
    if entry.flag("all_day") != span["is_all_day"]:
        raise entry.broken("all_day says otherwise than start: a bare date is a whole day")
    fields = {
        **entry.pair("title", "title"),
        "slug_lt": entry.name,
        "slug_en": entry.text("slug_en", optional=True) or None,
        "kind": entry.choice("kind", Event.Kind.values),
        **span,
        "date_precision": entry.choice("date_precision", Event.DatePrecision.values, optional=True)
        or Event.DatePrecision.EXACT,
        **entry.pair("description", "summary"),
        "place": entry.ref("eldership", store.known[Place]),
        **entry.pair("place", "where", optional=True),
        "capacity": entry.whole("capacity"),
        "capacity_note_lt": entry.text("capacity_note_lt", optional=True),
        "capacity_note_en": entry.text("capacity_note_en", optional=True) or None,
        "project": entry.ref("project", store.known[Project]),
        "sources": entry.sources(),
        "status": Publishable.Status.PUBLISHED,
        # Examples are announced when they are loaded, and stay so when their day has passed.
        **({} if is_example else dated(span["starts_at"])),
        "is_example": is_example,
    }
    store.put(Event, entry, fields, many={"verbs": entry.refs("verbs", store.known[Verb])}, is_example=is_example)
