"""robots.txt and security.txt, read as machines read them."""

from datetime import UTC, datetime, timedelta
from urllib.robotparser import RobotFileParser

import pytest
from django.conf import settings

from lvg_portal.models import SiteSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def robots(client):
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


PRIVATE = ["/admin/", "/en/admin/login/", "/paieska/?q=a", "/en/search/", "/savanoryste/paraiska/"]
PRIVATE += ["/en/volunteering/apply/", "/savanoryste/mano/abc/", "/en/volunteering/my/abc/"]
PRIVATE += ["/savanoryste/patvirtinimas/abc/", "/savanoryste/sutikimas/abc/", "/savanoryste/nuoroda/"]


@pytest.mark.parametrize("path", PRIVATE)
def test_robots_stay_out_of_the_back_office_searches_and_what_is_one_persons(robots, path):
    assert not robots.can_fetch("*", path)


OPEN = ["/", "/en/", "/projektai/", "/savanoryste/", "/savanoryste/talka/", "/en/news/day/"]
OPEN += ["/savanoryste/paraiska/lengvai/", "/en/volunteering/apply/on-paper/"]


@pytest.mark.parametrize("path", OPEN)
def test_robots_may_read_what_visitors_read(robots, path):
    assert robots.can_fetch("*", path)


def test_robots_are_told_of_the_sitemap(robots):
    assert robots.site_maps() == [settings.SITE_URL + "/sitemap.xml"]


def test_security_txt_says_whom_to_write_to_and_is_valid_for_less_than_a_year(client):
    SiteSettings(email="saugumas@example.lt").save()

    answer = client.get("/.well-known/security.txt")
    facts = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert facts["Contact"] == "mailto:saugumas@example.lt"
    assert facts["Canonical"] == settings.SITE_URL + "/.well-known/security.txt"
    assert timedelta(days=30) < datetime.fromisoformat(facts["Expires"]) - datetime.now(UTC) < timedelta(days=365)
