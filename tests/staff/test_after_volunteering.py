"""Stories and feedback in the back office: of whose applications one sees, told without names."""

import pytest
from django.utils import timezone

from tests import make
from volunteers import consents
from volunteers.models import Consent, ConsentText, Feedback, Story

STORIES, FEEDBACK = "/admin/volunteers/story/", "/admin/volunteers/feedback/"


def agreed(**facts):
    row = make.application(status="completed", **facts)
    return row, consents.give(row.person, ConsentText.current("story", "lt"))


def test_a_story_is_written_only_of_who_agreed_and_chosen_by_number(client, coordinator, lead):
    row, consent = agreed(owner=coordinator)
    agreed(owner=lead)
    ended = agreed(owner=coordinator)[1]
    Consent.objects.filter(pk=ended.pk).update(withdrawn_at=timezone.now())
    client.force_login(coordinator)

    form = client.get(f"{STORIES}add/").context["adminform"].form
    client.post(
        f"{STORIES}add/",
        {
            "consent": consent.pk,
            "name": "Ona",
            "title_lt": "Mano vasara",
            "text_lt": "Gera.",
            "status": "published",
            "published_at_0": "",
            "published_at_1": "",
        },
    )

    assert [label for _key, label in form.fields["consent"].choices][1:] == [row.number]
    assert Story.objects.get().consent == consent
    assert "Mano vasara" in client.get("/savanoryste/").content.decode()
    assert "Pavyzdaitis" not in client.get(STORIES).content.decode()


def test_a_draft_is_previewed_by_who_may_see_it(client, coordinator, lead):
    story = Story.objects.create(consent=agreed(owner=lead)[1], title_lt="Juodraštis", text_lt="Dar.", name="Ona")
    address = f"{STORIES}{story.pk}/preview/"

    client.force_login(lead)
    page = client.get(address)
    client.force_login(coordinator)

    assert "Juodraštis" in page.content.decode()
    assert client.get(address).status_code == 404
    assert "Juodraštis" not in client.get(STORIES).content.decode()


@pytest.mark.parametrize("role", ["editor", "data officer"])
def test_others_see_neither(client, db, role):
    client.force_login(make.staff(role))

    assert [client.get(address).status_code for address in (STORIES, FEEDBACK)] == [403, 403]


def test_feedback_is_read_by_who_sees_the_application(client, coordinator, lead):
    for owner, words in ((coordinator, "Savas"), (lead, "Svetimas")):
        Feedback.objects.create(application=make.application(status="completed", owner=owner), rating=4, liked=words)
    client.force_login(coordinator)

    page = client.get(FEEDBACK).content.decode()

    assert "Savas" in page
    assert "Svetimas" not in page
    assert "Pavyzdaitis" not in page
    assert client.get(f"{FEEDBACK}add/").status_code == 403


@pytest.mark.parametrize(("count", "told"), [(4, False), (5, True)])
def test_an_average_is_told_from_five_answers_on(client, lead, count, told):
    for number in range(count):
        Feedback.objects.create(application=make.application(status="completed"), rating=5 if number else 4)
    client.force_login(lead)

    page = client.get(FEEDBACK).content.decode()

    assert ("vidutiniškai 4,8 iš 5" in page) == told
