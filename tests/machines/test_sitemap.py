"""/sitemap.xml as search engines read it: what is public, in the languages it has, however much there is."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from lvg_portal import sitemaps
from tests import make

pytestmark = pytest.mark.django_db

SPACES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def entries(answer) -> dict[str, ElementTree.Element]:
    """The <url> elements by their path."""
    root = ElementTree.fromstring(answer.content)  # noqa: S314  (our own answer)
    return {
        url.find("s:loc", SPACES).text.removeprefix(settings.SITE_URL): url for url in root.findall("s:url", SPACES)
    }


def alternates(url: ElementTree.Element) -> dict[str, str]:
    links = url.findall("x:link", SPACES)
    return {link.get("hreflang"): link.get("href").removeprefix(settings.SITE_URL) for link in links}


def test_each_language_version_names_the_others(client):
    make.article(slug_lt="diena", slug_en="day")

    urls = entries(client.get("/sitemap.xml"))

    versions = {"lt": "/naujienos/diena/", "en": "/en/news/day/", "x-default": "/naujienos/diena/"}
    assert alternates(urls["/naujienos/diena/"]) == alternates(urls["/en/news/day/"]) == versions


def test_an_item_without_english_is_listed_in_lithuanian_only(client):
    make.article(title_lt="Diena", slug_lt="diena")

    urls = entries(client.get("/sitemap.xml"))

    assert [path for path in urls if "diena" in path] == ["/naujienos/diena/"]
    assert alternates(urls["/naujienos/diena/"]) == {"lt": "/naujienos/diena/", "x-default": "/naujienos/diena/"}


def test_every_kind_and_the_lists_are_there_and_answer(client):
    makers = (make.project, make.article, make.event, make.opportunity, make.page)
    items = [maker() for maker in makers] + [make.theme()]

    urls = entries(client.get("/sitemap.xml"))

    assert {item.get_absolute_url() for item in items} <= set(urls)
    assert {"/", "/en/", "/projektai/", "/en/news/", "/renginiai/", "/savanoryste/", "/dokumentai/", "/medis/"} <= set(
        urls
    )
    assert {path: client.get(path).status_code for path in urls} == dict.fromkeys(urls, 200)


@pytest.mark.parametrize("facts", [{"status": "draft"}, {"published_at": timezone.now() + timedelta(days=1)}])
def test_what_is_not_public_is_not_listed(client, facts):
    for maker in (make.project, make.article, make.event, make.opportunity, make.page):
        maker(slug_lt="slapukas", **facts)

    assert [path for path in entries(client.get("/sitemap.xml")) if "slapukas" in path] == []


def test_the_last_change_is_told_and_of_a_scheduled_item_its_publication(client):
    long_ago = make.article(slug_lt="diena", published_at=make.at(2020, 1, 1))
    scheduled = make.article(slug_lt="vakar", published_at=make.at(2024, 6, 2))
    type(long_ago).objects.filter(pk=long_ago.pk).update(updated_at=make.at(2024, 5, 1))
    type(scheduled).objects.filter(pk=scheduled.pk).update(updated_at=make.at(2024, 5, 1))

    urls = entries(client.get("/sitemap.xml"))

    days = [urls[f"/naujienos/{slug}/"].find("s:lastmod", SPACES).text for slug in ("diena", "vakar")]
    assert days == ["2024-05-01", "2024-06-02"]


def test_too_many_addresses_are_split_into_files_that_hold_each_once(client, monkeypatch):
    for _number in range(5):
        make.article()
        make.project()
    before = set(entries(client.get("/sitemap.xml")))
    monkeypatch.setattr(sitemaps, "PER_FILE", 2)

    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314  (our own answer)
    files = [file.text.removeprefix(settings.SITE_URL) for file in root.findall("s:sitemap/s:loc", SPACES)]
    listed = [path for file in files for path in entries(client.get(file))]

    assert root.tag.endswith("sitemapindex")
    assert sorted(listed) == sorted(before)


@pytest.mark.parametrize("address", ["/sitemap-news-9.xml", "/sitemap-nera-0.xml"])
def test_a_file_that_does_not_exist_is_not_found(client, address):
    make.article()

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("many", [1, 12])
def test_a_file_costs_the_same_however_much_is_in_it(client, django_assert_num_queries, many):
    for _number in range(many):
        make.article()
        make.event()

    with django_assert_num_queries(2 * len(sitemaps.SECTIONS)):
        client.get("/sitemap.xml")
