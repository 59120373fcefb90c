"""Opportunities to volunteer, and the texts around them."""

from django.utils.html import escape

from lvg_portal.models import Publishable
from news.models import Event
from projects.models import Place, Project, Theme, Verb
from volunteers.models import Opportunity, Question, Step, SupportOption, Terms

from .reader import Entry, rich
from .store import Store


def support_option(entry: Entry, store: Store):
    store.put(SupportOption, entry, {"key": entry.name, **entry.pair("", "title"), "order": entry.position})


def step(entry: Entry, store: Store):
    entry.ignore("who", "check")
    fields = {**entry.pair("title", "title"), **entry.pair("text", "text")}
    store.put(Step, entry, {"key": entry.name, **fields, "order": entry.position})


def question(entry: Entry, store: Store):
    entry.ignore("check")
    fields = {**entry.pair("q", "question"), **entry.pair("a", "answer")}
    store.put(Question, entry, {"key": entry.name, **fields, "order": entry.position})


def terms(entry: Entry, store: Store):
    """The texts of the landing page; the figures of the law keep the model's defaults."""
    entry.ignore("timezone")
    contact, landing = entry.child("contact"), entry.child("landing")
    contact.ignore("email", "phone")
    landing.ignore("title_lt", "title_en")
    entry.child("easy_to_read").ignore("note_lt", "note_en")
    text_lt, text_en = landing.paragraphs("text")
    sections = entry.child("easy_to_read").children("sections")
    fields = {
        "id": 1,
        "answer_working_days": contact.whole("answer_in_working_days"),
        **landing.pair("lead", "lead"),
        "text_lt": rich(text_lt),
        "text_en": rich(text_en),
        **landing.pair("under_14", "under_14"),
        "easy_to_read_lt": "".join(_easy_to_read(section, 0) for section in sections),
        "easy_to_read_en": "".join(_easy_to_read(section, 1) for section in sections),
    }
    store.put(Terms, entry, fields, key="terms")


def _easy_to_read(section: Entry, language: int) -> str:
    """Easy to read means: every sentence on a line of its own."""
    heading = section.pair("heading", "heading")["heading_en" if language else "heading_lt"]
    lines = section.paragraphs("lines")[language]
    return f"<h3>{escape(heading)}</h3><p>{'<br>'.join(map(escape, lines))}</p>"


def opportunity(entry: Entry, store: Store):
    entry.ignore("known_fact", "duration_months")
    themes = entry.refs("themes", store.known[Theme])
    # What helps at an invented event is invented too.
    events = {event.name: event for event in store.library.entries("events.yaml", "events", "slug")}
    event = entry.choice("event", events, optional=True)
    is_example = entry.flag("illustrative") or bool(event and event.flag("demo"))
    span = entry.span()
    max_age = entry.whole("max_age")
    skills, you_get = entry.paragraphs("skills"), entry.paragraphs("you_get")
    body_lt, body_en = entry.paragraphs("body")
    if max_age is not None and not entry.flag("max_age_is_hard"):
        raise entry.broken("max_age stands only where the law sets it: max_age_is_hard")
    fields = {
        **entry.pair("title", "title"),
        "slug_lt": entry.name,
        "slug_en": entry.text("slug_en", optional=True) or None,
        "kind": entry.choice("kind", Opportunity.Kind.values),
        **entry.pair("summary", "summary"),
        "body_lt": rich(body_lt),
        "body_en": rich(body_en),
        "setting": entry.choice("where", Opportunity.Setting.values),
        "place": entry.ref("eldership", store.known[Place]),
        **entry.pair("place", "where"),
        **span,
        "hours_per_week": entry.whole("hours_per_week"),
        **entry.pair("hours_note", "hours_note"),
        "min_age": entry.whole("min_age"),
        "max_age": max_age,
        "capacity": entry.whole("capacity"),
        "has_waiting_list": entry.flag("waiting_list"),
        "with_children": entry.flag("with_children"),
        "opens_on": entry.day("opens"),
        "closes_on": entry.day("closes"),
        "skills_lt": "\n".join(skills[0]),
        "skills_en": "\n".join(skills[1]),
        "languages": ", ".join(entry.get("languages", list) or []),
        **entry.pair("accessibility", "accessibility"),
        **entry.pair("expenses_covered", "expenses_covered", optional=True),
        "you_get_lt": "\n".join(you_get[0]),
        "you_get_en": "\n".join(you_get[1]),
        "welcome_note_lt": entry.text("welcome_note_lt", optional=True),
        "welcome_note_en": entry.text("welcome_note_en", optional=True) or None,
        "project": entry.ref("project", store.known[Project]),
        "event": entry.ref("event", store.known[Event]),
        "theme": themes[0] if themes else None,
        "status": Publishable.Status.PUBLISHED,
        "is_example": is_example,
    }
    many = {
        "verbs": entry.refs("verbs", store.known[Verb]),
        "support_offered": entry.refs("support_offered", store.known[SupportOption]),
    }
    store.put(Opportunity, entry, fields, many=many, is_example=is_example)
