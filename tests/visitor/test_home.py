"""The first page: what is open now, what is coming, the money, the projects and the news."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lvg_portal.models import SiteSettings
from tests import make

pytestmark = pytest.mark.django_db


def doings(client, address: str = "/") -> dict[str, str]:
    """What the page says under each verb, by the verb's key."""
    page = client.get(address)
    return {
        doing.verb.key: ", ".join([*([doing.only.title] if doing.only else []), *doing.counted])
        for doing in page.context["doings"]
    }


def test_a_verb_says_what_is_open_for_it_now(client):
    learn, travel, act, grow = (make.verb(key, order=n) for n, key in enumerate(["learn", "travel", "act", "grow"]))
    make.event(title_lt="Skaitmeniniai mokymai").verbs.add(learn)
    make.opportunity(title_lt="Talka").verbs.add(act)
    for kind in ("trip", "trip"):
        make.event(kind=kind).verbs.add(travel)
    make.event(kind="meeting", title_lt="Susitikimas").verbs.add(act)

    assert doings(client) == {
        "learn": "Skaitmeniniai mokymai",
        "travel": "2\u00a0patirtinės kelionės",
        "act": "Susitikimas, 1\u00a0galimybė savanoriauti",
        "grow": "",
    }
    page = client.get("/").content.decode()
    assert "kol kas nieko" in page
    assert f'href="/renginiai/?verb={grow.key}"' in page


def test_what_is_over_cancelled_closed_or_a_draft_is_not_open(client):
    verb, now = make.verb(), timezone.now()
    make.event(starts_at=now - timedelta(days=2)).verbs.add(verb)
    make.event(state="cancelled", cancelled_because_lt="Audra").verbs.add(verb)
    make.event(status="draft").verbs.add(verb)
    make.opportunity(closes_on=timezone.localdate() - timedelta(days=1)).verbs.add(verb)

    assert doings(client) == {verb.key: ""}


def test_english_counts_in_english(client):
    verb = make.verb()
    for _number in range(2):
        make.event(kind="trip").verbs.add(verb)

    assert doings(client, "/en/") == {verb.key: "2\u00a0experience trips"}


def test_the_nearest_four_events_come_up_and_none_that_is_over(client):
    for days in (5, -3, 1, 2, 4, 3):
        make.event(title_lt=f"Po {days} d.", starts_at=timezone.now() + timedelta(days=days))

    assert [event.title for event in client.get("/").context["events"]] == ["Po 1 d.", "Po 2 d.", "Po 3 d.", "Po 4 d."]


def test_without_events_the_past_ones_lead_on(client):
    assert 'href="/renginiai/?when=past"' in client.get("/").content.decode()


def test_three_kinds_of_projects_are_shown_each_by_its_widest_partnership(client):
    wide = make.project(title_lt="Platus", kind="territorial", start_year=2018)
    for _number in range(3):
        make.partner(wide)
    make.project(title_lt="Naujas", kind="territorial", start_year=2024)
    make.project(title_lt="Strategija", kind="strategy")
    make.project(title_lt="Senas svetur", kind="international", start_year=2015)
    make.project(title_lt="Naujas svetur", kind="international", start_year=2016)
    make.project(title_lt="Savivaldybės", kind="municipal")

    shown = client.get("/").context["projects"]

    assert [project.title for project in shown] == ["Platus", "Strategija", "Naujas svetur"]


def test_one_euro_brings_what_the_newest_fully_published_territorial_project_shows(client):
    unknown = make.project(kind="territorial", start_year=2024)
    make.funding(unknown, "eu-state", None)
    make.funding(unknown, "own", 1000)
    known = make.project(title_lt="Žydinti Lietuva", kind="territorial", start_year=2020)
    make.funding(known, "eu-state", 98381)
    make.funding(known, "own", 5178)

    page = client.get("/").content.decode()

    assert "1 euras atveda 19</h2>" in page
    assert "5\u00a0% partnerių įnašas: 5\u00a0178\u00a0Eur" in page
    assert "95\u00a0% ES ir valstybės parama: 98\u00a0381\u00a0Eur" in page
    assert '<rect x="0%" width="5.00%"' in page


def test_where_no_money_is_published_nothing_is_said_of_it(client):
    make.funding(make.project(kind="territorial"), "eu-state", None)

    page = client.get("/")

    assert page.context["ratio"] is None
    assert "atveda" not in page.content.decode()


def test_the_three_newest_articles_are_the_news(client):
    for days in (4, 2, 3, 1):
        make.article(title_lt=f"Prieš {days} d.", published_at=timezone.now() - timedelta(days=days))

    assert [one.title for one in client.get("/").context["articles"]] == ["Prieš 1 d.", "Prieš 2 d.", "Prieš 3 d."]


@pytest.mark.parametrize("address", ["/", "/en/"])
@pytest.mark.parametrize("many", [1, 12])
def test_the_page_costs_the_same_however_much_there_is(client, django_assert_num_queries, address, many):
    SiteSettings().save()
    verbs = [make.verb(f"veiksmas-{number}") for number in range(8)]
    for number in range(many):
        project = make.project(kind=["territorial", "international"][number % 2])
        make.funding(project, "eu", 95)
        make.funding(project, "own", 5)
        make.partner(project)
        make.article(cover=None)
        make.event(place=make.place(), project=project).verbs.set(verbs)
        make.opportunity().verbs.set(verbs)

    with django_assert_num_queries(10):
        client.get(address)
