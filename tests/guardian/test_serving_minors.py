"""A guardian changes their mind about someone who volunteers already."""

import pytest

from lvg_portal import outbox
from lvg_portal.models import Letter
from tests import make
from tests.guardian.test_consent import answer, page_of, text
from volunteers import consents
from volunteers.flow import By, MoveRefused, make_move
from volunteers.guards import valid_consent
from volunteers.models import Application, GuardianConsent


@pytest.fixture
def active(db, coordinator) -> Application:
    return make.application(16, "active", owner=coordinator)


def open_tasks(row: Application) -> list[str]:
    return list(row.tasks.filter(done_at=None).values_list("what", flat=True))


def test_the_page_knows_that_the_child_volunteers_and_what_withdrawing_means(client, active):
    page = client.get(page_of(active)).content.decode()
    asked = client.get(page_of(active, page="atsaukti/")).content.decode()

    assert "Žygimantas pas mus savanoriauja" in page
    assert "Atšaukti sutikimą" in page
    assert "Savanorystę iškart pristabdysime" in asked


def test_withdrawing_pauses_tells_both_and_gives_the_owner_a_task(client, active):
    client.post(page_of(active, page="atsaukti/"))

    active.refresh_from_db()
    assert (active.status, valid_consent(active), open_tasks(active)) == ("paused", None, ["consent_ended"])
    letters = set(Letter.objects.values_list("key", "refs__user"))
    assert letters == {("consent_ended", None), ("guardian_receipt", None), ("staff_moved", active.owner_id)}
    assert "Savanorystė pristabdyta" in client.get(page_of(active)).content.decode()


def test_without_a_consent_nobody_goes_on_and_with_a_new_one_staff_decide(client, active, coordinator):
    client.post(page_of(active, page="atsaukti/"))
    with pytest.raises(MoveRefused, match="Nėra galiojančio tėvų ar globėjo sutikimo"):
        make_move(active, "resume", by=By.STAFF, actor=coordinator)

    answer(client, active, "agree")

    active.refresh_from_db()
    assert (active.status, valid_consent(active).text, open_tasks(active)) == ("paused", text(), [])
    assert Letter.objects.filter(key="consent_again").count() == 1
    assert active.events.last().move == "guardian_agrees_again"


def test_a_second_consent_beside_a_valid_one_is_refused_kindly(client, db):
    row = make.application(16, "paused")

    page = answer(client, row, "agree")

    assert (page.status_code, GuardianConsent.objects.count()) == (200, 1)
    assert "Tėvai ar globėjas jau sutiko" in page.content.decode()


def test_one_cannot_refuse_what_was_agreed_but_withdraw_it(client, active):
    page = answer(client, active, "refuse")

    active.refresh_from_db()
    assert (page.status_code, active.status, valid_consent(active) is not None) == (200, "active", True)


def test_during_a_pause_of_ours_the_consent_may_be_withdrawn_too(client, db):
    row = make.application(16, "paused")

    client.post(page_of(row, page="atsaukti/"))

    row.refresh_from_db()
    assert (row.status, valid_consent(row), open_tasks(row)) == ("paused", None, ["consent_ended"])


@pytest.mark.parametrize(
    ("status", "after"), [("active", "paused"), ("paused", "paused"), ("offered", "guardian_pending")]
)
def test_staff_write_a_withdrawal_on_paper_down(client, db, lead, status, after):
    row = make.application(16, status)
    client.force_login(lead)

    form = client.get(f"/admin/volunteers/application/{row.pk}/change/").context["guardian_form"]
    client.post(f"/admin/volunteers/application/{row.pk}/guardian/", {"answer": "withdraws", "route": "paper"})

    row.refresh_from_db()
    assert form.answers == ["withdraws"]
    assert (row.status, valid_consent(row), row.events.last().actor) == (after, None, lead)


def test_staff_write_a_new_consent_down_during_a_pause_but_never_by_link(client, db, lead):
    row = make.application(16, "paused", consent=False)
    client.force_login(lead)
    address = f"/admin/volunteers/application/{row.pk}/guardian/"

    client.post(address, {"answer": "agrees", "route": "link"})
    by_link = GuardianConsent.objects.count()
    client.post(address, {"answer": "agrees", "route": "in_person"})

    assert by_link == 0
    assert (valid_consent(row).route, valid_consent(row).recorded_by) == ("in_person", lead)


@pytest.mark.parametrize(("did", "said"), [("agree", "sutikote"), ("withdraw", "savanorystę pristabdėme")])
def test_the_receipt_says_what_was_done(db, mailoutbox, settings, did, said):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    row = make.application(16, "paused" if did == "agree" else "active", consent=did != "agree")
    if did == "agree":
        consents.guardian_answers(row, agrees=True, text=text())
    else:
        consents.guardian_withdraws(row)

    outbox.deliver()

    (receipt,) = [message for message in mailoutbox if message.to == [row.guardian.email]]
    assert said in receipt.body
    assert "/savanoryste/sutikimas/" in receipt.body


@pytest.mark.parametrize("status", ["declined", "withdrawn", "expired", "completed"])
def test_after_the_end_nothing_is_asked_of_the_guardian(client, db, status):
    row = make.application(16, status)

    page = client.get(page_of(row))

    assert page.status_code == 200
    assert not any(page.context[what] for what in ("can_agree", "can_refuse", "can_withdraw"))
