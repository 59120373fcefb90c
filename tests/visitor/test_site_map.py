"""The site map page: every part of the portal, only what is public, at the same cost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from lvg_portal.models import SiteSettings
from tests import make

pytestmark = pytest.mark.django_db

PARTS = {
    "/medis/": ["/", "/projektai/", "/renginiai/", "/savanoryste/", "/savanoryste/paraiska/", "/naujienos/"]
    + ["/dokumentai/", "/paieska/", "/projektai/feed/", "/naujienos/feed/", "/renginiai/feed/", "/renginiai.ics"],
    "/en/site-map/": ["/en/", "/en/projects/", "/en/events/", "/en/volunteering/", "/en/volunteering/apply/"]
    + ["/en/news/", "/en/documents/", "/en/search/", "/en/projects/feed/", "/en/events.ics"],
}


@pytest.mark.parametrize("address", PARTS)
def test_every_part_of_the_portal_is_listed_and_answers(client, address):
    for maker in (make.project, make.article, make.event, make.opportunity, make.page):
        maker()
    make.theme()

    links = set(re.findall(r'<a href="([^"#]*)"', client.get(address).content.decode()))

    assert set(PARTS[address]) <= links
    assert {link: client.get(link).status_code for link in links if link.startswith("/")} == {
        link: 200 for link in links if link.startswith("/")
    }


def test_items_that_are_public_are_listed_others_not(client):
    listed = [maker() for maker in (make.project, make.event, make.opportunity, make.page)]
    hidden = [
        maker(published_at=timezone.now() + timedelta(days=1))
        for maker in (make.project, make.event, make.opportunity, make.page)
    ]

    page = client.get("/medis/").content.decode()

    assert [item for item in listed if item.get_absolute_url() not in page] == []
    assert [item for item in hidden if item.get_absolute_url() in page] == []


@pytest.mark.parametrize("address", PARTS)
@pytest.mark.parametrize("many", [1, 12])
def test_the_page_costs_the_same_however_much_there_is(client, django_assert_num_queries, address, many):
    SiteSettings().save()
    for number in range(many):
        make.theme(f"tema-{number}")
        for maker in (make.project, make.article, make.event, make.opportunity, make.page):
            maker()

    with django_assert_num_queries(9):
        client.get(address)
