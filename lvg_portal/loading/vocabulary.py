"""Themes, verbs, audiences, places: the words the other files refer to."""

from django.utils.text import slugify

from projects.models import Audience, Place, Programme, Theme, Verb

from .reader import Entry
from .store import Store

VILLAGE_KINDS = [Place.Kind.TOWN, Place.Kind.SMALL_TOWN, Place.Kind.VILLAGE]


def theme(entry: Entry, store: Store):
    entry.ignore("source")
    fields = {
        "key": entry.name,
        **entry.pair("", "title"),
        "slug_lt": entry.text("slug"),
        "slug_en": entry.text("slug_en"),
        "order": entry.position,
    }
    store.put(Theme, entry, fields)


def audience(entry: Entry, store: Store):
    entry.ignore("source")
    store.put(Audience, entry, {"key": entry.name, **entry.pair("", "title"), "order": entry.position})


def verb(entry: Entry, store: Store):
    store.put(Verb, entry, {"key": entry.name, **entry.pair("", "title"), "order": entry.position})


def programme(entry: Entry, store: Store):
    """The programme that a project names by its title."""
    titles = entry.pair("programme", "title", optional=True)
    if titles["title_lt"] and titles["title_lt"] not in store.known[Programme]:
        store.put(Programme, entry, titles, key=titles["title_lt"])


def eldership(entry: Entry, store: Store):
    """An eldership and its villages; the population stands in organisation.yaml."""
    entry.ignore("short_lt", "tile", "neighbours", "neighbours_outside_lt", "neighbours_outside_en", "source")
    centre = entry.child("centre")
    centre.ignore("genitive_lt", "locative_lt", "precision_km")
    places = store.library.file("places.yaml")
    places.ignore("schematic", "crs", "outlines", "extent", "rivers", "lakes", "source")
    municipalities = {item.name: item for item in store.library.entries("places.yaml", "municipalities", "key")}
    municipality = entry.choice("municipality", municipalities)
    municipality.ignore("genitive_lt", "locative_lt", "note")
    fields = {
        "key": entry.name,
        "kind": Place.Kind.ELDERSHIP,
        **entry.pair("name", "title"),
        "genitive_lt": entry.text("genitive_lt"),
        "locative_lt": entry.text("locative_lt"),
        **municipality.pair("name", "municipality"),
        "longitude": centre.number("lon"),
        "latitude": centre.number("lat"),
        "population": _population(entry, store),
    }
    row = store.put(Place, entry, fields)
    for village in entry.children("villages"):
        _village(village, entry, row, fields, centre, store)


def _population(entry: Entry, store: Store) -> int | None:
    for item in store.library.entries("organisation.yaml", "elderships", "slug"):
        item.ignore("name_lt", "name_en", "centre", "municipality", "lat", "lon", "coordinates")
        if item.name == entry.name:
            return item.whole("population_2021")
    raise entry.broken("this eldership is missing in organisation.yaml")


def _village(entry: Entry, eldership: Entry, parent: Place | None, above: dict, centre: Entry, store: Store):
    entry.ignore("precision_km")
    name = entry.text("name_lt")
    key = f"{eldership.name}-{slugify(name)}"
    if parent is None:
        return store.skip(Place, key)
    fields = {
        "key": key,
        "kind": entry.choice("kind", VILLAGE_KINDS),
        "title_lt": name,
        "title_en": name,  # a village is called the same in English
        "genitive_lt": entry.text("genitive_lt"),
        "locative_lt": centre.text("locative_lt") if centre.text("name_lt") == name else "",
        "parent": parent,
        "municipality_lt": above["municipality_lt"],
        "municipality_en": above["municipality_en"],
        "longitude": entry.number("lon"),
        "latitude": entry.number("lat"),
    }
    return store.put(Place, entry, fields, key=key)
