"""The page of one project: its facts, money, thread, and what is tied to it."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from projects.models import LocalProject, Project, Result
from tests import make

pytestmark = pytest.mark.django_db


def words(answer) -> str:
    """What one reads on the page, with plain spaces."""
    text = unescape(strip_tags(answer.content.decode().replace("><", "> <")))
    return re.sub(r"\s+", " ", text.replace("\u2060", ""))


def test_the_facts_stand_in_both_languages(client):
    project = make.project(
        title_lt="Žydinti Lietuva",
        slug_lt="zydinti-lietuva",
        title_en="Blooming Lithuania",
        slug_en="blooming-lithuania",
        summary_en="Nine groups.",
        code="44TT-KK",
        start_on=date(2022, 10, 5),
        body_lt="<p>Tekstas</p>",
    )
    make.partner(project, role="lead", name_lt="Kaišiadorių VVG")
    Result.objects.create(project=project, indicator_lt="privalomas įnašas", value=5, unit_lt="%", unit_en="%")

    lithuanian = words(client.get("/projektai/zydinti-lietuva/"))
    english = client.get("/en/projects/blooming-lithuania/")

    assert "Teritorinio bendradarbiavimo projektas, nuo 2022 m." in lithuanian
    assert "Kada nuo 2022 m. spalio 5 d." in lithuanian
    assert "Projekto kodas 44TT-KK" in lithuanian
    assert "Vykdo Kaišiadorių VVG" in lithuanian
    assert "5 % privalomas įnašas" in lithuanian
    assert "Territorial cooperation project, since 2022" in words(english)
    assert "from 5 October 2022" in words(english)
    assert '<dd lang="lt">Kaišiadorių VVG</dd>' in english.content.decode()


def test_each_language_leads_to_the_other_ones_address(client):
    project = make.project(title_lt="Miškas", slug_lt="miskas", title_en="Forest", slug_en="forest")

    assert 'href="/en/projects/forest/"' in client.get("/projektai/miskas/").content.decode()
    assert 'href="/projektai/miskas/"' in client.get("/en/projects/forest/").content.decode()

    project.slug_lt = "girios"
    project.save()
    moved = client.get("/projektai/miskas/")
    assert (moved.status_code, moved["Location"]) == (301, "/projektai/girios/")


# --- Money -----------------------------------------------------------------------------------------------------------
def test_unknown_sums_are_said_and_left_out(client):
    project = make.project()
    make.funding(project, "eu-state", 950)
    make.funding(project, "own")

    page = words(client.get(project.get_absolute_url()))

    assert "ES ir valstybės parama 950,00" in page
    assert "Nuosavas įnašas nepaskelbta" in page
    assert "Iš viso paskelbta 950,00" in page
    assert "Nepaskelbtų sumų į bendrą sumą neįskaičiavome." in page


def test_a_whole_budget_is_drawn_with_its_shares(client):
    project = make.project(total_eur=1000)
    make.funding(project, "eu-state", 950)
    make.funding(project, "own", 50)

    page = client.get(project.get_absolute_url())

    assert 'aria-label="nuosavas įnašas: 5\u00a0%, ES ir valstybės parama: 95\u00a0%"' in page.content.decode()
    assert 'width="5.00%"' in page.content.decode()  # never 5,00: SVG knows no Lithuanian
    assert "Iš viso 1000 Eur" in words(page).replace("1 000", "1000")


def test_a_small_grant_shows_what_money_it_opened_the_way_to(client):
    grant = make.project(kind="municipal")
    make.funding(grant, "municipality")
    opened = make.project(title_lt="Atvertas")
    make.funding(opened, "eu-state", 1900)
    make.funding(opened, "own", 100)
    make.link(grant, opened, "makes-possible")
    hidden = make.project(title_lt="Slapukas", status="draft")
    make.funding(hidden, "eu-state", 7777)
    make.link(grant, hidden, "makes-possible")

    page = words(client.get(grant.get_absolute_url()))

    assert "1 vietos paramos euras atvėrė 19 eurų bendradarbiavimo lėšų." in page
    assert "Pačios paramos suma nepaskelbta." in page
    assert "Atvertas: nuosavas įnašas 5 % 100,00" in page
    assert "7777" not in page.replace(" ", "")


def test_a_project_without_any_money_published_says_so(client):
    page = words(client.get(make.project().get_absolute_url()))

    assert "Lėšos nepaskelbta" in page
    assert "Kiek ir iš kur" not in page


# --- Thread ----------------------------------------------------------------------------------------------------------
def test_the_thread_is_drawn_and_told(client):
    here = make.project(title_lt="Čia", start_year=2021, stage="completed")
    later = make.project(title_lt="Tęsinys", start_year=2023, stage="completed", slug_lt="tesinys")
    make.link(here, later)

    page = client.get(here.get_absolute_url())
    html = page.content.decode()

    assert '<title id="gija-t">Projekto gija 2021\u2060–\u20602024 metais</title>' in html
    assert html.count('<a href="/projektai/tesinys/">') == 3  # in the drawing, and in the list for phones and beside it
    assert "2023 – Tęsinys Teritorinis. Tęsia šį projektą." in words(page)


# --- What is tied to it ----------------------------------------------------------------------------------------------
def test_partners_stand_by_role_and_country(client):
    project = make.project(kind="international")
    make.partner(project, name_lt="LAG Süd", country="AT", role="lead")
    make.partner(project, name_lt="Alytaus VVG")
    make.partner(project, name_lt="LAG Nord", country="AT")

    page = words(client.get(project.get_absolute_url()))

    assert "Vykdo, Austrija LAG Süd Partneriai, Lietuva Alytaus VVG Partneriai, Austrija LAG Nord" in page


def test_news_events_and_volunteering_follow_and_drafts_do_not(client):
    project = make.project(slug_lt="projektas")
    for number in range(4):
        make.article(title_lt=f"Žinia {number}").projects.add(project)
    make.article(title_lt="Juodraštis", status="draft").projects.add(project)
    make.event(title_lt="Buvusi išvyka", project=project, starts_at=timezone.now() - timedelta(days=3))
    make.event(title_lt="Būsima talka", project=project)
    make.event(title_lt="Slapta šventė", project=project, status="draft")
    make.opportunity(title_lt="Pagalba talkoje", project=project)

    page = client.get(project.get_absolute_url())

    assert [article.title_lt for article in page.context["articles"]] == ["Žinia 3", "Žinia 2", "Žinia 1"]
    assert '<a href="/naujienos/?project=projektas">' in page.content.decode()
    assert [event.title_lt for event in page.context["events"]] == ["Būsima talka"]
    assert "Pagalba talkoje" in words(page)
    assert "Juodraštis" not in words(page)
    assert "Slapta" not in words(page)


def test_a_strategy_lists_its_local_projects_where_search_and_map_lead(client):
    strategy = make.project(kind="strategy", slug_lt="strategija-2015")
    local = LocalProject.objects.create(
        title_lt="Kurnėnų mokykla",
        slug_lt="kurnenu-mokykla",
        strategy=strategy,
        beneficiary=make.organisation(name_lt="Savivaldybė"),
        call_number="9",
        total_eur="126023.27",
        status="published",
    )
    LocalProject.objects.create(
        title_lt="Juodraštis", slug_lt="juodrastis", strategy=strategy, beneficiary=local.beneficiary
    )

    page = client.get(strategy.get_absolute_url())

    assert local.get_absolute_url() == "/projektai/strategija-2015/#kurnenu-mokykla"
    assert 'id="kurnenu-mokykla"' in page.content.decode()
    assert "Savivaldybė kvietimas Nr. 9 vertė – 126 023,27 Eur parama – nepaskelbta" in words(page)
    assert "Juodraštis" not in words(page)


def test_neighbours_are_the_public_ones_of_the_list(client):
    make.project(title_lt="Be metų", start_year=None)
    make.project(title_lt="Senas", start_year=2019)
    twins = [make.project(title_lt=title, start_year=2020) for title in ("Vienas", "Antras")]
    make.project(title_lt="Juodraštis", start_year=2020, status="draft")
    make.project(title_lt="Naujas", start_year=2024)
    public = Project.objects.public()
    in_order = list(public.latest_first())

    assert [public.older_than(project) for project in in_order] == [*in_order[1:], None]
    assert [public.newer_than(project) for project in in_order] == [None, *in_order[:-1]]
    assert "Ankstesnis projektas Senas Kitas projektas Antras" in words(client.get(twins[0].get_absolute_url()))


def test_a_page_costs_the_same_however_much_hangs_on_it(client):
    def grow(project: Project):
        for year in (2010, 2025):
            other = make.project(start_year=year, kind="territorial")
            make.link(*((other, project) if year == 2010 else (project, other)), "makes-possible")
            make.funding(other, "eu-state", 95)
        make.funding(project, "municipality", 5)
        make.partner(project, country="AT")
        Result.objects.create(project=project, indicator_lt="rezultatas", value=1)
        make.article().projects.add(project)
        make.event(project=project)
        make.opportunity(project=project)
        project.themes.add(make.theme(f"tema-{project.themes.count()}"))
        project.places.add(make.place(f"vieta-{project.places.count()}"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(project.get_absolute_url()).status_code == 200
        return len(captured)

    project = make.project(kind="municipal", body_lt='<p><a href="/apie/">Apie</a></p>', main_theme=make.theme())
    grow(project)
    few = queries()
    for _time in range(5):
        grow(project)

    assert queries() == few <= 20
