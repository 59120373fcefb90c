"""What staff see of the outbox, of messages to us, and how they get back in without a password."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.utils import timezone

from lvg_portal import outbox
from lvg_portal.models import ContactMessage, Letter
from tests import make

pytestmark = pytest.mark.django_db

LETTERS = "/admin/lvg_portal/letter/"
MESSAGES = "/admin/lvg_portal/contactmessage/"


def letter(**facts) -> Letter:
    message = ContactMessage.objects.create(name="Ona", reply_to="ona@example.lt", text="Labas.")
    row = outbox.post("contact", language="lt", message=message.pk)
    Letter.objects.filter(pk=row.pk).update(**facts)
    return row


def test_failed_letters_are_sent_again_and_others_are_not(client, lead):
    failed, dropped = letter(status="failed", attempts=6, error="SMTPException"), letter(status="dropped")
    client.force_login(lead)

    client.post(LETTERS, {"action": "send_again", "_selected_action": [failed.pk, dropped.pk]})

    assert {row.pk: (row.status, row.attempts) for row in Letter.objects.all()} == {
        failed.pk: ("waiting", 0),
        dropped.pk: ("dropped", 0),
    }


def test_a_letter_that_failed_has_a_button_and_stands_first(client, lead):
    failed = letter(status="failed", attempts=6, error="SMTPException")
    in_flight = letter(attempts=1, due_at=timezone.now() + timedelta(minutes=5))
    client.force_login(lead)

    page = client.get(LETTERS)
    rows = list(page.context["cl"].result_list)
    client.post(f"{LETTERS}{failed.pk}/again/")
    client.post(f"{LETTERS}{in_flight.pk}/again/")

    assert rows == [failed, in_flight]
    assert [f'formaction="{LETTERS}{row.pk}/again/"' in page.content.decode() for row in rows] == [True, False]
    assert "siunčiama" in page.content.decode()
    assert {row.pk: (row.status, row.attempts) for row in Letter.objects.all()} == {
        failed.pk: ("waiting", 0),
        in_flight.pk: ("waiting", 1),
    }
    assert client.get(f"{LETTERS}{failed.pk}/again/").status_code == 405


def test_what_a_letter_is_about_is_told_to_whom_may_see_it(client, lead, data_officer, django_assert_max_num_queries):
    rows = [make.application(20) for _row in range(12)]
    for row in rows:
        outbox.post("received", language="lt", application=row.pk, event=row.events.last().pk)
    shown = {}
    for user in (lead, data_officer):
        client.force_login(user)
        with django_assert_max_num_queries(14):
            shown[user] = client.get(LETTERS).content.decode()

    assert all(f"{row.number}</a>" in shown[lead] for row in rows)
    assert not any(row.number in shown[data_officer] for row in rows)
    assert not any(word in shown[lead] for word in ("Pavyzdaitis", "@pastas"))


def test_what_was_sent_from_memory_cannot_be_sent_again(client, lead):
    row = letter(status="failed", refs={})
    client.force_login(lead)

    client.post(f"{LETTERS}{row.pk}/again/")

    row.refresh_from_db()
    assert row.status == "failed"


def test_a_letter_cannot_be_written_changed_or_removed_by_hand(client, admin_user):
    row = letter()
    client.force_login(admin_user)

    client.post(f"{LETTERS}{row.pk}/change/", {"status": "sent", "key": "x"})

    assert client.get(f"{LETTERS}add/").status_code == 403
    assert client.post(f"{LETTERS}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Letter.objects.get().status == "waiting"


def test_the_data_officer_looks_but_does_not_send(client, data_officer):
    row = letter(status="failed")
    client.force_login(data_officer)

    page = client.get(LETTERS).content.decode()
    client.post(LETTERS, {"action": "send_again", "_selected_action": [row.pk]})

    assert "Ona" not in page
    assert Letter.objects.get().status == "failed"


def test_editors_read_messages_to_us_and_coordinators_do_not(client, editor, coordinator):
    letter()
    message = ContactMessage.objects.get()
    client.force_login(editor)
    assert "Labas." in client.get(f"{MESSAGES}{message.pk}/change/").content.decode()
    assert client.post(f"{MESSAGES}{message.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(LETTERS).status_code == 403

    client.force_login(coordinator)
    assert client.get(MESSAGES).status_code == 403


# --- A forgotten password -------------------------------------------------------------------------------------------
def ask(client, email: str, address="/admin/password_reset/"):
    response = client.post(address, {"email": email})
    outbox.deliver()
    return response


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("/admin/password_reset/", "Naujas portalo slaptažodis"),
        ("/en/admin/password_reset/", "A new password for the portal"),
    ],
)
def test_a_new_password_is_set_through_the_link_in_a_letter_once(client, address, subject):
    user = make.staff("editor", password="nebeprisimenu")
    ask(client, user.email, address)
    (sent,) = mail.outbox
    link = re.search(r"http://localhost:\d+(/\S+)", sent.body)[1]
    form = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(form, {"new_password1": "keturi žirgai lauke", "new_password2": "keturi žirgai lauke"})

    assert (sent.subject, sent.to) == (subject, [user.email])
    user.refresh_from_db()
    assert user.check_password("keturi žirgai lauke")
    assert client.get(link).context["validlink"] is False


def test_no_link_rests_in_the_outbox(client):
    user = make.staff("editor", password="nebeprisimenu")

    client.post("/admin/password_reset/", {"email": user.email})

    assert Letter.objects.get().refs == {"user": user.pk}


def test_the_answer_does_not_tell_whose_address_is_known(client):
    make.staff("editor", password="x", email="darbuotoja@example.lt")
    User.objects.create_user("lankytoja", "lankytoja@example.lt", "x")

    answers = [
        (response.status_code, response["Location"])
        for response in (ask(client, f"{who}@example.lt") for who in ("darbuotoja", "lankytoja", "niekas"))
    ]

    assert len(set(answers)) == 1
    assert [sent.to for sent in mail.outbox] == [["darbuotoja@example.lt"]]


def test_nobody_floods_a_colleague_with_letters(client):
    make.staff("editor", password="x", email="darbuotoja@example.lt")

    for _time in range(8):
        ask(client, "darbuotoja@example.lt")

    assert len(mail.outbox) == 5


def test_the_login_page_shows_the_way(client):
    assert 'href="/admin/password_reset/"' in client.get("/admin/login/").content.decode()
