"""Standing pages as a visitor reads them."""

from datetime import date

import pytest
from django.utils import timezone

from lvg_portal.models import OrganisationFact, SiteSettings
from tests import make

pytestmark = pytest.mark.django_db

LONG = "".join(f"<h2>Skyrius {name}</h2><p>Tekstas.</p>" for name in ("ąžuolas", "beržas", "klevas", "liepa"))


def shown(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_a_page_is_read_in_both_languages_at_its_own_addresses(client):
    make.page(title_lt="Lėtasis turizmas", title_en="Slow tourism", slug_lt="letasis-turizmas", slug_en="slow-tourism")

    lithuanian, english = shown(client, "/letasis-turizmas/"), shown(client, "/en/slow-tourism/")

    assert "<h1>Lėtasis turizmas</h1>" in lithuanian
    assert 'href="/en/slow-tourism/"' in lithuanian
    assert "<h1>Slow tourism</h1>" in english


def test_what_has_no_english_is_borrowed_and_says_so(client):
    make.page(title_lt="Taisyklės", slug_lt="taisykles", body_lt="<p>Tekstas.</p>")

    page = shown(client, "/en/taisykles/")

    assert '<h1 lang="lt">Taisyklės</h1>' in page
    assert '<div class="flow text rich" lang="lt"><p>Tekstas.</p></div>' in page


def test_a_changed_address_leads_to_the_new_one(client):
    page = make.page(slug_lt="seniau")
    page.slug_lt = "dabar"
    page.save()

    response = client.get("/seniau/")

    assert (response.status_code, response["Location"]) == (301, "/dabar/")


def test_a_draft_is_no_page(client):
    make.page(slug_lt="juodrastis", status="draft")

    assert client.get("/juodrastis/").status_code == 404


def test_a_long_page_begins_with_its_outline(client):
    make.page(slug_lt="ilgas", body_lt=LONG)

    page = shown(client, "/ilgas/")

    assert page.count('<a href="#skyrius-azuolas">Skyrius ąžuolas</a>') == 1
    assert page.count('<h2 id="skyrius-azuolas">Skyrius ąžuolas</h2>') == 1


def test_pages_of_one_menu_lead_to_each_other_but_not_to_drafts(client):
    make.page(title_lt="Strategija", slug_lt="strategija-2027", menu="funding")
    make.page(title_lt="Verslas", slug_lt="verslas", menu="funding")
    make.page(title_lt="Slapukas", slug_lt="slapta", menu="funding", status="draft")

    page = shown(client, "/strategija-2027/")

    assert '<a href="/verslas/">Verslas</a>' in page
    assert "Slapukas" not in page


def test_the_about_page_tells_figures_history_and_how_to_become_a_member(client):
    make.page(key="about", slug_lt="apie", slug_en="about")
    make.page(key="membership", title_lt="Tapkite nariu", slug_lt="tapti-nariu", body_lt="<p>Parašykite mums.</p>")
    OrganisationFact.objects.create(kind="figure", text_lt="gyventojų", value=25581, year=2021)
    OrganisationFact.objects.create(kind="history", text_lt="Įregistruota grupė.", happened_on=date(2009, 3, 4))
    OrganisationFact.objects.create(kind="principle", text_lt="Veikla vieša.", text_en="Work is public.")

    page = shown(client, "/apie/")

    assert "<b>25\u00a0581</b>" in page
    assert '<time class="quiet" datetime="2009-03-04">2009\u00a0m. kovo\u00a04\u00a0d.</time>' in page
    assert '<h2 id="nariai">Tapkite nariu</h2>' in page
    assert "<p>Parašykite mums.</p>" in page
    assert "Work is public." in shown(client, "/en/about/")


def test_the_contacts_page_tells_what_staff_keep_in_the_settings(client):
    SiteSettings.objects.create(address_lt="Naujoji g. 48, Alytus", email="labas@example.lt", phone="+370 600 00000")
    make.page(key="contacts", slug_lt="kontaktai")

    page = shown(client, "/kontaktai/")

    assert 'href="mailto:labas@example.lt"' in page
    assert 'href="tel:+37060000000"' in page
    assert "Naujoji g.\u00a048, Alytus" in page


@pytest.mark.parametrize("key", ["about", None])
def test_a_page_costs_few_queries_and_no_cookie(client, django_assert_max_num_queries, key):
    make.page(key=key, slug_lt="puslapis", menu="about", body_lt=f'{LONG}<p><a href="/apie-mus/">dar</a></p>')
    for number in range(12):
        make.page(menu="about")
        OrganisationFact.objects.create(kind="history", text_lt=f"Žingsnis {number}", happened_on=timezone.localdate())

    with django_assert_max_num_queries(7):
        response = client.get("/puslapis/")

    assert response.cookies == {}
    assert "Cookie" not in response.get("Vary", "")
    assert response["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_the_contacts_page_takes_a_form(client, method):
    make.page(slug_lt="puslapis")

    assert getattr(client, method)("/puslapis/").status_code == 405
