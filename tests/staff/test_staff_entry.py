"""An application by phone, on paper or in person: written down by staff, by the rules of the public form."""

import uuid

import pytest
from django.urls import reverse

from tests import make
from volunteers.models import Application, Person

pytestmark = pytest.mark.django_db

ENTRY = reverse("admin:volunteers_application_add")


def answers(age: int = 30, **facts) -> dict:
    born = make.born(age)
    return {
        "route": "phone",
        "first_name": "Rūta",
        "last_name": "Ąžuolė",
        "born_on_0": born.year,
        "born_on_1": born.month,
        "born_on_2": born.day,
        "phone": "8 612 34567",
        "municipality": "alytus-district",
        "language": "lt",
        "opportunity": make.opportunity().pk,
        "availability": "Savaitgaliais",
        "key": uuid.uuid4(),
        **facts,
    }


GUARDIAN = {"guardian_name": "Ona Ąžuolienė", "guardian_contact_by": "paper"}


def test_an_adult_on_the_phone_is_submitted_at_once_with_the_route(client, coordinator):
    client.force_login(coordinator)

    answer = client.post(ENTRY, answers(route="phone"))

    application = Application.objects.get()
    assert answer.url == reverse("admin:volunteers_application_change", args=[application.pk])
    assert (application.status, application.route) == ("submitted", "phone")
    assert (application.person.full_name, application.person.phone) == ("Rūta Ąžuolė", "+37061234567")
    assert application.events.get().actor == coordinator
    assert [task.letter for task in application.tasks.all()] == ["received"]  # no e-mail: they are called


@pytest.mark.parametrize("route", ["paper", "in_person"])
def test_a_minor_waits_for_the_guardian(client, coordinator, route):
    client.force_login(coordinator)

    client.post(ENTRY, answers(15, route=route, **GUARDIAN))

    application = Application.objects.get()
    assert (application.status, application.route) == ("guardian_pending", route)
    assert (application.guardian.name, application.guardian.contact_by) == ("Ona Ąžuolienė", "paper")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"age": 15, "guardian_contact_by": "paper"}, "guardian_name"),
        ({"age": 15, **GUARDIAN, "guardian_contact_by": "phone", "guardian_phone": "8 612 34567"}, "guardian_phone"),
        ({"age": 13, **GUARDIAN}, "born_on"),
        ({"born_on_0": "2011", "born_on_1": "2", "born_on_2": "29"}, "born_on"),
        ({"first_name": "R2D2"}, "first_name"),
        ({"phone": "8 612"}, "phone"),
        ({"phone": "", "email": ""}, "phone"),
        ({"email": "ruta.pastas.lt"}, "email"),
        ({"route": "web"}, "route"),
        ({"opportunity": "", "interests": ""}, "interests"),
        ({"availability": ""}, "availability"),
        ({"helper_name": "Jonas"}, "helper_name"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_stored(client, coordinator, facts, field):
    client.force_login(coordinator)

    page = client.post(ENTRY, answers(**facts))

    assert page.status_code == 200
    assert set(page.context["form"].errors) == {field}
    assert page.content.decode().count("<title>Klaida: ") == 1
    assert not Application.objects.exists()
    assert not Person.objects.exists()


def test_an_activity_for_older_people_is_refused(client, coordinator):
    client.force_login(coordinator)

    page = client.post(ENTRY, answers(15, opportunity=make.opportunity(min_age=18).pk, **GUARDIAN))

    assert set(page.context["form"].errors) == {"opportunity"}


def test_an_adult_needs_no_guardian_whatever_stands_there(client, coordinator):
    client.force_login(coordinator)

    client.post(ENTRY, answers(30, guardian_contact_by="email", guardian_email="ne el. paštas"))

    assert not hasattr(Application.objects.get(), "guardian")


def test_the_same_form_sent_twice_is_one_application(client, coordinator):
    client.force_login(coordinator)
    data = answers()

    first, second = client.post(ENTRY, data), client.post(ENTRY, data)

    assert first.url == second.url
    assert Application.objects.count() == 1


def test_a_person_with_an_open_application_is_not_written_down_again(client, coordinator):
    client.force_login(coordinator)
    data = answers()
    client.post(ENTRY, data)

    page = client.post(ENTRY, {**data, "key": uuid.uuid4()})

    assert Application.objects.count() == 1
    assert Application.objects.get().number in page.content.decode()
