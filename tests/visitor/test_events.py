"""Someone asks what is on: the agenda, the month, what has been, one event."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from lvg_portal.models import SiteSettings
from tests import make

pytestmark = pytest.mark.django_db


def titles(page) -> list[str]:
    return [event.title for event in page.context["page"]]


def soon(days: int = 1, **facts):
    return make.event(starts_at=timezone.now() + timedelta(days=days), **facts)


def days_marked(page) -> list[int]:
    """The days of the shown month that have events."""
    return [cell.day.day for week in page.context["grid"].weeks for cell in week if cell and cell.events]


# --- What is to come ------------------------------------------------------------------------------------------------
def test_what_goes_on_now_is_still_to_come_and_what_is_over_is_not(client):
    soon(2, title_lt="Poryt")
    make.event(title_lt="Vyksta", starts_at=timezone.now() - timedelta(hours=1))
    make.event(title_lt="Buvo", starts_at=timezone.now() - timedelta(hours=3))
    make.event(title_lt="Buvo be pabaigos", starts_at=timezone.now() - timedelta(hours=1), ends_at=None)

    assert titles(client.get("/renginiai/")) == ["Vyksta", "Poryt"]
    assert titles(client.get("/renginiai/?when=past")) == ["Buvo be pabaigos", "Buvo"]


def test_the_agenda_says_the_year_where_it_changes(client):
    year = timezone.localdate().year
    for month, of_year in ((3, year + 1), (5, year + 1), (1, year + 2)):
        make.event(starts_at=make.at(of_year, month, 5, 10))

    agenda = client.get("/renginiai/").context["agenda"]

    assert [(month.first, month.with_year) for month in agenda] == [
        (date(year + 1, 3, 1), True),
        (date(year + 1, 5, 1), False),
        (date(year + 2, 1, 1), True),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("verb=learn", ["Mokymai"]),
        ("place=aloves", ["Alovėje", "Kaime"]),
        ("kind=celebration", ["Šventė"]),
        ("project=zydinti", ["Projekto"]),
        ("verb=learn&kind=celebration", []),
        ("when=past", ["Buvo"]),
        ("when=past&year=2018", ["Buvo"]),
        ("when=past&year=2019", []),
    ],
)
@pytest.mark.parametrize("address", ["/renginiai/", "/en/events/"])
def test_filters(client, address, query, expected):
    make.event(title_lt="Buvo", starts_at=make.at(2018, 5, 5), kind="meeting")
    soon(1, title_lt="Mokymai").verbs.add(make.verb("learn"))
    soon(2, title_lt="Alovėje", place=make.place("aloves"))
    soon(3, title_lt="Kaime", place=make.place("venciunai", kind="village", parent=make.place("aloves")))
    soon(4, title_lt="Šventė", kind="celebration")
    soon(5, title_lt="Projekto", project=make.project(slug_lt="zydinti"))

    assert titles(client.get(f"{address}?{query}")) == expected


@pytest.mark.parametrize(
    "query", ["verb=xyz", "place=venciunai", "kind=%27", "when=never", "year=99999", "year=1.5", "project=x"]
)
def test_junk_in_a_filter_shows_all_events_with_a_message(client, query):
    make.place("venciunai", kind="village", parent=make.place("aloves"))
    soon(title_lt="Renginys")

    page = client.get(f"/renginiai/?{query}")

    assert titles(page) == ["Renginys"]
    assert "filtro nesupratome" in page.content.decode().lower()


def test_a_verb_is_offered_while_something_is_to_come(client):
    soon().verbs.add(make.verb("learn"))
    make.event(starts_at=make.at(2018, 5, 5)).verbs.add(make.verb("travel"))

    def offered(query: str) -> list[str]:
        return [verb.key for verb in client.get(f"/renginiai/{query}").context["filters"].chips]

    assert offered("") == ["learn"]
    assert offered("?verb=travel") == ["learn", "travel"]


def test_with_nothing_planned_the_page_leads_on(client):
    page = client.get("/renginiai/").content.decode()

    assert "/renginiai.ics" in page
    assert "/savanoryste/" in page


# --- The month ------------------------------------------------------------------------------------------------------
def test_the_month_of_the_nearest_event_is_shown_and_its_days_lead_down(client):
    event = make.event(starts_at=make.at(2099, 12, 4, 17, 30), title_lt="Vakaras")

    page = client.get("/renginiai/")

    assert page.context["grid"].first == date(2099, 12, 1)
    assert days_marked(page) == [4]
    assert f'<a href="#e{event.pk}">' in page.content.decode()


def test_an_event_of_several_days_marks_each_of_them_in_both_months(client):
    make.whole_days(date(2018, 5, 30), date(2018, 6, 2))

    assert days_marked(client.get("/renginiai/2018/05/")) == [30, 31]
    assert days_marked(client.get("/en/events/2018/06/")) == [1, 2]


def test_an_event_that_ends_at_midnight_ends_that_day(client):
    make.event(starts_at=make.at(2018, 5, 4, 20), ends_at=make.at(2018, 5, 5))

    assert days_marked(client.get("/renginiai/2018/05/")) == [4]


def test_an_event_without_an_end_marks_its_day(client):
    make.event(starts_at=make.at(2018, 5, 31, 23, 30), ends_at=None)

    assert days_marked(client.get("/renginiai/2018/05/")) == [31]


def test_today_is_marked(client):
    page = client.get("/renginiai/")

    today = [cell.day for week in page.context["grid"].weeks for cell in week if cell and cell.is_today]
    assert today == [timezone.localdate()]
    assert page.content.decode().count('aria-current="date"') == 1


def test_a_month_is_monday_to_sunday(client):
    weeks = client.get("/renginiai/2021/02/").context["grid"].weeks

    assert [[cell.day.day for cell in week] for week in weeks] == [
        [1, 2, 3, 4, 5, 6, 7],
        [8, 9, 10, 11, 12, 13, 14],
        [15, 16, 17, 18, 19, 20, 21],
        [22, 23, 24, 25, 26, 27, 28],
    ]


def test_a_month_leads_to_the_nearest_ones_that_have_events(client):
    for year, month in ((2018, 11), (2019, 4)):
        make.event(starts_at=make.at(year, month, 5))
    make.event(starts_at=make.at(2019, 2, 5), status="draft")

    page = client.get("/renginiai/2019/01/")

    assert (page.context["earlier"], page.context["later"]) == (date(2018, 11, 1), date(2019, 4, 1))
    assert "noindex" in page.content.decode()


@pytest.mark.parametrize(
    ("month", "status"),
    [
        ("2000/01", 200),
        ("2100/12", 200),
        ("1999/12", 404),
        ("2101/01", 404),
        ("2026/13", 404),
        ("2026/00", 404),
        ("2026/1", 404),
        ("0000/01", 404),
    ],
)
def test_months_outside_the_portal_are_not_there(client, month, status):
    assert client.get(f"/renginiai/{month}/").status_code == status


# --- One event ------------------------------------------------------------------------------------------------------
def words(page) -> str:
    return " ".join(page.content.decode().replace("\xa0", " ").replace("\u2060", "").split())


def test_the_day_and_the_hours_are_told_as_the_clocks_in_vilnius_show_them(client):
    make.event(
        slug_lt="vakaras", slug_en="evening", starts_at=make.at(2026, 12, 4, 17, 30), ends_at=make.at(2026, 12, 4, 20)
    )

    lithuanian, english = words(client.get("/renginiai/vakaras/")), words(client.get("/en/events/evening/"))

    assert '2026 m. gruodžio 4 d., penktadienis, <span class="num">17.30–20.00</span>' in lithuanian
    assert '4 December 2026, Friday, <span class="num">17:30–20:00</span>' in english
    assert 'datetime="2026-12-04T17:30"' in lithuanian


def test_whole_days_have_no_hours(client):
    make.whole_days(date(2018, 5, 20), date(2018, 5, 23), slug_lt="vizitas")

    page = words(client.get("/renginiai/vizitas/"))

    assert "2018 m. gegužės 20–23 d." in page
    assert "00.00" not in page
    assert 'datetime="2018-05-20"' in page


def test_a_cancelled_event_says_why_and_offers_no_way_to_come(client):
    soon(
        slug_lt="atsauktas",
        state="cancelled",
        cancelled_because_lt="Susirgo lektorė.",
        online_url="https://example.lt/prisijungti",
    )

    page = words(client.get("/renginiai/atsauktas/"))

    assert "Susirgo lektorė." in page
    assert "atšauktas" in page
    assert "atsauktas.ics" not in page
    assert "https://example.lt/prisijungti" not in page


@pytest.mark.parametrize(
    ("precision", "sentence"), [("approx", "Diena apytikslė"), ("planned", "skelbta iš anksto"), ("exact", "")]
)
def test_a_day_that_is_not_certain_is_told_in_words(client, precision, sentence):
    make.event(slug_lt="diena", starts_at=make.at(2019, 4, 2), date_precision=precision)

    page = words(client.get("/renginiai/diena/"))

    assert (sentence in page) if sentence else ("apytikslė" not in page)


def test_only_public_projects_volunteering_and_neighbours_are_shown(client):
    event = soon(2, slug_lt="renginys", project=make.project(title_lt="Slapukas", status="draft"))
    opportunity = make.opportunity(event=event)
    make.opportunity(event=event, status="draft")
    before, after = soon(1), soon(4)
    soon(3, status="draft")

    page = client.get("/renginiai/renginys/")

    assert "Slapukas" not in page.content.decode()
    assert list(page.context["opportunities"]) == [opportunity]
    assert (page.context["previous"], page.context["next"]) == (before, after)


# --- Cost -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "budget"),
    [
        ("/renginiai/", 7),
        ("/renginiai/?verb=learn&place=aloves&kind=training&project=zydinti", 8),
        ("/en/events/?when=past&year=2018", 7),
        ("/renginiai/2018/05/", 3),
        ("/renginiai/renginys/", 7),
    ],
)
@pytest.mark.parametrize("rows", [1, 12])
def test_it_costs_the_same_with_1_and_12(client, django_assert_num_queries, address, budget, rows):
    SiteSettings().save()
    project = make.project(slug_lt="zydinti")
    for number in range(rows):
        slug = "renginys" if number == 0 else f"renginys-{number}"
        event = soon(number + 1, slug_lt=slug, place=make.place(), project=project, theme=make.theme())
        event.verbs.add(make.verb())
        make.opportunity(event=event)
        make.event(place=make.place(), starts_at=make.at(2018, 5, number + 1))

    with django_assert_num_queries(budget):
        client.get(address)


def test_the_grid_and_the_agenda_of_one_month_have_names_of_their_own(client):
    next_year = timezone.localdate().year + 1
    make.event(starts_at=make.at(next_year, 3, 12, 10))

    page = client.get("/renginiai/").content.decode()

    names = re.findall(r"<h2[^>]*>(.*?)</h2>", page, re.DOTALL)
    assert len(names) == len({re.sub(r"<[^>]+>|\s", "", name) for name in names})
