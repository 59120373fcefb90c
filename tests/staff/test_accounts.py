"""Accounts of staff: a superuser gives each a role, named as people name it."""

import pytest
from django.contrib.auth.models import Group, User
from django.urls import NoReverseMatch, reverse

from tests import make

pytestmark = pytest.mark.django_db


def test_roles_are_chosen_by_their_names_in_the_language_of_the_reader(client, admin_user):
    client.force_login(admin_user)
    address = reverse("admin:auth_user_change", args=[make.staff("lead").pk])

    def names(page: str) -> list[str]:
        return sorted(label for _value, label in client.get(page).context["adminform"].form["groups"].field.choices)

    assert names(address) == ["duomenų apsaugos pareigūnas", "koordinatorius", "redaktorius", "vadovas"]
    assert names(f"/en{address}") == ["coordinator", "data officer", "editor", "lead"]


def test_rights_of_a_role_are_not_changed_by_hand():
    # They are written anew with every migrate: what somebody ticked here would be gone after the next upgrade.
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_group_changelist")


def test_an_account_gets_a_role_in_the_back_office(client, admin_user):
    client.force_login(admin_user)
    user = make.staff("editor", username="rasa")
    address = reverse("admin:auth_user_change", args=[user.pk])
    joined = {"date_joined_0": "2026-11-01", "date_joined_1": "08:00"}
    answers = {"username": "rasa", "is_active": "on", "is_staff": "on", **joined}

    answer = client.post(address, {**answers, "groups": [Group.objects.get(name="coordinator").pk]})

    assert answer.status_code == 302
    assert User.objects.get(username="rasa").has_perm("volunteers.view_application")
