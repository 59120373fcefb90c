"""An editor writes news and events: days as people say them, copies, previews."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import Article, Event
from tests import make

pytestmark = pytest.mark.django_db

ARTICLES, EVENTS = "/admin/news/article/", "/admin/news/event/"
PUBLICATION = {"status": "published", "published_at_0": "2026-11-01", "published_at_1": "09:00"}


@pytest.fixture(autouse=True)
def _at_the_desk(client, editor):
    client.force_login(editor)


def event_form(**answers) -> dict:
    return {
        "title_lt": "Talka",
        "slug_lt": "talka",
        "summary_lt": "Tvarkome parką.",
        "kind": "meeting",
        "state": "scheduled",
        "date_precision": "exact",
        "starts_at_0": "2027-05-04",
        "starts_at_1": "17:30",
        **PUBLICATION,
        **answers,
    }


def save_event(client, **answers) -> Event:
    answer = client.post(f"{EVENTS}add/", event_form(**answers))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    return Event.objects.get()


def problems(client, **answers) -> dict:
    answer = client.post(f"{EVENTS}add/", event_form(**answers))
    assert answer.status_code == 200
    assert not Event.objects.exists()
    return answer.context["adminform"].form.errors


# --- Days and hours -------------------------------------------------------------------------------------------------
def test_hours_are_those_of_vilnius(client):
    event = save_event(client, ends_at_0="2027-05-04", ends_at_1="20:00")

    assert event.starts_at == datetime(2027, 5, 4, 14, 30, tzinfo=UTC)
    assert event.ends_at == datetime(2027, 5, 4, 17, tzinfo=UTC)


@pytest.mark.parametrize(("last", "midnight"), [("2027-05-06", (2027, 5, 7)), ("", (2027, 5, 5))])
def test_whole_days_are_kept_up_to_the_next_midnight_and_shown_as_their_last_day(client, last, midnight):
    event = save_event(client, is_all_day="on", starts_at_1="", ends_at_0=last)
    assert (event.starts_at, event.ends_at) == (make.at(2027, 5, 4), make.at(*midnight))

    form = client.get(f"{EVENTS}{event.pk}/change/").context["adminform"].form

    assert form["starts_at"].value() == [date(2027, 5, 4), None]
    assert form["ends_at"].value() == [event.last_day, None]


def test_saving_whole_days_again_does_not_move_them(client):
    event = make.whole_days(date(2027, 5, 4), date(2027, 5, 6), slug_lt="talka")
    client.post(
        f"{EVENTS}{event.pk}/change/",
        event_form(is_all_day="on", starts_at_1="", ends_at_0="2027-05-06", title_lt="Pataisyta"),
    )

    event.refresh_from_db()

    assert event.title_lt == "Pataisyta"
    assert event.ends_at == make.at(2027, 5, 7)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"starts_at_1": ""}, "starts_at"),
        ({"starts_at_0": ""}, "starts_at"),
        ({"starts_at_0": "9999-12-31"}, "starts_at"),
        ({"starts_at_0": "junk"}, "starts_at"),
        ({"starts_at_0": "2027-03-28", "starts_at_1": "03:30"}, "starts_at"),  # the clocks leave it out
        ({"ends_at_0": "2027-05-05"}, "ends_at"),
        ({"ends_at_1": "20:00"}, "ends_at"),
        ({"ends_at_0": "2027-05-03", "ends_at_1": "20:00"}, "__all__"),
        ({"is_all_day": "on", "ends_at_0": "2027-05-03"}, "__all__"),
        ({"is_all_day": "on", "ends_at_0": "9999-12-31"}, "ends_at"),
        ({"state": "cancelled"}, "cancelled_because_lt"),
        ({"capacity": "0"}, "capacity"),
        ({"slug_lt": "feed"}, "slug_lt"),
        ({"summary_lt": ""}, "summary_lt"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(client, answers, field):
    assert list(problems(client, **answers)) == [field]


def test_a_cancelled_event_with_its_reason_is_saved(client):
    assert save_event(client, state="cancelled", cancelled_because_lt="Lietus.").is_cancelled


# --- Copies ---------------------------------------------------------------------------------------------------------
def duplicate(client, address: str, *items):
    return client.post(address, {"action": "duplicate", "_selected_action": [item.pk for item in items]})


def test_a_copy_is_a_draft_with_an_address_of_its_own(client):
    long_ago = timezone.now() - timedelta(days=365)
    event = make.event(slug_lt="svente", slug_en="feast", title_lt="Šventė", title_en="Feast", published_at=long_ago)
    event.verbs.add(make.verb("learn"))
    make.event(slug_lt="svente-2")

    answer = duplicate(client, EVENTS, event)

    copy = Event.objects.latest("pk")
    assert (copy.slug_lt, copy.slug_en, copy.title_lt) == ("svente-3", "feast-2", "Šventė")
    assert (copy.status, copy.sequence, list(copy.verbs.all())) == ("draft", 0, [make.verb("learn")])
    assert copy.published_at is None  # its day comes when it is published
    assert answer["Location"] == reverse("admin:news_event_change", args=[copy.pk])


def test_the_original_keeps_its_address(client):
    article = make.article(slug_lt="naujiena", title_lt="Naujiena")
    article.projects.add(make.project())

    duplicate(client, ARTICLES, article, make.article())

    client.logout()
    assert client.get("/naujienos/naujiena/").status_code == 200
    assert client.get("/naujienos/naujiena-2/").status_code == 404
    assert Article.objects.get(slug_lt="naujiena-2").projects.count() == 1


# --- Lists and previews ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("address", "maker"), [(ARTICLES, make.article), (EVENTS, make.event)])
def test_a_draft_can_be_seen_as_visitors_will_see_it(client, address, maker):
    draft = maker(title_lt="Juodraštis", status="draft")

    preview = client.get(f"{address}{draft.pk}/preview/")

    assert preview.status_code == 200
    assert "Juodraštis" in preview.content.decode()


@pytest.mark.parametrize(("address", "maker"), [(ARTICLES, make.article), (EVENTS, make.event)])
def test_search_finds_a_row_in_either_language(client, address, maker):
    found = maker(title_lt="Pavasario šaukliai", title_en="Heralds of spring", slug_en="heralds")
    maker(title_lt="Kita")

    for words in ("pavasario", "heralds"):
        assert list(client.get(address, {"q": words}).context["cl"].result_list) == [found]


@pytest.mark.parametrize("rows", [1, 12])
@pytest.mark.parametrize(("address", "maker"), [(ARTICLES, make.article), (EVENTS, make.event)])
def test_the_list_costs_the_same_with_1_and_12(client, django_assert_max_num_queries, address, maker, rows):
    for _ in range(rows):
        maker()

    with django_assert_max_num_queries(16):
        assert client.get(address).status_code == 200


def test_coordinators_do_not_write_news(client, coordinator):
    client.force_login(coordinator)

    assert [client.get(address).status_code for address in (ARTICLES, EVENTS)] == [403, 403]


def test_two_without_english_do_not_want_the_same_address(client):
    for slug in ("talka", "kita-talka"):
        assert client.post(f"{EVENTS}add/", event_form(slug_lt=slug, slug_en="", title_en="")).status_code == 302

    assert Event.objects.filter(slug_en=None).count() == 2
