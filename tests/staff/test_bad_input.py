"""Junk in an address or a hidden field of the back office is answered with a page, never with an error."""

import uuid

import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db

DATED = [("story", "published_at"), ("feedback", "created_at"), ("accesslog", "at"), ("export", "at")]
DATED += [("erasure", "at"), ("worknotice", "work_on")]
LAST_DAYS = [{"year": "9999"}, {"year": "9999", "month": "12"}, {"year": "9999", "month": "12", "day": "31"}]
LAST_DAYS += [{"year": "1"}, {"year": "0"}, {"year": "9" * 5000}, {"year": "2026", "month": "99"}, {"year": "x"}]


@pytest.mark.parametrize(("model", "field"), DATED)
def test_a_list_by_dates_takes_any_date(client, model, field):
    client.force_login(make.staff("lead", is_superuser=True))

    address = reverse(f"admin:volunteers_{model}_changelist")
    answers = [client.get(address, {f"{field}__{part}": text for part, text in day.items()}) for day in LAST_DAYS]

    assert {answer.status_code for answer in answers} <= {200, 302}


@pytest.mark.parametrize("year", ["9" * 5000, "-1", "٣", "2026"])
def test_an_in_kind_sheet_of_any_year(client, coordinator, year):
    client.force_login(coordinator)

    answer = client.get(reverse("admin:volunteers_in_kind", args=[make.local_project().pk]), {"year": year})

    assert answer.status_code == 200


@pytest.mark.parametrize("chosen", ["9" * 5000, "9" * 19, "-1", "1,x", ","])
def test_a_letter_to_no_number_that_there_is(client, coordinator, chosen):
    client.force_login(coordinator)
    facts = {"status": "waitlisted", "chosen": chosen, "key": uuid.uuid4(), "subject_lt": "Labas", "body_lt": "Labas"}

    answer = client.post(reverse("admin:volunteers_bulkletter_write"), facts)

    assert answer.status_code in (200, 302)
