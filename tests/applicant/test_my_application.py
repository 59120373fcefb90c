"""The link in our letters: confirm, see, answer, accept, withdraw, ask for it again."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lvg_portal.models import Letter
from tests import make
from tests.applicant.conftest import link_in
from volunteers import tokens
from volunteers.flow import By, make_move
from volunteers.models import Application, StatusEvent, Token
from volunteers.tokens import Purpose


def my(row: Application, *, page: str = "") -> str:
    return f"/savanoryste/mano/{tokens.issue(row, Purpose.MY)}/{page}"


def confirm(row: Application) -> str:
    return f"/savanoryste/patvirtinimas/{tokens.issue(row, Purpose.CONFIRM)}/"


def unconfirmed(age: int = 20) -> Application:
    return make.application(age, "email_pending", person=make.person(age, email_confirmed_at=None))


# --- Confirming -----------------------------------------------------------------------------------------------------
def test_the_letter_leads_through_one_button_to_ones_own_page(applicant, letters, client):
    applicant.apply()
    address = link_in(letters()[0][2])

    opened = client.get(address)
    status_after_opening = Application.objects.get().status
    page = client.post(address, follow=True)

    assert (opened.status_code, status_after_opening) == (200, "email_pending")
    assert Application.objects.get().status == "submitted"
    assert page.redirect_chain[0][0].startswith("/savanoryste/mano/")
    assert "Gavome jūsų paraišką" in page.content.decode()


@pytest.mark.parametrize(("age", "status"), [(17, "guardian_pending"), (18, "submitted")])
def test_after_confirming_a_minor_waits_for_the_guardian(client, db, age, status):
    row = unconfirmed(age)

    client.post(confirm(row))

    row.refresh_from_db()
    assert row.status == status


@pytest.mark.parametrize("status", ["withdrawn", "active"])
def test_whoever_was_never_confirmed_still_has_a_way_in(client, letters, db, status):
    row = unconfirmed()
    Application.objects.update(status=status)
    client.post("/savanoryste/nuoroda/", {"email": row.person.email})
    address = link_in(letters()[0][2])

    opened, page = client.get(address), client.post(address, follow=True)

    assert (opened.status_code, page.status_code) == (200, 200)
    assert page.redirect_chain[0][0].startswith("/savanoryste/mano/")
    row.refresh_from_db()
    assert (row.status, row.person.email_confirmed_at is not None) == (status, True)


def test_confirming_twice_moves_once(client, db):
    row = unconfirmed()
    address = confirm(row)

    answers = [client.post(address), client.post(address)]

    assert [answer.url.startswith("/savanoryste/mano/") for answer in answers] == [True, True]
    assert StatusEvent.objects.filter(move="confirm").count() == 1


# --- Dead links -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["savanoryste/mano", "savanoryste/patvirtinimas", "savanoryste/sutikimas"])
@pytest.mark.parametrize("secret", ["x", "a" * 43, "a" * 500, "%00", "ąčę"])
def test_a_link_that_never_was_is_404_and_says_how_to_go_on(client, db, path, secret):
    page = client.get(f"/{path}/{secret}/")

    assert page.status_code == 404
    assert "Savanorystė" in page.content.decode()


def test_a_link_that_has_ended_is_410_and_leads_to_a_new_one(client, db):
    address = my(make.application())
    Token.objects.update(expires_at=timezone.now())

    page = client.get(address)

    assert page.status_code == 410
    assert 'href="/savanoryste/nuoroda/"' in page.content.decode()


def test_a_secret_opens_only_its_own_kind_of_page(client, db):
    row = make.application()
    secret = tokens.issue(row, Purpose.MY)

    assert client.get(f"/savanoryste/patvirtinimas/{secret}/").status_code == 404


def test_the_database_does_not_know_the_secret(db):
    secret = tokens.issue(make.application(), Purpose.MY)

    assert secret not in str(Token.objects.values())


def test_a_visit_lengthens_the_life_of_the_link(client, db):
    address = my(make.application())
    Token.objects.update(expires_at=timezone.now() + timedelta(days=2))

    client.get(address)

    assert Token.objects.get().expires_at > timezone.now() + timedelta(days=89)


# --- Seeing ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("status", [status for status in Application.Status if status != "anonymised"])
@pytest.mark.parametrize("path", ["/savanoryste/mano/", "/en/volunteering/my/"])
def test_every_status_is_told_in_plain_words(client, db, path, status):
    row = make.application(16, status)

    page = client.get(f"{path}{tokens.issue(row, Purpose.MY)}/")

    assert page.status_code == 200
    assert page.context["headline"]
    assert [stage.state for stage in page.context["road"]].count("now") == 1


def test_the_road_has_its_dates(client, db, coordinator):
    row = make.application(16, "guardian_pending")

    before = client.get(my(row)).context["road"]
    make_move(make.application(16, "submitted"), "take", by=By.STAFF, actor=coordinator)

    assert [(stage.title, stage.state) for stage in before][:4] == [
        ("Paraiška išsiųsta", "done"),
        ("El. paštas patvirtintas", "done"),
        ("Tėvų ar globėjo sutikimas", "now"),
        ("Nagrinėjame", "later"),
    ]


def test_opening_a_page_changes_nothing(client, db):
    row = make.application(status="offered")

    for page in ("", "atsiimti/"):
        client.get(my(row, page=page))

    row.refresh_from_db()
    assert row.status == "offered"
    assert StatusEvent.objects.count() == 1


def test_nobody_keeps_or_indexes_ones_own_page(client, db):
    open_page = client.get(my(make.application(status="offered")))
    closed_page = client.get(my(make.application(status="withdrawn")))

    for page in (open_page, closed_page):
        assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    # A page with a form must let the browser send its Origin, or Django refuses the POST.
    assert open_page.headers["Referrer-Policy"] == "strict-origin"
    assert closed_page.headers["Referrer-Policy"] == "no-referrer"


def test_ones_own_page_costs_few_queries(client, db, django_assert_max_num_queries):
    address = my(make.application(16, "offered"))

    with django_assert_max_num_queries(15):
        client.get(address)


# --- Doing ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("move", "status"), [("accept", "accepted"), ("rather_wait", "waitlisted")])
def test_an_offer_is_answered_by_one_button(client, db, move, status):
    row = make.application(status="offered")

    client.post(my(row), {"move": move})

    row.refresh_from_db()
    assert row.status == status


def test_no_waiting_list_no_button(client, db):
    row = make.application(status="offered", opportunity=make.opportunity(has_waiting_list=False))

    page = client.get(my(row))

    assert 'value="rather_wait"' not in page.content.decode()
    assert 'value="accept"' in page.content.decode()


def test_an_offer_taken_back_meanwhile_is_refused_in_words(client, db, coordinator):
    row = make.application(status="offered")
    address = my(row)
    make_move(row, "take_back", by=By.STAFF, actor=coordinator, reason="Klaida")

    page = client.post(address, {"move": "accept"})

    assert page.status_code == 200
    assert "Šio žingsnio dabar žengti negalima." in page.content.decode()


@pytest.mark.parametrize("move", ["offer", "decline", "expire", "confirm", "withdraw", "", "x" * 500])
def test_nobody_makes_a_move_that_is_not_theirs(client, db, move):
    row = make.application(status="in_review")

    client.post(my(row), {"move": move})

    row.refresh_from_db()
    assert row.status == "in_review"


def test_withdrawing_asks_once_more(client, db):
    row = make.application()
    asked = client.get(my(row, page="atsiimti/"))
    client.post(my(row, page="atsiimti/"))

    row.refresh_from_db()
    assert "Ar atsiimate paraišką?" in asked.content.decode()
    assert (row.status, row.reason) == ("withdrawn", "withdraw")


def test_a_question_is_read_and_answered_on_the_page(client, db, coordinator, letters):
    row = make.application(status="in_review", owner=coordinator)
    make_move(row, "ask", by=By.STAFF, actor=coordinator, reason="Ar galite penktadieniais?")
    ((_to, _subject, text),) = letters()

    asked = client.get(my(row))
    empty = client.post(my(row), {"move": "answer", "answer": " "})
    client.post(my(row), {"move": "answer", "answer": "Taip, po 15 val."})

    row.refresh_from_db()
    assert "Ar galite penktadieniais?" in text
    assert "Ar galite penktadieniais?" in asked.content.decode()
    assert empty.context["form"].errors["answer"] == ["Parašykite bent kelis žodžius."]
    assert (row.status, row.events.last().reason) == ("in_review", "Taip, po 15 val.")
    assert coordinator.email in [to for to, _subject, _text in letters()]


# --- The guardian, as long as we wait -------------------------------------------------------------------------------
def ask(client, row: Application, **answers):
    typed = {"name": "Rūta Pavyzdaitienė", "contact_by": "email", "email": row.guardian.email}
    return client.post(my(row, page="tevai/"), {**typed, **answers})


def asked(row: Application, *, hours_ago: int) -> Application:
    row.guardian.asked_at = timezone.now() - timedelta(hours=hours_ago)
    row.guardian.save()
    return row


def test_the_guardian_is_written_to_once_more_but_not_every_minute(client, db):
    row = asked(make.application(16, "guardian_pending"), hours_ago=2)

    ask(client, row)
    ask(client, row)

    assert Letter.objects.filter(key="guardian_request").count() == 1


def test_at_another_address_only_the_new_link_works(client, db, letters):
    row = asked(make.application(16, "guardian_pending"), hours_ago=0)
    old = f"/savanoryste/sutikimas/{tokens.issue(row, Purpose.GUARDIAN)}/"

    ask(client, row, email="tetis@pastas.lt")

    ((to, _subject, text),) = letters()
    assert to == "tetis@pastas.lt"
    assert client.get(old).status_code == 404
    assert client.get(link_in(text)).status_code == 200


def test_the_guardian_may_agree_on_paper_instead(client, db, coordinator, letters):
    row = asked(make.application(16, "guardian_pending"), hours_ago=0)

    ask(client, row, contact_by="paper")

    assert [to for to, _subject, _text in letters()] == [coordinator.email]


def test_nobody_floods_strangers_in_the_guardian_s_name(client, db):
    row = asked(make.application(16, "guardian_pending"), hours_ago=0)

    for number in range(7):
        page = ask(client, row, email=f"mama{number}@pastas.lt")

    assert Letter.objects.filter(key="guardian_request").count() == 5
    assert page.context["form"].non_field_errors()


# --- A lost link ----------------------------------------------------------------------------------------------------
def test_a_lost_link_is_answered_the_same_way_for_every_address(client, db, letters):
    row = make.application()
    client.post("/savanoryste/nuoroda/", {"email": "pirmas@pastas.lt"})  # the first of an hour opens the count
    costs, pages = [], []

    for email in (row.person.email, "nezinomas@pastas.lt"):
        with CaptureQueriesContext(connection) as queries:
            pages.append(client.post("/savanoryste/nuoroda/", {"email": email}))
        costs.append(len(queries))

    assert [(page.status_code, page.url) for page in pages] == [(302, "/savanoryste/nuoroda/?sent=1")] * 2
    assert costs[0] == costs[1]
    assert [to for to, _subject, _text in letters()] == [row.person.email]


def test_siblings_on_one_mailbox_get_their_links_in_one_letter(client, db, letters):
    first = make.application(person=make.person(16, email="seima@pastas.lt"), age=16)
    second = make.application(person=make.person(20, email="seima@pastas.lt"))

    client.post("/savanoryste/nuoroda/", {"email": "Seima@Pastas.lt "})

    ((to, _subject, text),) = letters()
    assert to == "seima@pastas.lt"
    assert first.number in text
    assert second.number in text


def test_a_mailbox_is_not_flooded(client, db, letters):
    row = make.application()

    for _again in range(7):
        page = client.post("/savanoryste/nuoroda/", {"email": row.person.email})

    assert page.url == "/savanoryste/nuoroda/?sent=1"
    assert len(letters()) == 5


def test_an_unconfirmed_mailbox_gets_only_the_way_to_confirm(client, db, letters):
    row = unconfirmed()

    client.post("/savanoryste/nuoroda/", {"email": row.person.email})

    assert link_in(letters()[0][2]).startswith("/savanoryste/patvirtinimas/")
