"""Who sees what of volunteering, looked at closely; every address and action: test_permission_matrix.py."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from volunteers.models import (
    AccessLog,
    Application,
    BulkLetter,
    ConsentText,
    Opportunity,
    Question,
    Step,
    SupportOption,
    Terms,
    WorkNotice,
)
from volunteers.views.casework import DEEDS

pytestmark = pytest.mark.django_db

REFUSED = {403, 404}
FIELDS_WITH_APPLICATIONS = [("accesslog", "application"), ("note", "application"), ("statusevent", "application")]


@pytest.fixture
def rows(coordinator) -> dict:
    """One row of everything; the application is the coordinator's."""
    application = make.application(15, owner=coordinator)
    Terms.load().save()
    return {
        Application: application,
        AccessLog: AccessLog.objects.create(application=application, actor=coordinator),
        BulkLetter: BulkLetter.objects.create(
            status="submitted", subject_lt="Žinia", body_lt="Labas", created_by=coordinator
        ),
        Opportunity: application.opportunity,
        ConsentText: ConsentText.objects.first(),
        Terms: Terms.load(),
        Step: Step.objects.create(key="a", title_lt="Žingsnis", text_lt="Tekstas"),
        Question: Question.objects.create(key="a", question_lt="Klausimas?", answer_lt="Atsakymas"),
        WorkNotice: WorkNotice.objects.create(
            local_project=make.local_project(),
            work_on=timezone.localdate(),
            announced_on=timezone.localdate(),
            what="Talka",
        ),
        SupportOption: SupportOption.objects.create(key="a", title_lt="Rami vieta"),
    }


def addresses_of(model, row) -> dict[str, str]:
    """Every address that the back office has for a model and one of its rows."""
    name = f"admin:volunteers_{model._meta.model_name}"
    places = {
        "list": reverse(f"{name}_changelist"),
        "add": reverse(f"{name}_add"),
        **{deed: reverse(f"{name}_{deed}", args=[row.pk]) for deed in ("change", "history", "delete")},
    }
    if model is Opportunity:
        places["preview"] = reverse(f"{name}_preview", args=[row.pk])
    return places


def deeds_of(application) -> list[str]:
    return [reverse(f"admin:volunteers_application_{deed}", args=[application.pk]) for deed in DEEDS]


def autocomplete(client, model: str, field: str):
    parameters = {"app_label": "volunteers", "model_name": model, "field_name": field}
    return client.get(reverse("admin:autocomplete"), parameters)


def answers(client, rows) -> dict[str, dict[str, int]]:
    """What each address answers: ``{"application": {"list": 200, …}, …}``."""
    codes = {}
    for model, row in rows.items():
        places = addresses_of(model, row)
        codes[model._meta.model_name] = {place: client.get(places[place]).status_code for place in places}
    return codes


def test_an_editor_meets_no_volunteering_anywhere(client, editor, rows):
    client.force_login(editor)

    met = answers(client, rows)
    posted = [client.post(address).status_code for address in deeds_of(rows[Application])]
    found = [autocomplete(client, *field).status_code for field in FIELDS_WITH_APPLICATIONS]
    start = client.get("/admin/").content.decode()

    assert {code for codes in met.values() for code in codes.values()} <= REFUSED
    assert set(posted) <= REFUSED
    assert set(found) <= REFUSED
    assert client.get("/admin/volunteers/").status_code == 404
    assert "volunteers/" not in start
    assert "araišk" not in start


def test_a_stranger_is_sent_to_the_login(client, rows):
    met = answers(client, rows)

    assert {code for codes in met.values() for code in codes.values()} == {302}
    assert {client.post(address).status_code for address in deeds_of(rows[Application])} == {302}


def test_a_data_officer_reads_the_log_and_meets_no_applications(client, data_officer, rows):
    client.force_login(data_officer)

    met = answers(client, rows)

    assert set(met["application"].values()) <= REFUSED
    assert set(met["opportunity"].values()) <= REFUSED
    assert {client.post(address).status_code for address in deeds_of(rows[Application])} <= REFUSED
    assert met["accesslog"] == {"list": 200, "add": 403, "change": 200, "history": 200, "delete": 403}
    assert rows[Application].number in client.get("/admin/volunteers/accesslog/").content.decode()


def test_a_coordinator_does_not_delete_applications_or_read_the_log(client, coordinator, rows):
    client.force_login(coordinator)

    met = answers(client, rows)

    assert met["application"] == {"list": 200, "add": 200, "change": 200, "history": 200, "delete": 403}
    assert set(met["accesslog"].values()) <= REFUSED
    assert met["consenttext"]["change"] == 200
    assert met["consenttext"]["delete"] == 403


@pytest.mark.parametrize("deed", ["change", "history", "delete", *DEEDS])
def test_a_colleagues_application_is_not_found(client, rows, deed):
    client.force_login(make.staff("coordinator"))
    address = reverse(f"admin:volunteers_application_{deed}", args=[rows[Application].pk])

    assert client.get(address).status_code in {404, 405}
    assert client.post(address).status_code in REFUSED


def test_a_colleagues_application_is_in_no_list_action_or_autocomplete(client, rows):
    colleague = make.staff("coordinator")
    client.force_login(colleague)
    changelist = reverse("admin:volunteers_application_changelist")

    listed = client.get(changelist, {"status": "all"}).context["cl"].result_list
    client.post(changelist, {"action": "claim_selected", "_selected_action": [rows[Application].pk]})
    found = [autocomplete(client, *field) for field in FIELDS_WITH_APPLICATIONS]

    assert list(listed) == []
    assert Application.objects.get().owner != colleague
    assert [rows[Application].number in answer.content.decode() for answer in found] == [False, False, False]


def test_an_application_that_nobody_has_taken_is_seen_by_every_coordinator(client, rows):
    client.force_login(make.staff("coordinator"))
    Application.objects.update(owner=None)

    assert client.get(addresses_of(Application, rows[Application])["change"]).status_code == 200


def test_a_lead_sees_every_application_and_the_log(client, lead, rows):
    client.force_login(lead)

    met = answers(client, rows)

    assert met["application"] == {"list": 200, "add": 200, "change": 200, "history": 200, "delete": 403}
    assert met["accesslog"]["list"] == 200


def test_the_log_is_changed_by_nobody(client, lead, rows):
    client.force_login(lead)
    row = rows[AccessLog]

    for deed in ("change", "delete"):
        client.post(reverse(f"admin:volunteers_accesslog_{deed}", args=[row.pk]), {"post": "yes", "reason": "kita"})

    row.refresh_from_db()
    assert row.reason == ""


def test_words_that_people_agreed_to_are_not_changed_but_followed_by_a_new_version(client, coordinator):
    client.force_login(coordinator)
    first = ConsentText.current("photo", "lt")

    client.post(reverse("admin:volunteers_consenttext_change", args=[first.pk]), {"body": "Kita"})
    for _click in range(2):
        client.post(
            reverse("admin:volunteers_consenttext_add"), {"purpose": "photo", "language": "lt", "body": "Nauji žodžiai"}
        )

    first.refresh_from_db()
    newest = ConsentText.current("photo", "lt")
    assert first.body != "Kita"
    assert (newest.version, newest.body) == (first.version + 1, "Nauji žodžiai")
