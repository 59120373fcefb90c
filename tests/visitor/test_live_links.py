"""A link that staff wrote to a page that does not exist (yet) is plain text, and comes alive by itself."""

import pytest
from django.conf import settings
from django.template import RequestContext, Template

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(rf):
    """What a reader gets of a text that staff wrote."""

    def show(*texts):
        context = RequestContext(rf.get("/apie/"), {"texts": texts})
        return Template("{% for text in texts %}{% rich text %}{% endfor %}").render(context)

    return show


@pytest.mark.parametrize(
    "address",
    [
        "/projektai/",
        "/en/projects/?year=2022",
        "/projektai",
        settings.SITE_URL + "/renginiai/",
        "/media/a.pdf",
        "#tikslas",
    ]
    + ["https://example.org/kazkas/", "mailto:info@example.lt", "//example.org/"],
)
def test_a_link_that_leads_somewhere_stays(shown, address):
    html = f'<p><a href="{address}">Pavyzdys</a></p>'

    assert shown(html) == html


@pytest.mark.parametrize(
    "address",
    ["/nera-tokio/", "/nera/tokio/", "/lt/projektai/", "/en/projektai/", settings.SITE_URL + "/nera-tokio/", "/%00/"],
)
def test_a_link_to_nowhere_is_plain_text(shown, address):
    assert shown(f'<p>Žr. <a href="{address}" rel="noopener"><b>čia</b></a>.</p>') == "<p>Žr. <b>čia</b>.</p>"


def test_a_link_comes_alive_with_its_page(shown):
    html = '<p><a href="/apie-mus-dabar/#nariai">Apie</a>, <a href="/en/about-us-now/">About</a></p>'
    page = make.page(slug_lt="apie-mus-dabar", slug_en="about-us-now", status="draft")
    before = shown(html)

    page.status = "published"
    page.save()

    assert before == "<p>Apie, About</p>"
    assert shown(html) == html


def test_a_page_costs_one_query_however_many_texts_and_links(shown, django_assert_num_queries):
    make.page(slug_lt="apie-mus-dabar")
    text = '<a href="/apie-mus-dabar/">Apie</a> <a href="/nera-tokio/">Nėra</a>' * 3

    with django_assert_num_queries(1):
        shown(text, text)


def test_a_wide_table_scrolls_by_itself(shown):
    assert shown("<table><tbody><tr><td>5 proc.</td></tr></tbody></table>") == (
        '<div class="scroll-x" tabindex="0" role="group" aria-label="Lentelė">'
        "<table><tbody><tr><td>5\u00a0proc.</td></tr></tbody></table></div>"
    )
