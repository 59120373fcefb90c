"""Search: finds words in whatever ending, with or without diacritics, and stays quick whatever is asked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from lvg_portal.models import SiteSettings
from lvg_portal.views import search
from tests import make

pytestmark = pytest.mark.django_db


def found(page) -> list[str]:
    return [hit["item"].title for hit in page.context["hits"]]


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("zydinti", "Žydinti Lietuva"),
        ("zydinti", "Partneriai puošė kaimus žydinčiomis gėlėmis"),
        ("ŽYDINČIOS", "Žydinti Lietuva"),
        ("savanoris", "Padėka savanoriams"),
        ("savanoriu", "Padėka savanoriams"),
        ("venciunai", "Eglutė Venciūnuose"),
        ("lietuva zydinti", "Žydinti Lietuva"),
        ('"žydinti lietuva"', "Žydinti Lietuva"),
    ],
)
def test_a_word_is_found_in_any_ending_with_or_without_marks(client, asked, written):
    make.article(title_lt=written)
    make.article(title_lt="Visai kas kita")

    assert found(client.get("/paieska/", {"q": asked})) == [written]


def test_everything_that_visitors_may_see_is_searched(client):
    kinds = [make.project, make.article, make.event, make.opportunity, make.page, make.document]
    items = [maker(title_lt=f"Gėlynas {number}") for number, maker in enumerate(kinds)]

    page = client.get("/paieska/?q=gelynai")

    assert sorted(found(page)) == [item.title_lt for item in items]
    assert [hit["item"].get_absolute_url() for hit in page.context["hits"]] == [
        item.get_absolute_url() for item in sorted(items, key=lambda item: found(page).index(item.title_lt))
    ]


def test_summary_and_body_are_searched_and_quoted_where_the_words_stand(client):
    before, after = "Pradžia. " * 60, "Pabaiga. " * 60
    make.article(title_lt="Pirmas", summary_lt="Sodinome gėles & <žoleles>.", body_lt="<p>Ilgas tekstas.</p>")
    make.article(title_lt="Antras", body_lt=f"<p>{before}Sodinome gėlių.</p><p>{after}</p>")

    quoted = {hit["item"].title: hit["text"] for hit in client.get("/paieska/?q=geles").context["hits"]}

    assert quoted["Pirmas"] == "Sodinome <mark>gėles</mark> &amp; &lt;žoleles&gt;."
    assert quoted["Antras"].startswith("… ")
    assert quoted["Antras"].endswith(" …")
    assert "Sodinome <mark>gėlių</mark>." in quoted["Antras"]


def test_the_project_of_that_name_comes_before_what_only_names_it(client):
    make.article(title_lt="Prasideda projektas „Žydinti Lietuva“")
    make.project(title_lt="Žydinti Lietuva", published_at=timezone.now() - timedelta(days=900))
    make.event(title_lt="Susitikimas", summary_lt="Projekto „Žydinti Lietuva“ partneriai.")

    assert found(client.get("/paieska/?q=zydinti")) == [
        "Žydinti Lietuva",
        "Prasideda projektas „Žydinti Lietuva“",
        "Susitikimas",
    ]


def test_among_equals_the_newest_comes_first(client):
    for days in (3, 1, 2):
        make.article(title_lt=f"Gėlynas {days}", published_at=timezone.now() - timedelta(days=days))

    assert found(client.get("/paieska/?q=gelynas")) == ["Gėlynas 1", "Gėlynas 2", "Gėlynas 3"]


def test_english_searches_english_and_what_has_none_in_lithuanian(client):
    make.article(title_lt="Gėlynas", title_en="Flower bed", slug_en="flower-bed")
    make.article(title_lt="Gėlynų dirbtuvės")

    assert found(client.get("/en/search/?q=flowers")) == ["Flower bed"]
    page = client.get("/en/search/?q=gelynai")
    assert found(page) == ["Gėlynų dirbtuvės"]
    assert '<a href="/en/news/' in page.content.decode()
    assert 'lang="lt"><mark>Gėlynų</mark> dirbtuvės</a>' in page.content.decode()


def test_one_kind_can_be_chosen_and_the_others_stay_counted(client):
    make.article(title_lt="Gėlynas")
    make.event(title_lt="Gėlynų diena")

    page = client.get("/paieska/?q=gelynai&kind=events")

    assert found(page) == ["Gėlynų diena"]
    assert [(key, count) for key, _labels, count, _more in page.context["kinds"]] == [("news", 1), ("events", 1)]


def test_a_kind_that_does_not_exist_is_left_out_and_said(client):
    make.article(title_lt="Gėlynas")

    page = client.get("/paieska/?q=gelynas&kind=krepšys")

    assert found(page) == ["Gėlynas"]
    assert 'role="status"' in page.content.decode()


@pytest.mark.parametrize("address", ["/paieska/", "/paieska/?q=%20", "/paieska/?q=niekonera", "/en/search/?q=nothing"])
def test_where_nothing_is_asked_or_found_there_is_a_way_on(client, address):
    page = client.get(address).content.decode()

    assert 'href="/projektai/"' in page or 'href="/en/projects/"' in page
    assert "<mark>" not in page


def test_what_is_asked_cannot_become_html(client):
    make.article(title_lt="Kvaila <script>alert(1)</script> antraštė")

    page = client.get("/paieska/", {"q": '"><script>alert(1)</script> antraštė'}).content.decode()

    assert "<script" not in page
    assert '"&gt;' in page or "&quot;&gt;" in page


@pytest.mark.parametrize(
    "asked", ["a" * 5000, "\x00žydi", "'\\ & | ! :* <-> (((", '"', "-", "or or or", "🌼", "\ud7ff\u202e"]
)
def test_whatever_is_asked_is_answered(client, asked):
    make.article(title_lt="Gėlynas")

    assert client.get("/paieska/", {"q": asked}).status_code == 200
    assert client.get("/en/search/", {"q": asked}).status_code == 200


def test_the_words_asked_are_cut_at_a_hundred_characters(client):
    assert client.get("/paieska/", {"q": "b" * 300}).context["words"] == "b" * 100


def test_a_search_stops_at_the_newest_matches_of_each_kind(client, monkeypatch):
    monkeypatch.setattr(search, "NEWEST", 3)
    monkeypatch.setattr(search, "WALK", 2)  # some are found by walking, the others by the index
    for days in range(5):
        make.article(
            title_lt="Gėlynas", slug_lt=f"n{days}", published_at=timezone.now() - timedelta(days=days, hours=1)
        )

    page = client.get("/paieska/?q=gelynas")

    assert [hit["item"].slug_lt for hit in page.context["hits"]] == ["n0", "n1", "n2"]
    assert page.context["kinds"][0][2:] == (3, True)


def test_a_page_beyond_the_last_is_not_found(client):
    make.article(title_lt="Gėlynas")

    assert client.get("/paieska/?q=gelynas&page=2").status_code == 404


@pytest.mark.parametrize("many", [1, 12])
@pytest.mark.parametrize("address", ["/paieska/?q=gelynas", "/en/search/?q=gelynas"])
def test_a_search_costs_the_same_however_much_is_found(client, django_assert_num_queries, many, address):
    for maker in (make.project, make.article, make.event, make.opportunity, make.page, make.document):
        for _number in range(many):
            maker(title_lt="Gėlynas")

    SiteSettings().save()

    with django_assert_num_queries(5):
        client.get(address)


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("kind", search.KINDS)
def test_the_index_fits_the_query(kind, language):
    model = search.KINDS[kind].model
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # few rows are quicker read than looked up

    plan = search.texts.matching(model.objects.all(), "gėlynas", language).explain()

    assert f"{model._meta.model_name}_search_{language}" in plan
