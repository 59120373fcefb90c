"""Staff's own words for letters: written with {placeholders}, previewed, kept, taken back; never a letter's ruin."""

import re

import pytest
from django.core import mail
from django.template import Context
from hypothesis import given
from hypothesis import strategies as st

from lvg_portal import letter_files, letter_texts, outbox
from lvg_portal.models import Letter, LetterText
from tests import make
from tests.applicant.test_letters import KEYS, prepared

ADDRESS = "/admin/lvg_portal/lettertext/"
LETTERS = sorted(outbox.registered())


def words_of(key: str) -> str:
    return f"{ADDRESS}letter/{key}/"


def typed(key: str, **changes) -> dict:
    """The form as it is opened, with changes such as ``lt_body="…"``."""
    fields = {}
    for language in ("lt", "en"):
        own = LetterText.objects.filter(key=key, language=language).first()
        now = own or letter_files.original(key, language)
        seen = own.changed_at.isoformat() if own else ""
        fields |= {f"{language}-subject": now.subject, f"{language}-body": now.body, f"{language}-seen": seen}
    return fields | {name.replace("_", "-", 1): value for name, value in changes.items()}


def own(key="received", language="lt", subject="Gavome", body="Labas, {number}: {link}") -> LetterText:
    return LetterText.objects.create(key=key, language=language, subject=subject, body=body)


def sent(key="received", language="lt"):
    application = make.application(20)
    outbox.post(key, language=language, application=application.pk, event=application.events.last().pk)
    outbox.deliver()
    (message,) = mail.outbox
    return application, message


# --- Every letter ---------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("key", LETTERS)
def test_every_letter_can_be_read_and_kept_as_it_is(key, language):
    file = letter_files.original(key, language)

    reasons = letter_texts.subject_problems(file, file.subject) + letter_texts.body_problems(file, file.body)
    subject, text = letter_texts.preview(file, file.subject, file.body)

    assert reasons == []
    assert subject
    assert "\n" not in subject
    assert not re.search(r"[{}]", subject + text)
    assert not {"first_name", "question", "activity"} & file.in_subject


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_a_letter_in_unchanged_words_says_what_the_file_says(coordinator, key, language):
    letter = prepared(key, coordinator, language)
    file = letter_files.original(key, language)
    own(key, language, file.subject, file.body)

    outbox.deliver()

    letter.refresh_from_db()
    (message,) = mail.outbox
    assert (letter.status, letter_texts.unusable()) == ("sent", [])
    assert "http" in message.body
    assert not re.search(r"[{}]|\n\n\n", message.subject + message.body)


@pytest.mark.django_db
def test_own_words_and_the_file_are_filled_with_the_same(coordinator):
    row = make.application(20, "offered")
    context = {"application": row, "opportunity": row.opportunity, "link": "https://example.lt/x", "last_day": None}
    file = letter_files.original("offered", "lt")
    unchanged = LetterText(key="offered", language="lt", subject=file.subject, body=file.body)

    mine = letter_texts.rendered(unchanged, Context(context, autoescape=False))

    assert mine == letter_texts.of_file("offered", "lt", context)


# --- Writing --------------------------------------------------------------------------------------------------------
def test_own_words_are_sent_until_the_original_is_asked_back(client, coordinator, mailoutbox):
    client.force_login(coordinator)
    words = typed("received", lt_subject="Turime {number}", lt_body="Sveiki! <b>{activity}</b>\r\n\r\n{link}")
    assert client.post(words_of("received"), {**words, "save": ""}).status_code == 302

    application, message = sent()

    assert message.subject == f"Turime {application.number}"
    assert message.body.startswith(f"Sveiki! <b>{application.opportunity.title_lt}</b>\n\nhttp")
    assert "&lt;b&gt;" in message.alternatives[0][0]
    assert [row.language for row in LetterText.objects.all()] == ["lt"]
    assert "Lietuviškai: savas tekstas" in client.get(ADDRESS).content.decode()

    asked = client.post(f"{words_of('received')}original/")
    assert (asked.status_code, LetterText.objects.count()) == (200, 1)
    client.post(f"{words_of('received')}original/", {"sure": "1"})
    mailoutbox.clear()
    assert sent()[1].subject == "Gavome jūsų paraišką"


def test_words_equal_to_the_original_make_no_row(client, coordinator):
    own(body=letter_files.original("received", "lt").body, subject="Kita")
    client.force_login(coordinator)

    client.post(words_of("received"), typed("received", lt_subject="Gavome jūsų paraišką"))

    assert not LetterText.objects.exists()


def test_a_preview_saves_nothing_and_shows_invented_data(client, coordinator):
    client.force_login(coordinator)

    page = client.post(words_of("received"), typed("received", lt_body="<i>{number}</i> {link}", preview=""))

    shown = page.content.decode()
    assert "SAV-2000-0001" in shown
    assert "&lt;i&gt;SAV-2000-0001&lt;/i&gt;" in shown
    assert not re.search(r"<style|<iframe| style=", shown)
    assert not LetterText.objects.exists()


