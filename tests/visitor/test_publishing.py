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
EVERYWHERE = ("/", "/en/", "/paieska/?q=Slapukas", "/en/search/?q=Secret", "/medis/", "/sitemap.xml")


@pytest.mark.parametrize("facts", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_hidden_shows_in_no_list_feed_search_or_map(client, kind, facts):
    maker, *addresses = MAKERS[kind]
    maker(title_lt="Matomas", title_en="Visible", slug_lt="matomas")
    maker(title_lt="Slapukas", title_en="Secret", slug_lt="slapukas", slug_en="secret", **facts)

    for address in (*addresses, *EVERYWHERE):
        page = client.get(address).content.decode()

        assert "slapukas" not in page.lower().replace("q=slapukas", "").replace('value="slapukas"', ""), address
        assert "secret" not in page.lower().replace("q=secret", "").replace('value="secret"', ""), address


@pytest.mark.parametrize("facts", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("kind", MAKERS)
def test_what_is_hidden_has_no_address(client, kind, facts):
    maker, *_addresses = MAKERS[kind]
    item = maker(**facts)

    assert client.get(item.get_absolute_url()).status_code == 404
