"""The list of documents, and what comes when one asks for a file."""

import pytest

from lvg_portal.models import Document
from tests import make

pytestmark = pytest.mark.django_db


def titles(response) -> dict[str, list[str]]:
    return {
        kind.value: [document.title for document in documents] for kind, documents, _more in response.context["groups"]
    }


def test_documents_stand_by_kind_the_newest_first(client):
    make.document(title_lt="Protokolas", kind="minutes", year=2024)
    make.document(title_lt="Seni įstatai", kind="statutes", year=2009)
    make.document(title_lt="Įstatai", kind="statutes", year=2015)
    make.document(title_lt="Juodraštis", kind="statutes", year=2016, status="draft")

    found = titles(client.get("/dokumentai/"))

    assert list(found.items()) == [("statutes", ["Įstatai", "Seni įstatai"]), ("minutes", ["Protokolas"])]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?kind=minutes", {"minutes": ["Protokolas"]}),
        ("?year=2015", {"statutes": ["Įstatai"]}),
        ("?language=en", {"strategy": ["Strategy"]}),
        ("?kind=minutes&year=2015", {"minutes": []}),
        ("?year=2015&language=en", {}),
    ],
)
def test_filters_narrow_the_list(client, query, expected):
    make.document(title_lt="Protokolas", kind="minutes", year=2024)
    make.document(title_lt="Įstatai", kind="statutes", year=2015)
    make.document(title_lt="Strategy", kind="strategy", year=2023, language="en")

    assert titles(client.get(f"/dokumentai/{query}")) == expected


@pytest.mark.parametrize("query", ["kind=nothing", "year=abc", "year=1", "language=lt'--", "kind=%00&page=x"])
def test_junk_in_a_filter_gives_the_whole_list_and_a_word_about_it(client, query):
    make.document(title_lt="Protokolas", kind="minutes", year=2024)

    response = client.get(f"/dokumentai/?{query}")

    assert titles(response) == {"minutes": ["Protokolas"]}
    assert ("Filtro nesupratome" in response.content.decode()) == (query != "kind=%00&page=x")


def test_one_kind_comes_in_pages_and_no_further(client):
    for _number in range(31):
        make.document(kind="minutes")

    overview, second = client.get("/dokumentai/"), client.get("/dokumentai/?kind=minutes&page=2")

    assert [len(documents) for documents in titles(overview).values()] == [10]
    assert "?kind=minutes" in overview.content.decode()
    assert [len(documents) for documents in titles(second).values()] == [1]
    assert client.get("/dokumentai/?kind=minutes&page=3").status_code == 404


def test_an_empty_list_says_so(client):
    make.page(key="contacts", slug_lt="kontaktai")

    page = client.get("/dokumentai/").content.decode()

    assert "Dokumentų čia dar nėra." in page
    assert '<a href="/kontaktai/">parašykite mums</a>' in page


def test_type_and_size_stand_beside_the_title(client):
    make.document()
    Document.objects.update(size=1_258_291)

    assert "PDF, 1,2\u00a0MB" in client.get("/dokumentai/").content.decode()
    assert "PDF, 1.2\u00a0MB" in client.get("/en/documents/").content.decode()


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_costs_the_same_whatever_its_length(client, django_assert_num_queries, count):
    for number in range(count):
        make.document(kind=Document.Kind.values[number % 6], year=2010 + number)

    with django_assert_num_queries(4):
        client.get("/dokumentai/")


def test_a_document_comes_as_a_file_to_keep_with_a_name_that_says_what_it_is(client):
    document = make.document(title_lt="Įstatai, 2015 m. „Nauji“")

    response = client.get(document.get_absolute_url())

    assert b"".join(response.streaming_content) == b"%PDF-1.7\n%%EOF"
    assert response["Content-Disposition"] == 'attachment; filename="istatai-2015-m-nauji.pdf"'
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_draft_is_handed_out_to_nobody_and_no_file_by_its_own_path(client):
    draft, public = make.document(status="draft"), make.document()

    assert client.get(f"/dokumentai/{draft.pk}/").status_code == 404
    assert client.get(f"/media/{public.file.name}").status_code == 404


def test_a_lost_file_is_a_page_not_found(client):
    document = make.document()
    document.file.storage.delete(document.file.name)

    assert client.get(document.get_absolute_url()).status_code == 404


def test_a_photo_is_handed_out_as_a_photo_and_nothing_else_is(client):
    picture = make.picture()

    response = client.get(picture.file.url)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/jpeg"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "immutable" in response["Cache-Control"]
    assert client.get("/media/pictures/../documents/x.pdf").status_code == 404
    assert client.get("/media/pictures/").status_code == 404
