"""The data officer erases by number and sees no personal data; the ledger and the log of exports are only read."""

import pytest
from django.urls import reverse

from tests import make
from volunteers.models import Erasure, Export

FORM = {"reason": "Paskambino"}


@pytest.fixture
def officer_page(client, data_officer):
    client.force_login(data_officer)

    def open_page(name: str = "admin:volunteers_erase", **data):
        address = reverse(name)
        return client.post(address, {**FORM, **data}, follow=True) if data else client.get(address)

    return open_page


def test_erasing_asks_once_more_and_shows_nobody(officer_page):
    row = make.application(20, "in_review")

    asked = officer_page(number=f" {row.number.lower()} ")

    row.refresh_from_db()
    text = asked.content.decode()
    assert "Atkurti nebebus galima." in text
    assert not any(word in text for word in ("Žygimantas", "Pavyzdaitis", "pastas.lt"))
    assert row.status == "in_review"

    done = officer_page(number=row.number, confirm="1")

    row.refresh_from_db()
    assert f"{row.number}: duomenys ištrinti." in done.content.decode()
    assert (row.status, row.events.last().reason, Erasure.objects.count()) == ("anonymised", "", 2)


def test_a_signed_agreement_is_said_to_stay(officer_page):
    row = make.volunteer(20)

    assert "įstatymas liepia saugoti" in officer_page(number=row.number).content.decode()
    officer_page(number=row.number, confirm="1")

    row.refresh_from_db()
    row.person.refresh_from_db()
    assert (row.status, row.person.email, row.person.first_name) == ("withdrawn", "", "Žygimantas")
    assert "Trinti nebėra ko" in officer_page(number=row.number).content.decode()


@pytest.mark.parametrize(("number", "said"), [("", "privalomas"), ("SAV-1999-0001", "Paraiškos tokiu numeriu nėra.")])
def test_a_number_that_leads_nowhere_is_explained(officer_page, number, said):
    assert said in officer_page(number=number).content.decode()


@pytest.mark.parametrize("role", ["editor", "coordinator", "lead"])
def test_nobody_else_erases(client, db, role):
    client.force_login(make.staff(role))

    assert client.get(reverse("admin:volunteers_erase")).status_code == 403
    assert client.get(reverse("admin:volunteers_erasure_changelist")).status_code == 403


def test_the_logs_are_read_and_never_changed(officer_page, client, data_officer):
    row = Export.objects.create(actor=data_officer, what="Paraiškos", file_format="csv", rows=3, purpose="Ataskaita")
    Erasure.objects.create(keyed_hash="ab" * 32, at=row.at)

    assert "abababababababab…" in officer_page("admin:volunteers_erasure_changelist").content.decode()
    assert "Ataskaita" in officer_page("admin:volunteers_export_changelist").content.decode()
    for address in (reverse("admin:volunteers_export_add"), reverse("admin:volunteers_export_delete", args=[row.pk])):
        assert client.post(address).status_code == 403
