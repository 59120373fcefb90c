"""Junk in an address is answered with the page or "not found", never with an error, and reading stays cacheable."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make

pytestmark = pytest.mark.django_db

READING = ["/", "/projektai/", "/projektai/gelynas/", "/temos/", "/temos/paveldas/", "/naujienos/", "/naujienos/2024/"]
READING += ["/naujienos/diena/", "/renginiai/", "/renginiai/2027/03/", "/renginiai/dirbtuves/", "/savanoryste/"]
READING += ["/savanoryste/talka/", "/paieska/", "/medis/", "/dokumentai/", "/apie-mus/"]
READING += ["/en/", "/en/projects/", "/en/news/", "/en/events/", "/en/volunteering/", "/en/search/", "/en/documents/"]
FILES = ["/renginiai.ics", "/renginiai/dirbtuves.ics", "/projektai/feed/", "/naujienos/feed/", "/en/events/feed/"]
FILES += ["/sitemap.xml", "/robots.txt", "/virselis/heritage/gelynas.svg"]
FORMS = ["/savanoryste/paraiska/", "/savanoryste/nuoroda/", "/en/volunteering/apply/"]
FORMS += ["/savanoryste/paraiska/lengvai/", "/en/volunteering/apply/on-paper/"]

FILTERS = {
    "/projektai/": ["kind", "status", "year", "theme", "place", "page"],
    "/naujienos/": ["category", "theme", "project", "page"],
    "/en/events/": ["kind", "place", "verb", "project", "when", "year", "page"],
    "/paieska/": ["q", "kind", "page"],
    "/dokumentai/": ["kind", "page"],
    "/savanoryste/": ["setting", "kind", "place", "theme", "help", "age", "verb", "page"],
}
NASTY = ["\x00", "\u202egnp.exe", "-1", "0", "1e9", "9" * 40, "٣", "'; drop table", "<script>", "%s", "../", "\ufffd"]
names = st.one_of(st.sampled_from(sorted({*sum(FILTERS.values(), []), "size"})), st.text(min_size=1, max_size=8))
values = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.integers().map(str))


@pytest.fixture
def things():
    make.theme("heritage", slug_lt="paveldas", slug_en="heritage")
    make.project(slug_lt="gelynas")
    make.article(slug_lt="diena", published_at=make.at(2024, 5, 1))
    make.event(slug_lt="dirbtuves", starts_at=make.at(2027, 3, 12, 17))
    make.opportunity(slug_lt="talka")
    make.page(slug_lt="apie-mus")


def query(junk: dict[str, str]) -> str:
    return "&".join(f"{quote(name, errors='replace')}={quote(text, errors='replace')}" for name, text in junk.items())


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(address=st.sampled_from(READING + FILES + FORMS), junk=st.dictionaries(names, values, max_size=4))
def test_junk_in_a_parameter_is_never_an_error(client, things, address, junk):
    answer = client.get(f"{address}?{query(junk)}")

    assert answer.status_code in (200, 404)
    if address not in FORMS:
        assert answer.cookies == {}


@pytest.mark.parametrize("address", FILTERS)
def test_each_filter_takes_any_nasty_value(client, things, address):
    answers = {(name, text): client.get(address, {name: text}) for name in FILTERS[address] for text in NASTY}

    assert {key: answer.status_code for key, answer in answers.items() if answer.status_code not in (200, 404)} == {}


@pytest.mark.parametrize("address", ["/projektai/", "/naujienos/", "/renginiai/", "/paieska/?q=diena", "/savanoryste/"])
@pytest.mark.parametrize("page", ["51", "999999"])
def test_a_page_beyond_the_last_is_not_found(client, things, address, page):
    assert client.get(f"{address}{'&' if '?' in address else '?'}page={page}").status_code == 404


@pytest.mark.parametrize("page", ["-1", "abc", "1e3", "٣", "", "9" * 40])
def test_junk_for_a_page_number_is_the_first_page(client, things, page):
    assert client.get("/projektai/", {"page": page}).status_code == 200


@pytest.mark.parametrize(
    ("address", "parameter"),
    [("/projektai/", "kind"), ("/projektai/", "year"), ("/renginiai/", "place"), ("/naujienos/", "category")]
    + [("/dokumentai/", "kind"), ("/paieska/", "kind")],
)
def test_a_filter_that_is_not_understood_is_said_and_the_list_is_whole(client, things, address, parameter):
    whole, junk = client.get(address), client.get(address, {parameter: "krepšys"})

    assert 'role="status"' in junk.content.decode()
    assert [str(item) for item in junk.context.get("page") or []] == [
        str(item) for item in whole.context.get("page") or []
    ]


PATHS = ["/%00/", "/projektai/%00/", "/projektai/a%E2%80%AEb/", "/projektai/%FF/", "/en/%F0%9F%8C%BC/"]
PATHS += ["/renginiai/9999/99/", "/renginiai/0000/00/", "/renginiai/2027/13/", "/renginiai/%00.ics"]
PATHS += ["/naujienos/0000/", "/naujienos/9999/", "/dokumentai/99999999999999999999/", "/savanoryste/mano/%00/"]
PATHS += ["/virselis/nera/a%00.svg", "/media/../manage.py", "/" + "a" * 3000 + "/"]


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
def test_junk_in_the_path_is_not_found(client, things, path):
    assert client.get(path).status_code == 404


# --- What every page for readers answers with -----------------------------------------------------------------------
POLICY = {
    *("default-src 'none'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "form-action 'self'"),
    *("base-uri 'none'", "frame-ancestors 'none'"),
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize("address", [*READING, "/nera-tokio/"])
def test_a_page_is_safe_and_can_be_kept_whole(client, things, address):
    answer = client.get(address, headers={"accept-language": "en", "cookie": "theme=dark"})

    assert answer.cookies == {}
    assert answer["Cache-Control"] == "no-cache"
    assert answer.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert {part.strip() for part in answer["Content-Security-Policy"].split(";")} == POLICY
    assert {name: answer[name] for name in HEADERS} == HEADERS
    assert "camera=()" in answer["Permissions-Policy"]
    assert "csrfmiddlewaretoken" not in answer.content.decode()


@pytest.mark.parametrize("address", READING)
def test_an_unchanged_page_is_not_sent_again(client, things, address):
    mark = client.get(address)["ETag"]

    assert client.get(address, headers={"if-none-match": mark}).status_code == 304


@pytest.mark.parametrize("address", READING + FORMS)
def test_a_page_has_nothing_inline(client, things, address):
    page = client.get(address).content.decode()

    assert "<script" not in page.replace('<script type="application/ld+json"', "")
    assert "<style" not in page
    assert ' style="' not in page
    assert " onclick=" not in page
