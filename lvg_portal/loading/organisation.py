"""Who we are: names and contacts, principles, history, figures, networks, and the organisations we work with."""

import re

from lvg_portal.models import OrganisationFact, SiteSettings
from projects.models import Organisation

from .reader import Entry
from .store import Store

# What an organisation's name tells about its kind; the first that fits counts.
KINDS = [
    (r"vietos veiklos grupė|\bVVG\b|^LAG\b", Organisation.Kind.LAG),
    (r"kultūros centras|muziej", Organisation.Kind.CULTURE),
    (r"bendruomen", Organisation.Kind.COMMUNITY),
    (r"universitet|mokykl|gimnazij|kolegij", Organisation.Kind.SCHOOL),
    (r"savivaldyb", Organisation.Kind.MUNICIPALITY),
    (r"ministerij|komitet|tarnyb|agentūr|bibliotek", Organisation.Kind.STATE),
    (r"asociacij|draugij|fond", Organisation.Kind.NGO),
    (r"^(UAB|AB|MB|IĮ)\b", Organisation.Kind.BUSINESS),
]


def site_settings(entry: Entry, store: Store):
    entry.ignore("website_of_the_real_organisation", "source", "mission_source", "partners_source")
    entry.ignore("strategy_2024_2027")  # told on the page of the strategy
    contacts, territory = entry.child("contacts"), entry.child("territory")
    contacts.ignore("address_as_of", "lat", "lon", "coordinates_precision", "source")
    territory.ignore("area_km2_alytus_district", "population_alytus_district_2021", "lakes_alytus_district")
    territory.ignore("towns", "source")
    accreditation = entry.child("volunteer_accreditation")
    accreditation.ignore("valid_until", "source")
    fields = {
        "id": 1,
        **entry.pair("name", "name"),
        **entry.pair("short_name", "short_name"),
        **entry.pair("legal_form", "legal_form"),
        "registered_on": entry.day("registered"),
        **contacts.pair("address", "address"),
        "email": contacts.text("email"),
        "phone": contacts.text("phone", optional=True),
        **entry.pair("mission", "mission"),
        **territory.pair("summary", "territory"),
        **accreditation.pair("", "accreditation"),
    }
    store.put(SiteSettings, entry, fields, key="site")


def principle(entry: Entry, store: Store):
    _fact(entry, store, OrganisationFact.Kind.PRINCIPLE)


def history(entry: Entry, store: Store):
    _fact(entry, store, OrganisationFact.Kind.HISTORY, happened_on=entry.day("date"))


def figure(entry: Entry, store: Store):
    entry.ignore("key")
    figures = {"value": entry.number("value"), "year": entry.whole("year", optional=True)}
    _fact(entry, store, OrganisationFact.Kind.FIGURE, **figures, is_approximate=entry.flag("approximate"))


def network(entry: Entry, store: Store):
    _fact(entry, store, OrganisationFact.Kind.NETWORK)


def _fact(entry: Entry, store: Store, kind: str, **fields):
    source = entry.sources().partition("\n")[0]
    fields |= {"kind": kind, **entry.pair("", "text"), "source": source, "order": entry.position}
    store.put(OrganisationFact, entry, fields, key=f"{kind}-{entry.position + 1}")


def own_organisation(entry: Entry, store: Store):
    """We stand among the organisations too, with our English name."""
    _organisation(entry, store, entry.text("name_lt"), "LT", entry.text("name_en"))


def partner(entry: Entry, store: Store):
    entry.ignore("projects")  # each project names its own partners
    _organisation(entry, store, entry.name, entry.text("country"))


def partners_of_project(entry: Entry, store: Store):
    for partner in entry.children("partners", "name"):
        _organisation(partner, store, partner.name, partner.text("country"))


def beneficiary(entry: Entry, store: Store):
    """The organisation that a local project names."""
    _organisation(entry, store, entry.text("beneficiary"), "LT")


def _organisation(entry: Entry, store: Store, name: str, country: str, name_en: str | None = None):
    if name in store.known[Organisation]:
        return
    # What is called in another country's language is called so in English too.
    name_en = name_en or (name if country != "LT" else None)
    store.put(
        Organisation,
        entry,
        {"name_lt": name, "name_en": name_en, "kind": kind_of(name), "country": country},
        key=name,
    )


def kind_of(name: str) -> str:
    """The kind of organisation that its name tells; "other" where it tells none."""
    return next((kind for pattern, kind in KINDS if re.search(pattern, name, re.IGNORECASE)), Organisation.Kind.OTHER)
