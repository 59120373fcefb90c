"""Where hands are needed: the landing page and one opportunity, in both languages, open, not yet and no more."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from lvg_portal.models import SiteSettings
from projects.models import Place
from tests import make
from volunteers.forms.about import AboutForm
from volunteers.forms.support import SupportForm
from volunteers.forms.what import WhatForm
from volunteers.models import ConsentText, Opportunity, Question, Step, SupportOption, Terms

pytestmark = pytest.mark.django_db

LANDING = ("/savanoryste/", "/en/volunteering/")


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def text_of(page) -> str:
    """What the page says, its spaces as one."""
    return " ".join(page.content.decode().replace("\xa0", " ").replace("\u2060", "").split())


# --- The landing page -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", LANDING)
def test_the_landing_page_lists_what_is_open_or_will_be_and_nothing_closed(client, address):
    make.opportunity(title_lt="Atvira", title_en="Open", opens_on=day(-3), closes_on=day(3))
    make.opportunity(title_lt="Bus vėliau", title_en="Later", opens_on=day(5), closes_on=day(9))
    make.opportunity(title_lt="Pasibaigusi", title_en="Over", closes_on=day(-1))
    make.opportunity(title_lt="Juodraštis", title_en="Draft", status="draft")

    listed = client.get(address).context["page"]

    assert [item.title_lt for item in listed] == ["Atvira", "Bus vėliau"]


def test_what_opens_later_says_when(client):
    opens_on = day(5)
    make.opportunity(opens_on=opens_on)

    page = text_of(client.get("/savanoryste/"))

    assert f"{opens_on.day} d.</span>" in page
    assert "paraiškas priimsime nuo" in page


@pytest.mark.parametrize(
    ("address", "words"),
    [("/savanoryste/", "Šiuo metu nieko nesame paskelbę"), ("/en/volunteering/", "No opportunity is announced")],
)
def test_with_nothing_to_offer_one_may_still_tell_what_one_enjoys(client, address, words):
    page = text_of(client.get(address))

    assert words in page
    assert 'class="button button--second" href="' in page


def test_staffs_texts_stand_on_the_page_and_english_borrows_with_a_mark(client):
    terms = Terms.load()
    terms.lead_lt, terms.lead_en = "Mums tinka ir popietė.", "An afternoon suits us."
    terms.easy_to_read_lt = "<h3>Kas yra savanorystė?</h3><p>Savanoris padeda kitiems.</p>"
    terms.save()
    Step.objects.create(
        key="answer", title_lt="Atsakome", title_en="We answer", text_lt="Per savaitę.", text_en="Soon."
    )
    Question.objects.create(key="money", question_lt="Ar moka?", question_en="Is it paid?", answer_lt="Ne.")
    SupportOption.objects.create(key="quiet", title_lt="Rami vieta", title_en="A quiet place")

    lithuanian, english = (text_of(client.get(address)) for address in LANDING)
    easy = text_of(client.get("/savanoryste/paraiska/lengvai/"))

    assert "Savanoris padeda kitiems." in easy
    for words in ("Mums tinka ir popietė.", "Atsakome", "Ar moka?", "Rami vieta"):
        assert words in lithuanian
    for words in ("An afternoon suits us.", "We answer", "Is it paid?", "A quiet place", '<p lang="lt">Ne.</p>'):
        assert words in english


def test_the_figures_of_the_youth_service_come_from_the_questions_and_not_from_the_page(client):
    assert "stojamojo balo" not in text_of(client.get("/savanoryste/"))
    Question.objects.create(key="jst-points", question_lt="Ar duoda balų?", answer_lt="Taip, 0,25 stojamojo balo.")

    page = client.get("/savanoryste/")

    assert "0,25 stojamojo balo" in text_of(page)
    assert page.context["questions"] == []


@pytest.mark.parametrize(("parameter", "code"), [("page=2", 404), ("page=x", 200), ("page=-1", 200), ("x=%00", 200)])
def test_junk_in_the_address_never_breaks_the_page(client, parameter, code):
    make.opportunity()

    assert client.get(f"/savanoryste/?{parameter}").status_code == code


@pytest.mark.parametrize("address", LANDING)
def test_the_landing_page_costs_the_same_with_one_and_with_twelve(client, django_assert_max_num_queries, address):
    cache.clear()  # the measured answer time is kept for an hour
    SiteSettings.load().save()
    theme = make.theme()
    make.opportunity(theme=theme)
    with django_assert_max_num_queries(8) as one:
        client.get(address)
    for _number in range(11):
        make.opportunity(theme=theme, cover=make.picture())
    with django_assert_max_num_queries(len(one)):
        page = client.get(address)

    assert not page.cookies
    assert page.headers["Cache-Control"] == "no-cache"


# --- One opportunity ------------------------------------------------------------------------------------------------
def test_an_opportunity_tells_what_one_needs_to_decide(client):
    option = SupportOption.objects.create(key="transport", title_lt="Pagalba atvykti")
    project, event = make.project(title_lt="Žydinti Lietuva"), make.event(title_lt="Gėlynų dirbtuvės")
    opportunity = make.opportunity(
        title_lt="Gėlyno talka",
        where_lt="Miroslavas",
        min_age=16,
        capacity=15,
        hours_note_lt="Iki 4 valandų",
        skills_lt="kantrybė\nšypsena",
        you_get_lt="pietus",
        languages="lt, en, xx",
        accessibility_lt="Galima dirbti sėdint.",
        expenses_covered_lt="Kelionė autobusu",
        with_children=True,
        is_example=True,
        project=project,
        event=event,
    )
    opportunity.support_offered.add(option)

    page = text_of(client.get(opportunity.get_absolute_url()))

    facts = (
        "Miroslavas",
        "nuo 16 metų",
        "15",
        "Iki 4 valandų",
        "<li>šypsena</li>",
        "<li>pietus</li>",
        "Lietuvių, anglų",
    )
    others = ("Galima dirbti sėdint.", "Kelionė autobusu", "teistumo pažymą", "Pavyzdys", "Pagalba atvykti")
    links = (project.get_absolute_url(), event.get_absolute_url())
    assert [fact for fact in (*facts, *others, *links) if fact not in page] == []


def test_a_draft_project_or_event_is_not_linked(client):
    opportunity = make.opportunity(
        project=make.project(title_lt="Slapukas", status="draft"), event=make.event(title_lt="Slaptas", status="draft")
    )

    page = text_of(client.get(opportunity.get_absolute_url()))

    assert "Slap" not in page


def test_an_open_one_leads_to_the_form_with_the_activity_chosen(client):
    opportunity = make.opportunity(slug_lt="talka", slug_en="help", closes_on=day(0))

    lithuanian, english = (
        text_of(client.get(address)) for address in ("/savanoryste/talka/", "/en/volunteering/help/")
    )

    assert 'class="button" href="/savanoryste/paraiska/?opportunity=talka"' in lithuanian
    assert 'class="button" href="/en/volunteering/apply/?opportunity=talka"' in english
    assert opportunity.takes_applications


@pytest.mark.parametrize(
    ("facts", "words"),
    [({"opens_on": day(2)}, "Paraiškas priimsime nuo"), ({"closes_on": day(-1)}, "Paraiškas priėmėme iki")],
    ids=["not yet", "no more"],
)
def test_one_that_takes_no_applications_says_why_and_offers_another_way(client, facts, words):
    opportunity = make.opportunity(**facts)

    page = text_of(client.get(opportunity.get_absolute_url()))

    assert words in page
    assert " d.." not in page  # a Lithuanian date brings its dot along
    assert "?opportunity=" not in page
    assert "Papasakoti, ką mėgstu" in page


@pytest.mark.parametrize(("keeps_a_list", "may_apply"), [(True, True), (False, False)])
def test_when_every_place_is_taken_one_may_wait_where_a_list_is_kept(client, keeps_a_list, may_apply):
    opportunity = make.opportunity(capacity=1, has_waiting_list=keeps_a_list)
    make.application(status="offered", opportunity=opportunity)

    page = text_of(client.get(opportunity.get_absolute_url()))

    assert "Visos vietos" in page
    assert ("?opportunity=" in page) == may_apply


def test_english_without_its_own_title_keeps_the_lithuanian_slug_and_marks_the_language(client):
    make.opportunity(title_lt="Talka kaime", title_en="", slug_lt="talka-kaime", slug_en=None)

    page = text_of(client.get("/en/volunteering/talka-kaime/"))

    assert '<h1 lang="lt">Talka kaime</h1>' in page


def test_a_changed_address_leads_to_the_new_one(client):
    opportunity = make.opportunity(slug_lt="sena")
    opportunity = Opportunity.objects.get(pk=opportunity.pk)
    opportunity.slug_lt = "nauja"
    opportunity.save()

    answer = client.get("/savanoryste/sena/")

    assert (answer.status_code, answer.url) == (301, "/savanoryste/nauja/")


def test_one_day_is_told_with_hours_and_several_without(client):
    start = timezone.make_aware(timezone.datetime(2027, 4, 17, 11))
    one = make.opportunity(starts_at=start, ends_at=start + timedelta(hours=4), is_all_day=False)
    first = start.replace(hour=0)
    several = make.opportunity(starts_at=first, ends_at=first + timedelta(days=3), is_all_day=True)

    assert '2027 m. balandžio 17 d.</time>, <span class="num">11.00–15.00' in text_of(
        client.get(one.get_absolute_url())
    )
    assert "2027 m. balandžio 17–19 d." in text_of(client.get(several.get_absolute_url()))


def test_an_opportunity_costs_the_same_whatever_belongs_to_it(client, django_assert_max_num_queries):
    bare, rich = make.opportunity(), make.opportunity(theme=make.theme(), project=make.project(), event=make.event())
    for number in range(9):
        rich.support_offered.add(SupportOption.objects.create(key=f"k{number}", title_lt=f"Pagalba {number}"))
        make.opportunity(theme=make.theme())

    with django_assert_max_num_queries(12) as one:
        client.get(rich.get_absolute_url())
    with django_assert_max_num_queries(len(one)):
        client.get(bare.get_absolute_url())


def test_staff_preview_a_draft_as_visitors_will_see_it(client, coordinator):
    client.force_login(coordinator)
    draft = make.opportunity(title_lt="Dar nebaigta", status="draft")

    page = client.get(f"/admin/volunteers/opportunity/{draft.pk}/preview/")

    assert "Dar nebaigta" in page.content.decode()
    assert page.templates[0].name == "volunteers/opportunity_detail.html"


# --- Filtered by what one can do ------------------------------------------------------------------------------------
def listed(client, query: str, address: str = "/savanoryste/") -> list[str]:
    return [item.title_lt for item in client.get(f"{address}?{query}").context["page"]]


@pytest.fixture
def three(db):
    """A talka on site for anyone, a translation from home from 16, and the youth service up to 29."""
    village = Place.objects.create(
        key="venciunai", kind="village", title_lt="Venciūnai", parent=make.place("aloves", title_lt="Alovės seniūnija")
    )
    talka = make.opportunity(title_lt="Talka", place=village, theme=make.theme("heritage"))
    talka.verbs.add(make.verb("act"))
    talka.support_offered.add(SupportOption.objects.create(key="transport", title_lt="Pagalba atvykti"))
    make.opportunity(title_lt="Vertimas", setting="remote", kind="long", min_age=16)
    make.opportunity(title_lt="Tarnyba", setting="both", kind="jst", max_age=29)


@pytest.mark.parametrize("address", LANDING)
@pytest.mark.parametrize(
    ("query", "found"),
    {
        "setting=on-site": ["Talka", "Tarnyba"],
        "setting=remote": ["Vertimas", "Tarnyba"],
        "kind=jst": ["Tarnyba"],
        "place=aloves": ["Talka"],
        "theme=heritage": ["Talka"],
        "verb=act": ["Talka"],
        "help=transport": ["Talka"],
        "age=15": ["Talka", "Tarnyba"],
        "age=30": ["Talka", "Vertimas"],
        "age=13": [],
        "setting=remote&age=15": ["Tarnyba"],
    }.items(),
)
def test_activities_are_found_by_what_one_can_do(client, three, address, query, found):
    assert listed(client, query, address) == found


@pytest.mark.parametrize(
    "query", ["age=abc", "age=-3", "age=99999999999999999999", "place=nera", "theme=1'--", "verb=%00x", "kind=[]"]
)
def test_a_filter_we_do_not_understand_is_not_applied_and_we_say_so(client, three, query):
    page = client.get(f"/savanoryste/?{query}")

    assert len(page.context["page"]) == 3
    assert page.context["notice"]
    assert page.context["notice"] in text_of(page)


def test_where_nothing_fits_the_page_leads_on(client, three):
    page = text_of(client.get("/savanoryste/?setting=remote&age=15&verb=act"))
    to_the_young = text_of(client.get("/savanoryste/?age=13"))

    assert "Tokios veiklos dabar nesame paskelbę." in page
    assert 'href="/savanoryste/#kur-reikia-ranku">Rodyti visas veiklas' in page
    assert "Pasiūlykite man ką nors" in page
    assert "Ateikite į renginius kartu su tėvais." in to_the_young


def test_only_what_some_activity_has_can_be_chosen(client, three):
    make.theme("digital")
    SupportOption.objects.create(key="quiet-place", title_lt="Rami vieta")

    filters = client.get("/savanoryste/").context["filters"]

    assert {name: [key for key, _title in filters.filters[name].extra["choices"]] for name in ("theme", "help")} == {
        "theme": ["heritage"],
        "help": ["transport"],
    }
    assert [key for key, _title in filters.filters["place"].extra["choices"]] == ["aloves"]


def test_the_accessibility_of_each_place_is_told_in_the_list_and_on_its_page(client):
    told = make.opportunity(accessibility_lt="Patalpos be laiptų. Tualetas pritaikytas.")
    untold, remote = make.opportunity(), make.opportunity(setting="remote")

    row = text_of(client.get("/savanoryste/"))

    assert "<b>Prieinamumas:</b> <span>Patalpos be laiptų.</span>" in row
    assert "Tualetas pritaikytas." in text_of(client.get(told.get_absolute_url()))
    assert "prieinamumo dar neaprašėme" in text_of(client.get(untold.get_absolute_url()))
    assert "Padedate iš namų" in text_of(client.get(remote.get_absolute_url()))


# --- The promise, measured ------------------------------------------------------------------------------------------
@pytest.fixture
def _measured_anew():
    cache.clear()
    yield
    cache.clear()


def answered(days: list[int]):
    for waited in days:
        submitted = make.at(2026, 6, 1, 10)
        make.application(submitted_at=submitted, first_answer_at=submitted + timedelta(days=waited))


@pytest.mark.usefixtures("_measured_anew")
@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([1, 1, 2, 3, 3], "Pusė pareiškėjų mūsų atsakymą gavo per 2 darbo dienas (pastarieji metai, 5 atsakymai)."),
        ([1, 1, 2, 3], ""),
    ],
    ids=["five", "four"],
)
def test_how_soon_we_answer_is_told_once_five_answers_are_measured(client, monkeypatch, days, words):
    answered(days)
    monkeypatch.setattr("volunteers.worklist.MEASURED_OVER", timedelta(days=36500))

    page = text_of(client.get("/savanoryste/"))

    assert words in page
    assert ("Pusė pareiškėjų" in page) == bool(words)


# --- Easy to read, by phone, on paper -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "address",
    [
        "/savanoryste/paraiska/lengvai/",
        "/en/volunteering/apply/easy/",
        "/savanoryste/paraiska/popierine/",
        "/en/volunteering/apply/on-paper/?easy=1",
    ],
)
def test_the_other_ways_are_pages_that_keep_nothing(client, django_assert_max_num_queries, address):
    for _number in range(3):
        make.opportunity()

    with django_assert_max_num_queries(12):
        page = client.get(address)

    assert page.status_code == 200
    assert not page.cookies


def test_the_paper_form_asks_what_the_form_asks(client):
    page = text_of(client.get("/savanoryste/paraiska/popierine/"))

    labels = [
        str(field.label)
        for form in (AboutForm(), WhatForm(), SupportForm())
        for field in form.visible_fields()
        if field.name != "website"
    ]
    assert [label for label in labels if label not in page] == []
    assert ConsentText.current("guardian", "lt").body.partition("\n")[0] in page
    assert "<input" not in page.partition("<main")[2]


@pytest.mark.parametrize("address", ["/savanoryste/", "/savanoryste/paraiska/", "/savanoryste/paraiska/lengvai/"])
def test_nobody_is_asked_to_call_where_there_is_no_phone(client, address):
    settings = SiteSettings.load()
    settings.phone = ""
    settings.save()
    without = text_of(client.get(address)).lower()
    settings.phone = "+370 612 34567"
    settings.save()

    with_phone = text_of(client.get(address))

    assert "paskambin" not in without
    assert "+370 612 34567" in with_phone
    assert "popierine/" in with_phone
