"""Themes with their projects, and the feed of projects."""

from datetime import timedelta

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make

pytestmark = pytest.mark.django_db


def test_all_themes_count_their_public_projects_and_show_the_newest(client):
    theme = make.theme("heritage", title_lt="Paveldas")
    make.theme("strategy", title_lt="Strategija", order=1)
    for year in range(2018, 2023):
        make.project(start_year=year, title_lt=f"Projektas {year}").themes.add(theme)
    make.project(title_lt="Juodraštis", status="draft", start_year=2024).themes.add(theme)

    page = client.get("/temos/")

    assert [(each.title_lt, each.project_count) for each in page.context["themes"]] == [
        ("Paveldas", 5),
        ("Strategija", 0),
    ]
    assert [each.title_lt for each in page.context["themes"][0].newest] == [
        "Projektas 2022",
        "Projektas 2021",
        "Projektas 2020",
    ]


def test_a_theme_shows_its_projects_its_thread_and_what_is_on(client):
    theme = make.theme("slow-tourism", title_lt="Lėtasis turizmas", slug_lt="letasis-turizmas", slug_en="slow-tourism")
    own = [make.project(start_year=year, title_lt=f"Lėtai {year}") for year in (2020, 2018)]
    for project in own:
        project.themes.add(theme)
    make.project(title_lt="Kita tema")
    make.article(title_lt="Žinia apie keliones", theme=theme)
    make.event(title_lt="Išvyka", project=own[0])

    page = client.get("/temos/letasis-turizmas/")

    assert [project.title_lt for project in page.context["page"]] == ["Lėtai 2020", "Lėtai 2018"]
    assert [project.title_lt for project in page.context["thread"]] == ["Lėtai 2018", "Lėtai 2020"]
    assert "Žinia apie keliones" in page.content.decode()
    assert [event.title_lt for event in page.context["events"]] == ["Išvyka"]
    assert client.get("/en/themes/slow-tourism/").status_code == 200


@pytest.mark.parametrize("address", ["/temos/", "/temos/heritage/"])
def test_themes_cost_the_same_with_one_project_and_with_many(client, address):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    def one_more():
        project = make.project(main_theme=make.theme())
        project.themes.add(make.theme())
        make.article(theme=make.theme())
        make.event(project=project)

    one_more()
    few = queries()
    for _number in range(11):
        one_more()

    assert queries() == few <= 8


def test_the_feed_is_atom_that_a_stranger_can_read(client):
    make.project(title_lt="Senesnis", published_at=timezone.now() - timedelta(days=2))
    project = make.project(
        title_lt='Sąveikos "lauku"', summary_lt="Santrauka & daugiau.", body_lt="<p>Visas tekstas.</p>"
    )

    answer = client.get("/projektai/feed/", headers={"host": "localhost"})
    feed = feedparser.parse(answer.content)

    assert not feed.bozo
    assert feed.version == "atom10"
    assert [entry.title for entry in feed.entries] == ["Sąveikos „lauku“", "Senesnis"]
    assert feed.entries[0].link == f"http://localhost:8000{project.get_absolute_url()}"
    assert "Visas tekstas." in feed.entries[0].content[0].value


def test_the_english_feed_holds_only_what_is_translated(client):
    make.project(title_lt="Tik lietuviškai")
    make.project(title_lt="Abiem kalbom", title_en="In both", slug_en="in-both")

    feed = feedparser.parse(client.get("/en/projects/feed/").content)

    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["In both"]


def test_an_event_that_belongs_to_a_theme_twice_over_is_shown_once(client):
    theme, other = make.theme("heritage"), make.theme("strategy")
    project = make.project()
    project.themes.set([theme, other])
    own, by_project = make.event(theme=theme, project=project), make.event(project=project)
    draft = make.project(status="draft")
    draft.themes.add(theme)
    make.event(project=draft)

    assert client.get(theme.get_absolute_url()).context["events"] == [own, by_project]
