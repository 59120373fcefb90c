"""Projects with their money, partners and results; the links between them; what strategies funded."""

from datetime import date, datetime
from decimal import Decimal

from lvg_portal.models import Publishable
from projects import money
from projects.models import (
    Audience,
    FundingLine,
    LocalProject,
    Organisation,
    Partnership,
    Place,
    Programme,
    Project,
    ProjectLink,
    Theme,
    Verb,
)

from .reader import Entry, dated, midnight, rich
from .store import Store

FUNDING_SOURCES = {
    "eu": FundingLine.Source.EU,
    "state": FundingLine.Source.STATE,
    "eu-state": FundingLine.Source.EU_STATE,
    "municipality": FundingLine.Source.MUNICIPALITY,
    "own": FundingLine.Source.OWN,
    "partner-share": FundingLine.Source.PARTNERS,
    "private": FundingLine.Source.PRIVATE,
}
# The file's words, as a link from the earlier or enabling project; True where the other project comes first.
RELATIONS = {
    "continues": (ProjectLink.Kind.CONTINUES, True),
    "makes-possible": (ProjectLink.Kind.MAKES_POSSIBLE, False),
    "made-possible-by": (ProjectLink.Kind.MAKES_POSSIBLE, True),
    "complements": (ProjectLink.Kind.COMPLEMENTS, False),
}


def project(entry: Entry, store: Store):
    entry.ignore("status_note", "end_note", "total_note", "total_derived", "duration_months", "other_places")
    themes = entry.refs("themes", store.known[Theme])
    fields = {
        **entry.pair("title", "title"),
        "slug_lt": entry.name,
        "slug_en": entry.text("slug_en", optional=True) or None,
        "kind": entry.choice("kind", Project.Kind.values),
        "stage": entry.choice("status", Project.Stage.values),
        "programme": store.known[Programme].get(entry.text("programme_lt", optional=True)),
        "code": entry.text("code", optional=True),
        "start_year": entry.whole("start_year"),
        "end_year": entry.whole("end_year"),
        "start_on": entry.day("start"),
        "end_on": entry.day("end"),
        "total_eur": entry.money("total_eur"),
        "total_is_approximate": entry.flag("total_approximate"),
        **entry.pair("summary", "summary"),
        **dict(zip(("body_lt", "body_en"), map(rich, entry.paragraphs("description")), strict=True)),
        "main_theme": themes[0] if themes else None,
        "sources": entry.sources(),
        "status": Publishable.Status.PUBLISHED,
        **dated(_beginning(entry)),
    }
    many = {
        "themes": themes,
        "verbs": entry.refs("verbs", store.known[Verb]),
        "audiences": entry.refs("target_groups", store.known[Audience]),
        "places": entry.refs("elderships", store.known[Place]),
    }
    lines = {
        "funding": [_funding(line) for line in entry.children("funding")],
        "partnerships": [*filter(None, (_partnership(line, store) for line in entry.children("partners", "name")))],
        "results": [_result(line) for line in entry.children("results")],
    }
    if missing := money.own_contribution_missing(
        fields["kind"], [(line["source"], line["amount_eur"]) for line in lines["funding"]]
    ):
        # The figures are as published: a note for staff, no reason to refuse them.
        store.warnings.append(f"{entry.file}: {entry.name}: own contribution is {missing} EUR short")
    store.put(Project, entry, fields, many=many, lines=lines)


def _beginning(entry: Entry) -> datetime | None:
    day, year = entry.day("start"), entry.whole("start_year")
    try:
        return midnight(day or date(year or 0, 1, 1))
    except ValueError:  # no year; of an impossible one the model says what is wrong
        return None


def _funding(entry: Entry) -> dict:
    entry.ignore("derived")
    return {
        "source": entry.choice("kind", FUNDING_SOURCES),
        **entry.pair("source", "title"),
        "amount_eur": entry.money("amount_eur"),
        "share_percent": entry.number("share_percent"),
        "is_approximate": entry.flag("approximate"),
    }


def _result(entry: Entry) -> dict:
    return {
        **entry.pair("", "indicator"),
        "value": entry.number("value"),
        **entry.pair("unit", "unit", optional=True),
    }


def _partnership(entry: Entry, store: Store) -> dict | None:
    entry.ignore("country")
    organisation = store.known[Organisation][entry.name]
    role = entry.choice("role", Partnership.Role.values)
    return {"organisation": organisation, "role": role} if organisation else None


def links(entry: Entry, store: Store):
    """Both projects may tell of the same link: it is kept once, from the earlier or enabling one."""
    own = store.known[Project][entry.name]
    for relation in entry.children("relations"):
        kind, other_first = relation.choice("type", RELATIONS)
        other = relation.ref("project", store.known[Project], optional=False)
        names = [entry.name, relation.text("project")]
        rows = [own, other]
        if other_first:
            names, rows = names[::-1], rows[::-1]
        if kind == ProjectLink.Kind.COMPLEMENTS and None not in rows and rows[0].pk > rows[1].pk:
            names, rows = names[::-1], rows[::-1]
        key = f"{names[0]} {kind} {names[1]}"
        if key in store.known[ProjectLink]:
            continue
        if None in rows:
            store.skip(ProjectLink, key)
        else:
            store.put(ProjectLink, relation, {"earlier": rows[0], "later": rows[1], "kind": kind}, key=key)


def local_project(entry: Entry, store: Store):
    entry.ignore("municipal_share_percent_min", "duration_months")  # the goal tells of the share
    strategy = entry.ref("strategy", store.known[Project], optional=False)
    beneficiary = entry.ref("beneficiary", store.known[Organisation], optional=False)
    number = entry.whole("call_number")
    fields = {
        **entry.pair("title", "title"),
        "slug_lt": entry.name,
        "code": entry.text("code", optional=True),
        "strategy": strategy,
        "call_number": "" if number is None else str(number),
        "beneficiary": beneficiary,
        "place": entry.ref("eldership", store.known[Place]),
        **entry.pair("place", "where"),
        **entry.pair("goal", "goal", optional=True),
        "total_eur": entry.money("total_eur", optional=True),
        "grant_eur": entry.money("support_eur", optional=True),
        **_sums_in_litas(entry),
        "decided_on": entry.day("decided", optional=True),
        "sources": entry.sources(),
        "status": Publishable.Status.PUBLISHED,
    }
    if strategy is None or beneficiary is None:
        store.skip(LocalProject, entry.name)
    else:
        store.put(LocalProject, entry, fields)


def _sums_in_litas(entry: Entry) -> dict[str, str]:
    """What was published in the money of before 2015 is told in words: sums in EUR would be our own reckoning."""
    total, support = entry.money("total_ltl", optional=True), entry.money("support_ltl", optional=True)
    in_kind = entry.money("in_kind_ltl", optional=True)
    if total is None:
        return {"note_lt": "", "note_en": ""}
    parts_lt, parts_en = [f"Suma paskelbta litais: {_lt(total)} Lt"], [f"Published in litas: LTL {total:,.2f}"]
    if support is not None:
        parts_lt.append(f"iš jų parama – {_lt(support)} Lt")
        parts_en.append(f"of which support LTL {support:,.2f}")
    if in_kind is not None:
        parts_lt.append(f"įnašas natūra – {_lt(in_kind)} Lt")
        parts_en.append(f"contribution in kind LTL {in_kind:,.2f}")
    return {"note_lt": ", ".join(parts_lt), "note_en": ", ".join(parts_en)}


def _lt(amount: Decimal) -> str:
    return f"{amount:,.2f}".replace(",", "\u00a0").replace(".", ",")
