"""What is not public shows nowhere that a visitor can reach."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make

pytestmark = pytest.mark.django_db

HIDDEN = {"draft": {"status": "draft"}, "scheduled": {"published_at": timezone.now() + timedelta(days=1)}}
MAKERS = {
    "project": (make.project, "/projektai/", "/en/projects/", "/projektai/feed/"),
    "article": (make.article, "/naujienos/", "/en/news/", "/naujienos/feed/"),
    "event": (make.event, "/renginiai/", "/en/events/", "/renginiai/feed/", "/renginiai.ics"),
    "opportunity": (make.opportunity, "/savanoryste/", "/en/volunteering/"),
}
EVERYWHERE = ("/", "/en/", "/paieska/?q=lobis", "/en/search/?q=treasure", "/medis/", "/sitemap.xml")


@pytest.mark.parametrize("facts", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_hidden_shows_in_no_list_feed_search_or_map(client, kind, facts):
    maker, *addresses = MAKERS[kind]
    maker(title_lt="Matomas lobis", title_en="Visible treasure", slug_lt="matomas")
    maker(title_lt="Slapukas lobis", title_en="Secret treasure", slug_lt="slapukas", slug_en="secret", **facts)

    for address in (*addresses, *EVERYWHERE):
        page = client.get(address).content.decode().lower()

        assert "slapukas" not in page, address
        assert "secret" not in page, address
    assert "matomas" in client.get(addresses[0]).content.decode()


@pytest.mark.parametrize("facts", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_hidden_has_no_address(client, kind, facts):
    maker, *_addresses = MAKERS[kind]
    item = maker(**facts)

    assert client.get(item.get_absolute_url()).status_code == 404
