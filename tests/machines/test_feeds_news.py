"""A feed reader follows our news and events; feedparser stands in for it."""

from datetime import timedelta

import feedparser
import pytest
from django.utils import timezone

from lvg_portal.models import SiteSettings
from tests import make

pytestmark = pytest.mark.django_db

FEEDS = {"/naujienos/feed/": make.article, "/renginiai/feed/": make.event}
ENGLISH = {"/naujienos/feed/": "/en/news/feed/", "/renginiai/feed/": "/en/events/feed/"}


def read(client, address: str):
    answer = client.get(address)
    assert answer.status_code == 200
    feed = feedparser.parse(answer.content, response_headers={"content-type": answer["Content-Type"]})
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


@pytest.mark.parametrize("address", FEEDS)
def test_an_entry_holds_the_whole_text(client, settings, address):
    settings.SITE_URL = "https://vvg.example.lt"
    item = FEEDS[address](
        title_lt='Kalba „Žydinti" & <kita>',
        summary_lt="Santrauka.",
        body_lt='<p>Visas <b>tekstas</b>, <a href="/naujienos/">naujienos</a>.</p>',
        published_at=timezone.now() - timedelta(days=3),
    )

    feed = read(client, address)
    entry = feed.entries[0]

    assert (feed.feed.language, feed.feed.links[1].href) == ("lt", f"https://vvg.example.lt{address}")
    assert entry.title == 'Kalba „Žydinti" & <kita>'
    assert entry.summary == "Santrauka."
    assert '<a href="https://vvg.example.lt/naujienos/">naujienos</a>' in entry.content[0].value
    assert entry.link == f"https://vvg.example.lt{item.get_absolute_url()}"
    assert feed.feed.author == SiteSettings().name


@pytest.mark.parametrize("address", FEEDS)
def test_a_corrected_address_does_not_make_an_old_entry_new(client, address):
    item = FEEDS[address]()
    before = read(client, address).entries[0].id
    item.slug_lt = "kitas-adresas"
    item.save()

    after = read(client, address).entries[0]

    assert after.id == before
    assert after.link.endswith("/kitas-adresas/")


@pytest.mark.parametrize("address", FEEDS)
def test_the_english_feed_holds_what_has_been_translated(client, address):
    FEEDS[address](title_lt="Tik lietuviškai")
    FEEDS[address](title_lt="Abiem", title_en="In both")

    assert [entry.title for entry in read(client, ENGLISH[address]).entries] == ["In both"]
    assert len(read(client, address).entries) == 2


@pytest.mark.parametrize("address", FEEDS)
def test_characters_that_no_xml_may_hold_are_left_out(client, address):
    FEEDS[address](title_lt="Iš\x0bWordo", summary_lt="A\x02B", body_lt="<p>C\x0bD</p>")

    assert read(client, address).entries[0].title == "IšWordo"


@pytest.mark.parametrize(
    ("query", "expected"), [("category=calls", ["Kvietimas"]), ("category=xyz", ["Kvietimas", "Kita"])]
)
def test_the_feed_of_one_category(client, query, expected):
    make.article(title_lt="Kita", published_at=make.at(2020, 1, 1))
    make.article(title_lt="Kvietimas", category=make.category("calls"))

    assert [entry.title for entry in read(client, f"/naujienos/feed/?{query}").entries] == expected


@pytest.mark.parametrize("address", FEEDS)
def test_an_empty_feed_is_a_feed(client, address):
    assert read(client, address).entries == []


@pytest.mark.parametrize("rows", [1, 12])
@pytest.mark.parametrize("address", FEEDS)
def test_it_costs_the_same_with_1_and_12(client, django_assert_max_num_queries, address, rows):
    for _ in range(rows):
        FEEDS[address]()

    with django_assert_max_num_queries(4):
        client.get(address)
