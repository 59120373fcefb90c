"""Someone reads the news: the list, its filters, a year, one article."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lvg_portal.models import SiteSettings
from tests import make

pytestmark = pytest.mark.django_db


def titles(page) -> list[str]:
    return [article.title for article in page.context["page"]]


# --- The list -------------------------------------------------------------------------------------------------------
def test_the_newest_comes_first_whatever_was_written_last(client):
    make.article(title_lt="Naujesnė", published_at=make.at(2022, 11, 25, 9))
    make.article(title_lt="Senesnė", published_at=make.at(2022, 8, 1, 9))

    assert titles(client.get("/naujienos/")) == ["Naujesnė", "Senesnė"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("category=calls", ["Kvietimas"]),
        ("theme=heritage", ["Paveldas"]),
        ("project=zydinti-lietuva", ["Projekto"]),
        ("category=calls&theme=heritage", []),
    ],
)
@pytest.mark.parametrize("address", ["/naujienos/", "/en/news/"])
def test_filters_choose_by_keys_that_are_the_same_in_both_languages(client, address, query, expected):
    make.article(title_lt="Kvietimas", category=make.category("calls"))
    make.article(title_lt="Paveldas", theme=make.theme("heritage"))
    project = make.project(title_lt="Žydinti Lietuva", slug_lt="zydinti-lietuva", slug_en="lithuania-in-bloom")
    make.article(title_lt="Projekto").projects.add(project)

    assert titles(client.get(f"{address}?{query}")) == expected


@pytest.mark.parametrize("query", ["category=xyz", "theme=1'--", "project=slapukas", "category=&theme=%00", "zzz=1"])
def test_junk_in_a_filter_shows_all_news(client, query):
    make.article(title_lt="Naujiena")
    make.project(slug_lt="slapukas", status="draft")

    page = client.get(f"/naujienos/?{query}")

    assert titles(page) == ["Naujiena"]
    assert bool(page.context["notice"]) == (query not in {"category=&theme=%00", "zzz=1"})


@pytest.mark.parametrize(("number", "status"), [("1", 200), ("junk", 200), ("-1", 200), ("2", 404), ("999999", 404)])
def test_a_page_beyond_the_last_is_not_there(client, number, status):
    make.article()

    assert client.get(f"/naujienos/?page={number}").status_code == status


def test_only_categories_with_public_news_are_offered(client):
    make.article(category=make.category("calls", title_lt="Kvietimai"))
    make.article(category=make.category("event", title_lt="Renginiai"), status="draft")

    assert [chip.key for chip in client.get("/naujienos/").context["filters"].chips] == ["calls"]


def test_an_approximate_day_is_not_told(client):
    make.article(slug_lt="diena", published_at=make.at(2017, 1, 6, 9), date_is_approximate=True)

    for address in ("/naujienos/", "/naujienos/diena/"):
        page = client.get(address).content.decode().replace("\xa0", " ")

        assert '<time datetime="2017-01">2017 m. sausis</time>' in page
        assert "sausio 6" not in page
        assert "2017-01-06" not in page


# --- Years ----------------------------------------------------------------------------------------------------------
def test_a_year_begins_at_midnight_in_vilnius(client):
    make.article(title_lt="Sausio 1", published_at=make.at(2021, 1, 1))
    make.article(title_lt="Gruodžio 31", published_at=make.at(2020, 12, 31, 23, 59))

    assert titles(client.get("/naujienos/2021/")) == ["Sausio 1"]
    assert titles(client.get("/en/news/2020/")) == ["Gruodžio 31"]


def test_the_archive_leads_to_the_years_that_have_news(client):
    for year in (2017, 2019, 2020):
        make.article(published_at=make.at(year, 5, 5))
    make.article(published_at=make.at(2018, 5, 5), status="draft")

    assert client.get("/naujienos/").context["years"] == [2020, 2019, 2017]


@pytest.mark.parametrize(
    ("year", "status"), [("2018", 200), ("1999", 404), ("2101", 404), ("0000", 404), ("9999", 404), ("20181", 404)]
)
def test_years_outside_the_portal_are_not_there(client, year, status):
    assert client.get(f"/naujienos/{year}/").status_code == status


# --- One article ----------------------------------------------------------------------------------------------------
def test_neighbours_are_the_nearest_public_ones_in_time(client):
    first = make.article(published_at=make.at(2022, 11, 25, 9))
    middle = make.article(slug_lt="vidurine", published_at=make.at(2022, 11, 25, 9))
    last = make.article(published_at=make.at(2022, 11, 30, 9))
    make.article(published_at=make.at(2022, 11, 26, 9), status="draft")
    make.article(published_at=timezone.now() + timedelta(days=1))

    page = client.get("/naujienos/vidurine/")

    assert (page.context["previous"], page.context["next"]) == (first, last)
    assert client.get(last.get_absolute_url()).context["next"] is None
    assert client.get(first.get_absolute_url()).context["next"] == middle


def test_an_article_tells_its_public_project_and_what_happens_in_it(client):
    article = make.article(slug_lt="naujiena")
    project, draft = make.project(), make.project(title_lt="Slapukas", status="draft")
    article.projects.add(project, draft)
    event = make.event(project=project)
    make.event(project=draft)

    page = client.get("/naujienos/naujiena/")

    assert page.context["projects"] == [project]
    assert list(page.context["events"]) == [event]
    assert "Slapukas" not in page.content.decode()


def test_sources_are_links_only_where_they_are_web_addresses(client):
    make.article(slug_lt="naujiena", sources="https://example.lt/a\njavascript:alert(1)\nhttps://example.lt/b\nseed")

    page = client.get("/naujienos/naujiena/").content.decode()

    assert '<a href="https://example.lt/a">example.lt</a>' in page
    assert '<a href="https://example.lt/b">example.lt (2)</a>' in page
    assert "javascript" not in page


def test_what_is_not_translated_says_that_it_is_lithuanian(client):
    make.article(title_lt="Tik lietuviškai", slug_lt="tik-lietuviskai", summary_lt="Santrauka.")

    page = client.get("/en/news/tik-lietuviskai/")

    assert '<h1 lang="lt">Tik lietuviškai</h1>' in page.content.decode()


def test_an_old_address_leads_to_the_new_one(client):
    article = make.article(slug_lt="sena")
    article.slug_lt = "nauja"
    article.save()

    moved = client.get("/naujienos/sena/")

    assert (moved.status_code, moved["Location"]) == (301, "/naujienos/nauja/")


# --- Cost -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("address", "budget"),
    [
        ("/naujienos/", 6),
        ("/naujienos/?category=project&theme=heritage&project=zydinti", 8),
        ("/en/news/2022/", 5),
        ("/naujienos/naujiena/", 6),
    ],
)
@pytest.mark.parametrize("rows", [1, 12])
def test_it_costs_the_same_with_1_and_12(client, django_assert_num_queries, address, budget, rows):
    SiteSettings().save()
    project = make.project(slug_lt="zydinti", main_theme=make.theme())
    for number in range(rows):
        slug = "naujiena" if number == 0 else f"naujiena-{number}"
        article = make.article(slug_lt=slug, theme=make.theme(), published_at=make.at(2022, 5, 5))
        article.projects.add(project)
        make.event(project=project)

    with django_assert_num_queries(budget):
        client.get(address)