REFUSED = {
    "unknown": ("lt_body", "{vardas} {link}", "{vardas}"),
    "no_link": ("lt_body", "Labas.", "{link}"),
    "lone": ("lt_body", "{link} }", "skliaust"),
    "django": ("lt_body", "{link} {{ application.person.last_name }}", "skliaust"),
    "tag": ("lt_body", "{link} {% debug %}", "{% debug %}"),
    "attribute": ("lt_body", "{link} {application.person.email}", "{application.person.email}"),
    "empty": ("lt_subject", "", ""),
    "name_in_subject": ("lt_subject", "{activity}", "{activity}"),
    "two_lines": ("lt_subject", "Labas\nBcc: visi@example.lt", ""),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_says_why_and_is_kept_in_the_fields(client, coordinator, case):
    field, text, told = REFUSED[case]
    client.force_login(coordinator)

    page = client.post(words_of("received"), typed("received", **{field: text}))

    form = page.context["forms"][0]
    assert page.status_code == 200
    assert told in " ".join(form.errors[field[3:]])
    assert form[field[3:]].value() == text
    assert not LetterText.objects.exists()


def test_nul_and_direction_turning_characters_are_taken_out(client, coordinator):
    client.force_login(coordinator)

    client.post(words_of("received"), typed("received", lt_subject="La\u202ebas", lt_body="Labas\u202e {link}"))

    assert [(row.subject, row.body) for row in LetterText.objects.all()] == [("Labas", "Labas {link}")]
    assert client.post(words_of("received"), typed("received", lt_body="\x00 {link}")).status_code == 200


def test_two_who_write_at_once_do_not_lose_each_others_words(client, coordinator):
    client.force_login(coordinator)
    mine = typed("received", lt_body="Mano žodžiai {link}")
    client.post(words_of("received"), typed("received", lt_body="Kolegės žodžiai {link}"))

    page = client.post(words_of("received"), mine)

    assert "Kolegės žodžiai" in page.content.decode()
    assert LetterText.objects.get().body == "Kolegės žodžiai {link}"
    again = {**mine, "lt-seen": page.context["forms"][0]["seen"].value()}
    client.post(words_of("received"), again)
    assert LetterText.objects.get().body == "Mano žodžiai {link}"


@pytest.mark.parametrize("key", ["nera", "base", "_end"])
def test_a_letter_that_is_not_written_is_not_found(client, coordinator, key):
    client.force_login(coordinator)

    assert client.get(words_of(key)).status_code == 404


def test_editors_and_data_officers_have_no_say_in_letters(client, editor, data_officer):
    for user in (editor, data_officer):
        client.force_login(user)
        assert client.get(ADDRESS).status_code == 403
        assert client.get(words_of("received")).status_code == 403
        assert client.post(words_of("received"), typed("received")).status_code == 403
        assert client.post(f"{words_of('received')}original/", {"sure": "1"}).status_code == 403


# --- Never a letter's ruin ------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("body", ["{vardas} {link}", "{{ application }}", "Be nuorodos", "{link", "{% x %} {link}"])
def test_words_that_do_not_fit_give_way_to_the_file_and_staff_are_told(client, coordinator, body):
    own(body=body)

    _application, message = sent()

    assert message.subject == "Gavome jūsų paraišką"
    assert Letter.objects.get().status == "sent"
    client.force_login(coordinator)
    assert "/admin/lvg_portal/lettertext/" in [line.address for line in client.get("/admin/").context["waiting"]]


@pytest.mark.django_db
def test_what_is_put_in_is_never_read_as_a_placeholder_again():
    own("question", body="{question} {link}")
    application = make.application(20, "info_requested")
    event = application.events.create(move="ask", target="info_requested", by="staff", reason="{link} {{ 7 }} {% x %}")
    outbox.post("question", language="lt", application=application.pk, event=event.pk)

    outbox.deliver()

    assert mail.outbox[0].body.startswith("{link} {{ 7 }} {% x %} http")


HOSTILE = st.text(st.sampled_from("{}% \n\r\x00_.|#aązlink\u202e"), max_size=60) | st.text(max_size=200)


@given(HOSTILE)
def test_any_text_is_either_refused_with_a_reason_or_filled_to_the_last_bracket(text):
    reasons = letter_texts.problems(text, ["link", "number"])

    if not reasons:
        assert not re.search(r"[{}]", letter_texts.fill(text, lambda name: f"<{name}>"))


def test_a_huge_text_is_judged_at_once():
    assert letter_texts.problems("{" * 100_000 + "}" * 100_000, ["link"])
    assert letter_texts.problems("{a}" * 50_000, ["link"])
