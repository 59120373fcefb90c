"""What stands around every page: the menu, the footer, the other language, the tags for search engines."""

import re
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.shortcuts import render
from django.template.loader import render_to_string

from lvg_portal import context
from lvg_portal.models import Page, SiteSettings
from tests import make

ADDRESS = {"lt": "/dokumentai/", "en": "/en/documents/"}


def links(page, pattern: str = r'<a[^>]* href="([^"]*)"') -> list[str]:
    return re.findall(pattern, page.content.decode())


@pytest.mark.django_db
def test_the_frame_costs_one_query(rf, django_assert_num_queries):
    SiteSettings().save()
    make.page(slug_lt="apie", key="about")
    make.page(slug_lt="privatumas", key="privacy")

    with django_assert_num_queries(1):
        page = render(rf.get("/"), "base.html")

    assert {"/apie/", "/privatumas/"} <= set(links(page))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/dokumentai/", "/nera/"])
def test_reading_sets_no_cookie_and_varies_on_none(client, address):
    page = client.get(address)

    assert page.cookies == {}
    assert "Cookie" not in page.headers.get("Vary", "")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["lt", "en"])
def test_every_address_of_the_frame_answers(client, language):
    for number, key in enumerate(["about", "privacy", "accessibility", "contacts", "membership", "cookies"]):
        make.page(key=key, slug_lt=f"puslapis-{number}", slug_en=f"page-{number}")
    page = client.get(ADDRESS[language])

    own = {address for address in links(page) if address.startswith("/")}
    answers = {address: client.get(address).status_code for address in own}

    assert {address: status for address, status in answers.items() if status != 200} == {}
    assert {"/puslapis-1/", "/en/page-1/"} & own == {{"lt": "/puslapis-1/", "en": "/en/page-1/"}[language]}


@pytest.mark.django_db
def test_a_page_not_yet_public_stands_in_no_menu(client):
    make.page(slug_lt="apie", key="about", status="draft")

    assert "/apie/" not in links(client.get("/nera/"))


def test_a_view_that_does_not_exist_stands_in_no_menu(rf, monkeypatch):
    monkeypatch.setattr(context, "MENU", [("no-such-view", "Nėra"), ("documents", "Dokumentai")])

    assert [entry["label"] for entry in context.Surroundings(rf.get("/")).menu] == ["Dokumentai"]


def test_the_menu_knows_where_one_is(rf):
    here, below, elsewhere = (context.Surroundings(rf.get(path)) for path in ("/projektai/", "/projektai/a/", "/"))

    assert [frame.current("/projektai/") for frame in (here, below, elsewhere)] == ["page", "true", ""]


@pytest.mark.django_db
def test_the_other_language_is_the_same_page_with_the_same_filter(client):
    page = client.get("/dokumentai/?kind=report&page=1")

    assert (
        '<a href="/en/documents/?kind=report&amp;page=1" lang="en" hreflang="en">English</a>' in page.content.decode()
    )


@pytest.mark.django_db
def test_search_engines_get_one_address_a_page_and_no_endless_lists(client):
    plain, filtered = client.get("/dokumentai/"), client.get("/dokumentai/?kind=report")
    alternates = links(plain, r'<link rel="alternate" hreflang="([^"]*" href="[^"]*)"')

    assert links(plain, r'rel="canonical" href="([^"]*)"') == [settings.SITE_URL + "/dokumentai/"]
    assert links(filtered, r'rel="canonical" href="([^"]*)"') == [settings.SITE_URL + "/dokumentai/"]
    assert ("noindex" in plain.content.decode(), "noindex" in filtered.content.decode()) == (False, True)
    assert alternates == [
        f'lt" href="{settings.SITE_URL}/dokumentai/',
        f'x-default" href="{settings.SITE_URL}/dokumentai/',
        f'en" href="{settings.SITE_URL}/en/documents/',
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "canonical"), [("page=2", "?page=2"), ("kind=report&page=2", "")])
def test_only_a_whole_list_has_second_pages_for_search_engines(rf, query, canonical):
    """The second page of a filtered list may not exist in the whole one."""
    page = render(rf.get(f"/dokumentai/?{query}"), "base.html")

    assert links(page, r'rel="canonical" href="([^"]*)"') == [f"{settings.SITE_URL}/dokumentai/{canonical}"]


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "home"), [("/naujienos/", "/"), ("/en/news/", "/en/"), ("/medis/", "/")])
def test_the_path_begins_at_home(client, address, home):
    page = client.get(address)

    assert links(page, r'<nav class="crumbs[^>]*><ol>\s*<li><a href="([^"]*)"') == [home]


@pytest.mark.django_db
def test_the_preview_picture_is_a_full_address_that_answers(client):
    (picture,) = links(client.get("/dokumentai/"), r'property="og:image" content="([^"]*)"')

    assert picture.startswith(settings.SITE_URL)
    assert client.get(urlsplit(picture).path)["Content-Type"] == "image/png"


@pytest.mark.django_db
def test_the_contacts_are_those_of_the_settings(client):
    SiteSettings(name_lt="Kita vietos veiklos grupė", short_name_lt="Kita VVG", address_lt="Kita g. 5, Alytus").save()

    page = client.get("/dokumentai/").content.decode()

    assert "Kita g.\u00a05, Alytus" in page
    assert "Kita vietos<span>veiklos grupė</span>" in page
    assert "– Kita VVG</title>" in page


@pytest.mark.parametrize("template", ["500.html", "503.html"])
@pytest.mark.parametrize(("language", "home"), [("lt", 'href="/"'), ("en", 'href="/en/"')])
def test_the_pages_for_a_broken_portal_need_no_database(template, language, home):  # no "db": a query would fail
    page = render_to_string(template, {"language": language})

    assert f'<html lang="{language}">' in page
    assert home in page


@pytest.mark.django_db
def test_a_page_without_its_own_english_text_says_so(client):
    page = make.page(title_lt="Lietuviškas", slug_lt="lietuviskas")
    Page.objects.filter(pk=page.pk).update(title_en="", slug_en=None)

    answer = client.get("/en/lietuviskas/").content.decode()

    assert '<h1 lang="lt">Lietuviškas</h1>' in answer
