"""How much a first visit weighs on a slow line, and that a second one weighs nothing."""

import gzip

import brotli
import pytest
from django.conf import settings
from django.http import HttpResponse

from lvg_portal.middleware import Hygiene
from tests import make

pytestmark = pytest.mark.django_db
FIRST_PAINT = 14 * 1024  # bytes of compressed HTML and CSS


@pytest.fixture
def _full_house():
    theme = make.theme("heritage")
    for _number in range(12):
        make.project(main_theme=theme, summary_lt="Vienas sakinys apie tai, ką darome. " * 5)
        make.event(summary_lt="Vienas sakinys apie tai, ką darome. " * 5)
        make.article(summary_lt="Vienas sakinys apie tai, ką darome. " * 5)


@pytest.mark.usefixtures("_full_house")
@pytest.mark.parametrize("address", ["/", "/projektai/", "/naujienos/", "/renginiai/", "/savanoryste/"])
def test_a_page_and_its_styles_come_in_the_first_packets(client, address):
    page = client.get(address, headers={"Accept-Encoding": "gzip"})
    styles = brotli.compress((settings.BASE_DIR / "static/css/site.css").read_bytes())

    assert page.headers["Content-Encoding"] == "gzip"
    assert page.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(page.content).startswith(b"<!doctype html>")
    assert len(page.content) + len(styles) < FIRST_PAINT


def test_a_second_visit_is_answered_with_nothing_new(client):
    first = client.get("/projektai/", headers={"Accept-Encoding": "gzip"})

    again = client.get("/projektai/", headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_a_head_request_has_no_body(rf):
    answer = Hygiene(lambda request: HttpResponse("text"))(rf.head("/projektai/"))  # Django's test client would hide it

    assert answer.content == b""
