"""The real content comes in whole or not at all, and never over what staff have done since."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from lvg_portal.loading import FOLDER
from lvg_portal.models import LoadedItem, OrganisationFact, Page, SiteSettings
from news.models import Article, Event
from projects.models import Audience, LocalProject, Organisation, Place, Project, ProjectLink, Theme, Verb
from tests import make
from volunteers.models import Opportunity, Question, Step, SupportOption, Terms

pytestmark = pytest.mark.django_db

# A few items of the real files, with all that they refer to.
KEPT = {
    ("projects.yaml", "projects"): ["projektu-saveika-ir-darbu-testinumas", "zydinti-lietuva", "vps-2010-2013"],
    ("local_projects.yaml", "local_projects"): ["tradiciniai-amatai-buityje"],
    ("news.yaml", "news"): [
        "kaledu-eglute-venciunuose-2022",
        "projektu-saveika-ir-darbu-testinumas",
        "vietos-projektu-administravimo-perziura",
    ],
    ("events.yaml", "events"): ["diskusiju-festivalis-butent-2017", "kaledu-egle-venciunuose-2026"],
    ("volunteering.yaml", "opportunities"): ["kaledu-egles-talka-venciunuose"],
    ("pages.yaml", "pages"): ["contacts"],
    ("places.yaml", "elderships"): ["aloves", "birstono", "pivasiunu"],
    ("organisation.yaml", "elderships"): ["aloves", "birstono", "pivasiunu"],
    ("organisation.yaml", "partners"): [],
    ("organisation.yaml", "figures"): ["members"],
    ("volunteering.yaml", "steps"): ["confirm"],
    ("volunteering.yaml", "faq"): ["age"],
}


class Files:
    """The data files of a test: ``files["news.yaml"]["news"][0]["title_lt"] = …``, then ``load()``."""

    def __init__(self, folder):
        self.folder = folder
        self.values = {file.name: yaml.safe_load(file.read_text()) for file in FOLDER.glob("*.yaml")}
        for (file, section), names in KEPT.items():
            items = self.values[file][section]
            self.values[file][section] = [item for item in items if (item.get("key") or item.get("slug")) in names]
        for project in self["projects.yaml"]["projects"]:
            kept = KEPT["projects.yaml", "projects"]
            project["elderships"] = []
            project["relations"] = [link for link in project["relations"] if link["project"] in kept]
        for article in self["news.yaml"]["news"]:
            article["project"] = "zydinti-lietuva"
        self["events.yaml"]["events"][0]["project"] = None

    def __getitem__(self, name: str) -> dict:
        return self.values[name]

    def project(self, slug: str) -> dict:
        return next(item for item in self["projects.yaml"]["projects"] if item["slug"] == slug)

    def load(self, **options) -> str:
        for name, values in self.values.items():
            (self.folder / name).write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False))
        return call_command("load_content", folder=self.folder, **options)


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


def project(slug: str) -> Project:
    return Project.objects.get(slug_lt=slug)


# --- All of it ------------------------------------------------------------------------------------------------------
def test_the_whole_real_content_is_loaded_and_loading_again_changes_nothing():
    first = call_command("load_content")
    again = call_command("load_content")

    assert first.startswith("loaded 3")
    assert again.startswith("loaded 0, updated 0, ")
    counts = {model: model.objects.count() for model in (Project, LocalProject, Article, Event, Opportunity, Page)}
    assert counts == {Project: 21, LocalProject: 8, Article: 59, Event: 25, Opportunity: 0, Page: 13}
    words = {model: model.objects.count() for model in (Theme, Verb, Audience, Step, Question, SupportOption)}
    assert words == {Theme: 9, Verb: 8, Audience: 8, Step: 8, Question: 12, SupportOption: 10}
    assert Place.objects.elderships().count() == 12
    assert Organisation.objects.count() == 43
    assert OrganisationFact.objects.count() == 23
    assert SiteSettings.load().short_name_en == "Alytus District LAG"
    assert Terms.load().lead_lt.startswith("Viena popietė")
    assert {article.status for article in Article.objects.all()} == {"published"}


def test_the_article_it_all_began_with_stands_between_its_two_neighbours(files):
    files.load()

    assert [article.title_lt for article in Article.objects.newest_first()] == [
        "VVG vietos projektų administravimo proceso peržiūra naujojo laikotarpio kontekste",
        "Projektas „Projektų sąveika ir darbų tęstinumo užtikrinimas“",
        "Kalėdų eglutės įžiebimo šventė Venciūnuose",
    ]


def test_items_of_one_day_keep_the_order_of_the_file(files):
    for article in files["news.yaml"]["news"]:
        article["date"] = date(2022, 11, 30)

    files.load()

    oldest_first = [article.slug_lt for article in Article.objects.order_by("published_at")]
    assert oldest_first == KEPT["news.yaml", "news"]


def test_the_past_is_no_news_of_today(files):
    files.load(with_examples=True)

    past, to_come = Event.objects.order_by("is_example")
    assert past.published_at == past.starts_at == make.at(2017, 9, 8)
    assert to_come.published_at <= timezone.now()
    assert project("zydinti-lietuva").published_at == make.at(2020, 10, 5)
    assert project("vps-2010-2013").published_at == make.at(2010, 1, 1)


# --- What the fields become -----------------------------------------------------------------------------------------
def test_a_project_comes_with_its_money_partners_and_words(files):
    files.load()

    blooming = project("zydinti-lietuva")
    funding = [(line.source, line.amount_eur, line.share_percent) for line in blooming.funding.all()]
    assert funding == [("eu-state", Decimal("98381.00"), 95), ("own", Decimal("5178.00"), 5)]
    partnerships = [(row.organisation.name, row.role) for row in blooming.partnerships.all()]
    assert partnerships[:2] == [
        ("Kaišiadorių rajono vietos veiklos grupė", "lead"),
        ("Alytaus rajono vietos veiklos grupė", "partner"),
    ]
    assert blooming.main_theme.key == "living-villages"
    assert {verb.key for verb in blooming.verbs.all()} == {"learn", "act", "take-part"}
    assert blooming.start_on == date(2020, 10, 5)
    assert blooming.body_en.startswith("<p>The project looks for ways")


def test_only_addresses_stay_among_the_sources(files):
    files.project("zydinti-lietuva")["source"] = ["https://example.lt/1", "seed", "http://example.lt/2"]

    files.load()

    assert project("zydinti-lietuva").sources == "https://example.lt/1\nhttp://example.lt/2"


def test_a_link_told_by_both_projects_is_kept_once_from_the_earlier_to_the_later(files):
    files.project("projektu-saveika-ir-darbu-testinumas")["relations"] = [
        {"type": "makes-possible", "project": "zydinti-lietuva"},
        {"type": "complements", "project": "vps-2010-2013"},
    ]
    files.project("zydinti-lietuva")["relations"] = [
        {"type": "made-possible-by", "project": "projektu-saveika-ir-darbu-testinumas"},
        {"type": "continues", "project": "vps-2010-2013"},
    ]
    files.project("vps-2010-2013")["relations"] = [
        {"type": "complements", "project": "projektu-saveika-ir-darbu-testinumas"}
    ]

    files.load()

    links = {(link.earlier.slug_lt, link.kind, link.later.slug_lt) for link in ProjectLink.objects.all()}
    assert links == {
        ("projektu-saveika-ir-darbu-testinumas", "makes-possible", "zydinti-lietuva"),
        ("vps-2010-2013", "continues", "zydinti-lietuva"),
        ("projektu-saveika-ir-darbu-testinumas", "complements", "vps-2010-2013"),
    }


def test_whole_days_last_until_the_next_midnight_in_vilnius(files):
    files.load()

    festival = Event.objects.get(slug_lt="diskusiju-festivalis-butent-2017")
    first, last = timezone.localtime(festival.starts_at), timezone.localtime(festival.ends_at)
    assert (f"{first:%m-%d %H:%M}", f"{last:%m-%d %H:%M}") == ("09-08 00:00", "09-10 00:00")
    assert (festival.first_day, festival.last_day) == (date(2017, 9, 8), date(2017, 9, 9))


def test_sums_in_litas_are_told_in_words_and_are_no_euros(files):
    files.load()

    crafts = LocalProject.objects.get()
    assert (crafts.total_eur, crafts.grant_eur) == (None, None)
    assert crafts.note_lt.startswith("Suma paskelbta litais: 74\u00a0124,74 Lt")
    assert crafts.note_en.startswith("Published in litas: LTL 74,124.74")


def test_what_a_page_still_needs_confirmed_is_for_staff_only(files, client):
    files["pages.yaml"]["pages"][0]["check"] = ["Ar adresas dar tas pats"]
    files["pages.yaml"]["pages"][0]["body_lt"] = "## Antraštė\n\n<script>x</script>\n\n**Svarbu**"

    files.load()

    page = Page.objects.get(key="contacts")
    assert page.to_confirm == "Ar adresas dar tas pats"
    assert page.body_lt.split() == [
        "<h2>Antraštė</h2>",
        "<p>&lt;script&gt;x&lt;/script&gt;</p>",
        "<p><strong>Svarbu</strong></p>",
    ]
    assert "Ar adresas" not in client.get("/kontaktai/").content.decode()


# --- Staff come first -----------------------------------------------------------------------------------------------
def edit_title():
    Project.objects.filter(slug_lt="zydinti-lietuva").update(title_lt="Mūsų pavadinimas")


def edit_funding():
    project("zydinti-lietuva").funding.filter(source="eu-state").update(amount_eur=1)


def edit_themes():
    project("zydinti-lietuva").themes.add(Theme.objects.get(key="circular-food"))


def edit_publication():
    Project.objects.filter(slug_lt="zydinti-lietuva").update(status="draft")


@pytest.mark.parametrize("edit", [edit_title, edit_funding, edit_themes, edit_publication])
def test_what_staff_changed_is_left_alone_and_the_rest_is_updated(files, edit):
    files.load()
    edit()
    for slug in ("zydinti-lietuva", "vps-2010-2013"):
        files.project(slug)["summary_lt"] = "Nauja santrauka."

    summary = files.load()

    assert "updated 1, " in summary
    assert "left alone 1, " in summary
    assert project("zydinti-lietuva").summary_lt != "Nauja santrauka."
    assert project("vps-2010-2013").summary_lt == "Nauja santrauka."


def test_saving_a_row_without_changing_it_is_no_edit(files):
    files.load()
    project("zydinti-lietuva").save()
    files.project("zydinti-lietuva")["summary_lt"] = "Nauja santrauka."

    files.load()

    assert project("zydinti-lietuva").summary_lt == "Nauja santrauka."


def test_what_staff_deleted_stays_deleted(files):
    files.load()
    project("zydinti-lietuva").delete()
    Page.objects.all().delete()

    summary = files.load()

    assert "loaded 0, " in summary
    assert not Project.objects.filter(slug_lt="zydinti-lietuva").exists()
    assert not Page.objects.exists()


def test_what_staff_already_made_at_the_same_address_is_theirs(files):
    make.project(title_lt="Darbuotojų žodžiai", slug_lt="zydinti-lietuva")

    summary = files.load()

    assert "left alone 1, " in summary
    assert project("zydinti-lietuva").title_lt == "Darbuotojų žodžiai"
    assert Article.objects.first().projects.get() == project("zydinti-lietuva")


# --- Broken files ---------------------------------------------------------------------------------------------------
def broken(file: str, section: str, words: str, **changes):
    return pytest.param(file, section, changes, [file, *words.split("|")], id=words)


@pytest.mark.parametrize(
    ("file", "section", "changes", "words"),
    [
        broken("projects.yaml", "projects", "zydinti-lietuva|unknown field: titel_lt", titel_lt="Klaida"),
        broken("projects.yaml", "projects", "zydinti-lietuva|title_lt is empty", title_lt=""),
        broken("projects.yaml", "projects", "zydinti-lietuva|kind: “regional”", kind="regional"),
        broken("projects.yaml", "projects", "zydinti-lietuva|themes: there is no “parks”", themes=["parks"]),
        broken("projects.yaml", "projects", "zydinti-lietuva|total_eur: “about 5”", total_eur="about 5"),
        broken("projects.yaml", "projects", "zydinti-lietuva|total_eur: -5", total_eur=-5.0),
        broken("projects.yaml", "projects", "zydinti-lietuva|Paskutiniai metai ankstesni", end_year=2001),
        broken("projects.yaml", "projects", "zydinti-lietuva|is taken", slug_en="project-interplay-and-continuity"),
        broken("events.yaml", "events", "diskusiju-festivalis|start", start="2017-13-45T10:00", end=None),
        broken("news.yaml", "news", "kaledu-eglute|body: 1 texts in Lithuanian, 2 in English", body_en=["1", "2"]),
        broken("pages.yaml", "pages", "contacts|slug", slug="projektai"),
    ],
)
def test_a_broken_file_is_named_with_its_item_and_nothing_is_loaded(files, file, section, changes, words):
    items = files[file][section]
    item = next((item for item in items if item["slug"] == "zydinti-lietuva"), items[0])
    item.update(changes)

    with pytest.raises(CommandError) as error:
        files.load()

    message = str(error.value)
    assert [word for word in words if word not in message] == [], message
    assert not Theme.objects.exists()
    assert not LoadedItem.objects.exists()


def test_a_file_that_is_no_yaml_is_named(files):
    files.load()
    (files.folder / "news.yaml").write_text("news: [\n")

    with pytest.raises(CommandError, match="news.yaml"):
        call_command("load_content", folder=files.folder)


# --- Examples -------------------------------------------------------------------------------------------------------
def examples() -> set[str]:
    return {item.slug_lt for model in (Event, Opportunity) for item in model.objects.filter(is_example=True)}


def test_examples_come_on_request_and_go_on_request(files):
    files.load()
    assert examples() == set()
    files.load(with_examples=True)
    assert examples() == {"kaledu-egle-venciunuose-2026", "kaledu-egles-talka-venciunuose"}
    make.event(slug_lt="musu-pavyzdys", is_example=True)

    summary = call_command("load_content", remove_examples=True)

    assert summary == "removed 2, withdrawn to drafts 0"
    assert examples() == {"musu-pavyzdys"}
    assert Event.objects.filter(slug_lt="diskusiju-festivalis-butent-2017").exists()


def test_an_example_that_people_applied_for_becomes_a_draft(files, capsys):
    files.load(with_examples=True)
    make.application(opportunity=Opportunity.objects.get())

    summary = call_command("load_content", remove_examples=True)

    assert summary == "removed 1, withdrawn to drafts 1"
    assert Opportunity.objects.get().status == "draft"
    assert "Kalėdų eglutės šventės talkininkai" in capsys.readouterr().err


def test_production_takes_no_examples(files, settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError, match="production"):
        files.load(with_examples=True)


def test_a_dry_run_says_what_would_happen_and_does_nothing(files):
    summary = files.load(dry_run=True)

    assert summary.startswith("Would have loaded ")
    assert not Theme.objects.exists()
    assert not Page.objects.filter(updated_at__gte=timezone.now() - timedelta(minutes=5)).exists()
