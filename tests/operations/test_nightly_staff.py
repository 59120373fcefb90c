"""What the night tells staff: each thing once, in figures and links, and no names."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from lvg_portal import outbox
from lvg_portal.models import Letter
from tests import make
from volunteers import workdays
from volunteers.models import Application, Task

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=40)


@pytest.fixture(autouse=True)
def _working_day(monkeypatch, settings):
    monkeypatch.setattr(workdays, "is_working", lambda day: True)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def waiting_long(**facts) -> Application:
    ago = timezone.now() - LONG_AGO
    return make.application(submitted_at=ago, status_since=ago, **facts)


def posted(key: str) -> list[int]:
    return sorted(Letter.objects.filter(key=key).values_list("refs__user", flat=True))


def test_a_late_answer_is_told_once_to_who_handles_it(coordinator):
    colleague = make.staff("coordinator")
    waiting_long(owner=coordinator, status="in_review")
    make.application(owner=colleague, status="in_review")

    call_command("nightly")
    call_command("nightly")

    assert posted("staff_overdue") == [coordinator.pk]


def test_whose_colleague_has_left_is_told_to_the_lead(coordinator, lead):
    waiting_long(owner=make.staff("coordinator", is_active=False), status="in_review")

    call_command("nightly")

    assert posted("staff_overdue") == [lead.pk]  # coordinators see only what is theirs or nobody's


def test_a_curator_is_told_whatever_their_role(coordinator, lead):
    waiting_long(status="in_review", opportunity=make.opportunity(curator=lead))

    call_command("nightly")

    assert posted("staff_overdue") == [lead.pk]


def test_where_nobody_coordinates_the_lead_is_told(lead):
    waiting_long(status="in_review")

    call_command("nightly")

    assert (posted("staff_overdue"), posted("staff_digest")) == ([lead.pk], [lead.pk])


def test_what_comes_back_and_is_late_again_is_told_again(coordinator):
    row = waiting_long(owner=coordinator, status="in_review", first_answer_at=timezone.now() - LONG_AGO)
    call_command("nightly")

    Application.objects.filter(pk=row.pk).update(status_since=timezone.now() - timedelta(days=20))
    call_command("nightly")

    assert posted("staff_overdue") == [coordinator.pk, coordinator.pk]


def test_a_coordinator_reads_what_waits_and_who_has_nothing_to_do_is_left_alone(coordinator, lead):
    busy = make.application(status="in_review", owner=coordinator)
    Task.objects.create(application=busy, what="call", due_on=timezone.localdate())
    make.staff("coordinator")

    call_command("nightly")
    call_command("nightly")

    assert posted("staff_digest") == [coordinator.pk]


def test_nothing_is_digested_on_a_holiday(coordinator, monkeypatch):
    waiting_long(owner=coordinator, status="in_review")
    monkeypatch.setattr("volunteers.nightly.staff.workdays.is_working", lambda day: day != timezone.localdate())

    call_command("nightly")

    assert posted("staff_digest") == []


def test_leads_learn_once_of_each_letter_that_failed(lead, coordinator):
    Letter.objects.create(key="offered", status="failed", refs={"application": 0})
    call_command("nightly")
    call_command("nightly")
    assert posted("staff_mail_failed") == [lead.pk]

    Letter.objects.create(key="offered", status="failed", refs={"application": 0})
    call_command("nightly")
    assert posted("staff_mail_failed") == [lead.pk, lead.pk]


@pytest.mark.parametrize("language", ["lt", "en"])
def test_they_hold_figures_and_links_and_no_names(coordinator, lead, language):
    row = waiting_long(owner=coordinator, status="in_review")
    Letter.objects.create(key="offered", status="failed", refs={"application": 0})
    outbox.post("staff_overdue", language=language, application=row.pk, user=coordinator.pk)
    outbox.post("staff_digest", language=language, user=coordinator.pk)
    outbox.post("staff_mail_failed", language=language, user=lead.pk)

    outbox.deliver()

    assert len(mail.outbox) == 3
    for message in mail.outbox:
        assert "/admin/" in message.body
        assert "{{" not in message.body
        assert not any(name in message.subject + message.body for name in ("Žygimantas", "Pavyzdaitis", "vardas"))
