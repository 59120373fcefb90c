"""The promised addresses: printed on posters, they must keep working, so no translator and no editor can break them."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import URLPattern, get_resolver
from django.utils import translation

from lvg_portal.models import OldAddress
from lvg_portal.models.slugs import RESERVED
from tests import make

pytestmark = pytest.mark.django_db

# Lithuanian and English; what stands in <> is made by the fixture below.
PAGES = [
    ("/", "/en/"),
    ("/projektai/", "/en/projects/"),
    ("/projektai/gelynas/", "/en/projects/flower-bed/"),
    ("/temos/", "/en/themes/"),
    ("/temos/paveldas/", "/en/themes/heritage/"),
    ("/naujienos/", "/en/news/"),
    ("/naujienos/2024/", "/en/news/2024/"),
    ("/naujienos/diena/", "/en/news/day/"),
    ("/renginiai/", "/en/events/"),
    ("/renginiai/2027/03/", "/en/events/2027/03/"),
    ("/renginiai/dirbtuves/", "/en/events/workshop/"),
    ("/savanoryste/", "/en/volunteering/"),
    ("/savanoryste/talka/", "/en/volunteering/helping-hands/"),
    ("/savanoryste/paraiska/", "/en/volunteering/apply/"),
    ("/savanoryste/paraiska/lengvai/", "/en/volunteering/apply/easy/"),
    ("/savanoryste/paraiska/popierine/", "/en/volunteering/apply/on-paper/"),
    ("/savanoryste/nuoroda/", "/en/volunteering/link/"),
    ("/pazymejimai/", "/en/certificates/"),
    ("/paieska/", "/en/search/"),
    ("/medis/", "/en/site-map/"),
    ("/dokumentai/", "/en/documents/"),
    ("/apie-mus/", "/en/about-us/"),
]
FILES = [
    ("/renginiai.ics", "/en/events.ics"),
    ("/renginiai/dirbtuves.ics", "/en/events/workshop.ics"),
    ("/projektai/feed/", "/en/projects/feed/"),
    ("/naujienos/feed/", "/en/news/feed/"),
    ("/renginiai/feed/", "/en/events/feed/"),
]
MACHINES = ["/sitemap.xml", "/robots.txt", "/.well-known/security.txt", "/healthz", "/readyz"]
MACHINES += ["/virselis/heritage/gelynas.svg"]
# A link in a letter: an unknown token is told so, on a page of that address.
TOKENS = [
    ("/pazymejimai/PAZ-2000-0001/", "/en/certificates/PAZ-2000-0001/"),
    ("/savanoryste/mano/netikras/", "/en/volunteering/my/netikras/"),
    ("/savanoryste/patvirtinimas/netikras/", "/en/volunteering/confirm/netikras/"),
    ("/savanoryste/sutikimas/netikras/", "/en/volunteering/consent/netikras/"),
]


@pytest.fixture
def things():
    make.theme("heritage", slug_lt="paveldas", slug_en="heritage")
    in_both = {"title_lt": "Lietuviškai", "title_en": "In English"}
    make.project(**in_both, slug_lt="gelynas", slug_en="flower-bed")
    make.article(**in_both, slug_lt="diena", slug_en="day", published_at=make.at(2024, 5, 1))
    make.event(**in_both, slug_lt="dirbtuves", slug_en="workshop", starts_at=make.at(2027, 3, 12, 17))
    make.opportunity(**in_both, slug_lt="talka", slug_en="helping-hands")
    make.page(**in_both, slug_lt="apie-mus", slug_en="about-us")


@pytest.mark.parametrize("address", [*sum(PAGES + FILES, ()), *MACHINES, "/admin/login/", "/en/admin/login/"])
def test_a_promised_address_answers(client, things, address):
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [*sum(TOKENS, ())])
def test_an_unknown_link_from_a_letter_is_answered_with_a_page(client, address):
    answer = client.get(address)

    assert answer.status_code in (200, 404, 410)
    assert "<main" in answer.content.decode()


@pytest.mark.parametrize(("lithuanian", "english"), PAGES, ids=[lithuanian for lithuanian, _english in PAGES])
def test_the_language_link_leads_to_the_same_page(client, things, lithuanian, english):
    for here, there, language in ((lithuanian, english, "en"), (english, lithuanian, "lt")):
        page = client.get(here).content.decode()

        assert re.findall(rf'<a href="([^"]*)" lang="{language}" hreflang="{language}">', page) == [there]


@pytest.mark.parametrize(("lithuanian", "english"), PAGES, ids=[lithuanian for lithuanian, _english in PAGES])
def test_a_page_speaks_the_language_of_its_address(client, things, lithuanian, english):
    assert '<html lang="lt">' in client.get(lithuanian, headers={"accept-language": "en"}).content.decode()
    assert '<html lang="en">' in client.get(english, headers={"accept-language": "lt"}).content.decode()


ADDRESSED = {
    "project": (make.project, "/projektai/{}/", "/en/projects/{}/"),
    "theme": (make.theme, "/temos/{}/", "/en/themes/{}/"),
    "article": (make.article, "/naujienos/{}/", "/en/news/{}/"),
    "event": (make.event, "/renginiai/{}/", "/en/events/{}/"),
    "opportunity": (make.opportunity, "/savanoryste/{}/", "/en/volunteering/{}/"),
    "page": (make.page, "/{}/", "/en/{}/"),
}


@pytest.mark.parametrize("kind", ADDRESSED)
def test_a_changed_slug_leads_to_where_the_item_is_now(client, kind):
    maker, lithuanian, english = ADDRESSED[kind]
    item = maker(title_lt="Pavadinimas", title_en="Title", slug_lt="senas", slug_en="old")
    item.slug_lt, item.slug_en = "naujas", "new"
    item.save()

    for address in (lithuanian, english):
        old, new = (("senas", "naujas"), ("old", "new"))[address is english]
        answer = client.get(address.format(old))

        assert (answer.status_code, answer["Location"]) == (301, address.format(new))
        assert client.get(address.format(new)).status_code == 200


@pytest.mark.parametrize("kind", ADDRESSED)
def test_an_item_without_english_stands_under_its_lithuanian_slug(client, kind):
    maker, _lithuanian, english = ADDRESSED[kind]
    item = maker(title_lt="Pavadinimas", slug_lt="pavadinimas")
    type(item).objects.filter(pk=item.pk).update(title_en=None, slug_en=None)
    page = client.get(english.format("pavadinimas"))
    assert page.status_code == 200

    item.refresh_from_db()
    item.title_en, item.slug_en = "Title", "title"
    item.save()
    moved = client.get(english.format("pavadinimas"))

    assert (moved.status_code, moved["Location"]) == (301, english.format("title"))


def test_a_draft_is_not_found_under_its_old_address_either(client):
    item = make.article(slug_lt="senas")
    item.slug_lt, item.status = "naujas", "draft"
    item.save()

    assert OldAddress.objects.filter(slug="senas").exists()
    assert client.get("/naujienos/senas/").status_code == 404


def test_a_slug_taken_up_by_another_is_that_others(client):
    first = make.article(slug_lt="diena")
    first.slug_lt = "kita-diena"
    first.save()
    make.article(title_lt="Nauja diena", slug_lt="diena")

    assert "Nauja diena" in client.get("/naujienos/diena/").content.decode()


def test_an_english_address_is_first_of_all_the_one_given_in_english(client):
    make.project(title_lt="Šventė", slug_lt="festival")
    make.project(title_lt="Festivalis", title_en="Festival", slug_lt="festivalis", slug_en="festival")

    assert client.get("/en/projects/festival/").context["project"].title_lt == "Festivalis"


def fixed_words() -> set[str]:
    """The words that stand in the portal's addresses where a slug could stand, in both languages."""
    words = set()
    for language in ("lt", "en"):
        with translation.override(language):
            paths = {path.removeprefix("en/") for path in _paths(get_resolver())}
        above_slugs = {path.removesuffix("<slug:slug>/") for path in paths if path.endswith("<slug:slug>/")}
        words |= {path.split("/")[-2] for path in paths if path.endswith("/") and _above(path) in above_slugs}
    return {word for word in words if re.fullmatch(r"[\w-]+", word)}


def _above(path: str) -> str:
    return path[: path.rstrip("/").rfind("/") + 1]


def _paths(resolver, before: str = ""):
    for pattern in resolver.url_patterns:
        path = before + str(pattern.pattern).lstrip("^").rstrip("$")
        if isinstance(pattern, URLPattern):
            yield path
        else:
            yield path
            yield from _paths(pattern, path)


def test_every_fixed_word_of_the_addresses_is_kept_from_slugs():
    assert fixed_words() - set(RESERVED) == set()
    assert {"projektai", "projects", "paraiska", "apply", "feed"} <= fixed_words()


@pytest.mark.parametrize("kind", ADDRESSED)
@pytest.mark.parametrize("slug", ["feed", "paraiska", "apply", "search", "2027"])
@pytest.mark.parametrize("field", ["slug_lt", "slug_en"])
def test_a_fixed_word_or_a_year_is_refused_as_a_slug(kind, slug, field):
    item = ADDRESSED[kind][0]()
    setattr(item, field, slug)

    with pytest.raises(ValidationError) as refused:
        item.full_clean()
    with pytest.raises(IntegrityError):
        item.save()

    assert set(refused.value.message_dict) & {field, "__all__"}
