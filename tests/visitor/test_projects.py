"""The list of projects: filters, order, and what a row says."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from projects.models import Project
from projects.templatetags.projects import total, with_whom, years
from tests import make

pytestmark = pytest.mark.django_db


def titles(page) -> list[str]:
    return [project.title_lt for project in page.context["page"]]


@pytest.mark.parametrize("address", ["/projektai/", "/en/projects/"])
def test_the_newest_beginning_comes_first_and_an_unknown_one_last(client, address):
    make.project(title_lt="Nežinia kada", start_year=None)
    make.project(title_lt="Senas", start_year=2010)
    make.project(title_lt="Naujas", start_year=2024)

    assert titles(client.get(address)) == ["Naujas", "Senas", "Nežinia kada"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=international", ["Tarptautinis"]),
        ("status=completed", ["Tarptautinis"]),
        ("theme=slow-tourism", ["Tarptautinis"]),
        ("place=aloves", ["Vietinis"]),
        ("kind=territorial&place=aloves", ["Vietinis"]),
        ("kind=territorial&theme=slow-tourism", []),
    ],
)
def test_filters_choose_by_keys_that_both_languages_share(client, query, found):
    make.project(title_lt="Vietinis").places.add(make.place("aloves"))
    make.project(title_lt="Tarptautinis", kind="international", stage="completed").themes.add(
        make.theme("slow-tourism")
    )

    for address in ("/projektai/", "/en/projects/"):
        assert titles(client.get(f"{address}?{query}")) == found


@pytest.mark.parametrize(
    ("facts", "years_found"),
    [
        ({"start_year": 2015, "end_year": 2017, "stage": "completed"}, {2015, 2016, 2017}),
        ({"start_year": 2020, "stage": "completed"}, {2020}),
        ({"start_year": 2024, "stage": "active"}, set(range(2024, date.today().year + 1))),
        ({"start_year": None, "end_year": None}, set()),
    ],
    ids=["from and to", "end unknown", "under way", "nothing known"],
)
def test_a_project_is_found_in_each_year_it_was_at_work(client, facts, years_found):
    make.project(**facts)

    found = {year for year in range(2012, date.today().year + 1) if titles(client.get(f"/projektai/?year={year}"))}

    assert found == years_found


@pytest.mark.parametrize(
    "query",
    [
        "kind=cake",
        "year=twenty",
        "year=99999999999999999999",
        "theme=nothing",
        "place=%00",
        "status=draft",
        "sort=colour",
        "page=junk",
        "kind=cake&kind=pie&year=&theme[]=x",
    ],
)
def test_junk_is_answered_with_the_whole_list(client, query):
    make.project(title_lt="Vienas")

    page = client.get(f"/projektai/?{query}")

    assert titles(page) == ["Vienas"]
    assert bool(page.context["notice"]) == ("page=" not in query and "%00" not in query)


def test_a_filter_that_is_not_understood_says_so_at_its_field_too(client):
    page = client.get("/projektai/?kind=cake").content.decode()

    assert 'aria-invalid="true" aria-describedby="id_kind_error"' in page
    assert page.count('id="id_kind_error"') == 1


def test_a_page_beyond_the_last_does_not_exist(client):
    make.project()

    assert client.get("/projektai/?page=2").status_code == 404


def test_by_title_follows_the_lithuanian_alphabet(client):
    for title in ("Žvejai", "Čiurlionis", "Cukrus", "Yra", "Įlanka", "Jonas"):
        make.project(title_lt=title)

    assert titles(client.get("/projektai/?sort=title")) == ["Cukrus", "Čiurlionis", "Įlanka", "Yra", "Jonas", "Žvejai"]


def test_by_title_in_english_uses_the_titles_that_one_reads(client):
    make.project(title_lt="A", title_en="Zebra", slug_en="zebra")
    make.project(title_lt="Medus")
    make.project(title_lt="Ž", title_en="Apple", slug_en="apple")

    assert titles(client.get("/en/projects/?sort=title")) == ["Ž", "Medus", "A"]


def test_filtering_keeps_the_order_and_links_keep_the_filter(client):
    for _number in range(10):
        make.project()

    page = client.get("/projektai/?sort=title&kind=territorial").content.decode()

    assert '<input type="hidden" name="sort" value="title"' in page
    assert 'href="?sort=title&amp;kind=territorial&amp;page=2"' in page
    assert 'href="?kind=territorial"' in page  # back to the newest first


@pytest.mark.parametrize("query", ["", "kind=territorial&theme=heritage&place=aloves&year=2022"])
def test_the_list_costs_the_same_with_one_project_and_with_many(client, query):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/projektai/?{query}")
        return len(captured)

    def one_more():
        project = make.project(main_theme=make.theme())
        project.themes.add(make.theme())
        project.places.add(make.place())
        make.partner(project)

    one_more()
    few = queries()
    for _number in range(11):
        one_more()

    assert queries() == few <= 8


def test_a_reader_gets_no_cookie_and_an_etag(client):
    answer = client.get("/projektai/")

    assert not answer.cookies
    assert answer["Cache-Control"] == "no-cache"
    assert answer["ETag"]


# --- What a row says -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "lithuanian", "english"),
    [
        ({"start_year": 2018, "end_year": 2021}, "2018–2021 m.", "2018–2021"),
        ({"start_year": 2022, "end_year": 2022}, "2022 m.", "2022"),
        ({"start_year": 2020}, "nuo 2020 m.", "since 2020"),
        ({"end_year": 2021}, "iki 2021 m.", "until 2021"),
        ({}, "", ""),
    ],
)
def test_years_in_words(facts, lithuanian, english):
    project = Project(**facts)

    def plain(text):
        return text.replace("\u00a0", " ").replace("\u2060", "")

    assert plain(years(project)) == lithuanian
    with translation.override("en"):
        assert plain(years(project)) == english


@pytest.mark.parametrize(
    ("facts", "lithuanian", "english"),
    [
        ({"total_eur": 103559}, "103 559 Eur", "€103,559"),
        ({"total_eur": 1700000, "total_is_approximate": True}, "apie 1,7 mln. Eur", "about €1.7 million"),
        ({"total_eur": 356000, "total_is_approximate": True}, "apie 356 000 Eur", "about €356,000"),
        ({"total_eur": None, "total_is_approximate": True}, "nepaskelbta", "not published"),
        ({"total_eur": 0}, "0 Eur", "€0"),
    ],
)
def test_a_total_in_words(facts, lithuanian, english):
    project = make.project(**facts)
    project.refresh_from_db()

    assert total(project).replace("\u00a0", " ") == lithuanian
    with translation.override("en"):
        assert total(project).replace("\u00a0", " ") == english


def test_partners_in_words():
    def told(kind: str, *partners: dict) -> str:
        project = make.project(kind=kind)
        for facts in partners:
            make.partner(project, **facts)
        return with_whom(Project.objects.with_partners().get(pk=project.pk))

    lag, school = {"kind": "lag"}, {"kind": "school"}
    assert told("territorial", lag, lag) == "2 vietos veiklos grupės"
    assert told("territorial", *[lag] * 10) == "10 vietos veiklos grupių"
    assert told("territorial", lag, school) == "2 partneriai"
    assert told("international", lag, lag, {"country": "AT"}, {"country": "DE"}) == "3 Europos šalys"
    assert told("municipal", lag) == ""
