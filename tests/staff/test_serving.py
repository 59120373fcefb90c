"""Serving in the back office: agreement and signatures, hours, certificate, criminal-record certificate."""

import io
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lvg_portal.models import Letter
from tests import make
from volunteers import agreements, hours, records
from volunteers.flow import By, MoveRefused, make_move
from volunteers.models import AccessLog, Agreement, Application, Certificate, RecordCheck, Signature, Task, WorkNotice

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def address(application: Application, page: str, *key) -> str:
    return reverse(f"admin:volunteers_application_{page}", args=[application.pk, *key])


def told(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def today(days: int = 0) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.fixture
def own(client, coordinator) -> Application:
    """An application whose offer was accepted, handled by who is logged in."""
    client.force_login(coordinator)
    return make.application(status="accepted", owner=coordinator, opportunity=make.opportunity(kind="long"))


@pytest.fixture
def serving(client, coordinator) -> Application:
    client.force_login(coordinator)
    return make.volunteer(owner=coordinator)


# --- Agreement --------------------------------------------------------------------------------------------------------
def facts(**more) -> dict:
    return {
        "kind": "long", "language": "lt", "starts_on": today(), "ends_on": today(90), "hours_planned": "40",
        "duties": "Padeda rengti šventes", "expenses": "Kelionės bilietai", **more,
    }  # fmt: skip


def test_from_the_proposal_to_the_start(client, own):
    proposed = client.get(address(own, "agreement")).context["form"].initial
    made = client.post(address(own, "agreement"), facts())
    agreement = Agreement.objects.get()
    with pytest.raises(MoveRefused):
        make_move(own, "activate", by=By.STAFF)
    for party in ("organisation", "volunteer"):
        client.post(address(own, "sign"), {"party": party, "signed_on": today(), "route": "seen"})
    make_move(own, "activate", by=By.STAFF)

    assert proposed["kind"] == "long"
    assert agreement.number in told(made)
    assert (agreement.created_by, agreement.duties) == (own.owner, "Padeda rengti šventes")
    assert own.status == "active"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_on": today(-1)}, "ends_on"),
        ({"starts_on": "0001-01-01"}, "starts_on"),
        ({"hours_planned": "1e9"}, "hours_planned"),
        ({"hours_planned": "0"}, "hours_planned"),
        ({"kind": "x"}, "kind"),
        ({"duties": "x" * 1001}, "duties"),
    ],
)
def test_a_slip_keeps_what_was_typed(client, own, wrong, field):
    page = client.post(address(own, "agreement"), facts(**wrong))

    assert list(page.context["form"].errors) == [field]
    assert "Kelionės bilietai" in page.content.decode()
    assert Agreement.objects.count() == 0


def test_printing_is_noted(client, serving):
    agreement = agreements.in_force(serving)

    answer = client.get(address(serving, "agreement_pdf", agreement.pk))

    assert answer.content.startswith(b"%PDF-")
    assert answer.headers["Cache-Control"] == "no-store"
    noted = AccessLog.objects.get()
    assert (noted.deed, noted.reason) == ("printed", agreement.number)


def test_what_was_signed_can_only_be_cancelled(client, serving):
    refused = client.get(address(serving, "agreement"))
    client.post(address(serving, "cancel_agreement"))

    assert "pasirašyta" in told(refused)
    assert agreements.in_force(serving) is None


# --- Scans ------------------------------------------------------------------------------------------------------------
def upload(client, application, content: bytes, name: str = "sutartis.pdf"):
    file = SimpleUploadedFile(name, content)
    said = {"party": "volunteer", "signed_on": today(), "route": "scan", "scan": file}
    return client.post(address(application, "sign"), said)


def jpeg_with_place() -> bytes:
    buffer = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Alytus, namie"
    Image.new("RGB", (60, 80), "white").save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


@pytest.mark.parametrize(("content", "suffix"), [(PDF, "pdf"), (jpeg_with_place(), "jpg")], ids=["pdf", "jpeg"])
def test_a_scan_lies_under_a_random_name_and_only_staff_open_it(client, own, settings, content, suffix):
    make.agreement(own, signed=False)

    upload(client, own, content, name="Žygimanto sutartis.exe")
    signature = Signature.objects.get()
    answer = client.get(address(own, "scan", signature.pk))

    assert signature.scan.path.startswith(str(settings.PRIVATE_ROOT))
    assert "ygimant" not in signature.scan.name
    assert b"namie" not in b"".join(answer.streaming_content)
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Disposition"].rstrip('"').endswith(suffix)
    assert answer.headers["Cache-Control"] == "no-store"
    assert AccessLog.objects.filter(deed="printed").count() == 1


@pytest.mark.parametrize(
    "content", [b"", b"<html><script>", b"PK\x03\x04", b"%PDF-1.7", b"GIF89a", b"\xff\xd8\xff\xe0"]
)
def test_what_is_no_scan_is_refused_at_its_field(client, own, content):
    make.agreement(own, signed=False)

    page = upload(client, own, content, name="sutartis.pdf")

    assert list(page.context["form"].errors) == ["scan"]
    assert Signature.objects.count() == 0


def test_a_scan_that_is_too_large_is_refused(client, own):
    make.agreement(own, signed=False)

    page = upload(client, own, PDF[:-8] + b" " * 10 * 1024 * 1024 + b"\n%%EOF\n")

    assert "10 MB" in str(page.context["form"].errors["scan"])


def test_a_signature_of_tomorrow_is_refused(client, own):
    make.agreement(own, signed=False)

    page = client.post(address(own, "sign"), {"party": "volunteer", "signed_on": today(1), "route": "seen"})

    assert list(page.context["form"].errors) == ["signed_on"]


# --- Hours ------------------------------------------------------------------------------------------------------------
def mark(entry) -> str:
    return f"{entry.pk}:{hours.fingerprint(entry)}"


def test_all_that_wait_are_confirmed_at_one_press(client, serving):
    entries = [make.hours(serving, days_ago=day) for day in (1, 2, 3)]

    answer = client.post(address(serving, "hours"), {"deed": "confirm_all", "all": [mark(entry) for entry in entries]})

    assert "3 įrašai patvirtinti" in told(answer)
    assert hours.progress(serving).waiting == 0


def test_one_is_returned_with_a_reason_and_without_one_nothing_happens(client, serving):
    entry = make.hours(serving)
    form = {"deed": "return", "entry": mark(entry)}

    page = client.post(address(serving, "hours"), {**form, "reason": " "})
    client.post(address(serving, "hours"), {**form, "reason": "Kita diena"})

    entry.refresh_from_db()
    assert list(page.context["form"].errors) == ["reason"]
    assert f'value="{mark(entry)}" id="entry-{entry.pk}" checked' in page.content.decode()
    assert (entry.status, entry.returned_because) == ("returned", "Kita diena")


def test_a_reason_typed_before_any_tick_stays_on_the_page(client, serving):
    make.hours(serving)

    page = client.post(address(serving, "hours"), {"deed": "return", "reason": "Kita diena"})

    assert ">Kita diena</textarea>" in page.content.decode().replace("\n", "")
    assert "pažymėkite" in page.content.decode()


def test_hours_changed_meanwhile_are_not_confirmed(client, serving):
    entry = make.hours(serving)
    seen = mark(entry)
    serving.hours.update(minutes=480)

    answer = client.post(address(serving, "hours"), {"deed": "confirm", "entry": seen})

    assert "dar kartą" in told(answer)
    assert hours.progress(serving).waiting == 480


@pytest.mark.parametrize("entry", ["", "x", "1", "1:", "999999999999999999999:a", "-1:a", "１:a"])
@pytest.mark.parametrize("deed", ["confirm", "return", "assign", "x", ""])
def test_junk_changes_nothing(client, serving, entry, deed):
    make.hours(serving)

    answer = client.post(address(serving, "hours"), {"deed": deed, "entry": entry, "reason": "x", "project": "x"})

    assert answer.status_code in (200, 302)
    assert hours.progress(serving).waiting == 120


def test_hours_told_by_phone_are_confirmed_at_once_for_a_project(client, serving):
    project = make.project()
    said = {"worked_on": today(-1), "began": "9", "ended": "11", "activity": "Sodino", "project": project.pk}

    client.post(address(serving, "hours_entry"), said)

    entry = serving.hours.get()
    assert (entry.status, entry.entered_by, entry.project) == ("confirmed", serving.owner, project)


def test_the_journal_costs_the_same_with_1_and_12_entries(client, serving):
    make.hours(serving)
    client.get(address(serving, "hours"))
    with CaptureQueriesContext(connection) as few:
        client.get(address(serving, "hours"))
    for day in range(2, 13):
        make.hours(serving, days_ago=day)
    with CaptureQueriesContext(connection) as many:
        client.get(address(serving, "hours"))

    assert len(few) == len(many)


# --- Certificate ------------------------------------------------------------------------------------------------------
def issue(client, application):
    said = {"language": "lt", "duties": "Padėjo", "competences": "Bendravimas\nKomandinis darbas"}
    return client.post(address(application, "certificate"), said)


def test_a_certificate_is_of_confirmed_hours_and_the_volunteer_is_told(client, serving):
    make.hours(serving, status="confirmed", minutes=120)
    make.hours(serving, days_ago=5, status="confirmed", minutes=90)
    make.hours(serving, days_ago=6)
    Task.objects.create(application=serving, what=Task.What.CERTIFICATE, due_on=timezone.localdate())

    issue(client, serving)

    certificate = Certificate.objects.get()
    assert (certificate.minutes, certificate.number) == (210, f"PAZ-{timezone.localdate():%Y}-0001")
    assert certificate.from_on == timezone.localdate() - timedelta(days=5)
    assert make.letters_waiting("certificate") == [serving.pk]
    assert not serving.tasks.filter(done_at=None).exists()
    assert certificate.code not in str(LogEntry.objects.values())


def test_two_clicks_issue_one(client, serving):
    make.hours(serving, status="confirmed")

    issue(client, serving)
    again = issue(client, serving)

    assert Certificate.objects.count() == 1
    assert "jau išduota" in again.content.decode()


def test_without_confirmed_hours_there_is_none(client, serving):
    make.hours(serving)

    assert "patvirtintas valandas" in told(issue(client, serving))
    assert Certificate.objects.count() == 0


def test_revoking_needs_a_reason(client, serving):
    certificate = make.certificate(serving)
    place = address(serving, "revoke", certificate.pk)

    client.post(place, {"reason": ""})
    assert Certificate.objects.get().revoked_at is None
    client.post(place, {"reason": "Klaida varde"})

    assert Certificate.objects.get().revoked_because == "Klaida varde"
    assert Letter.objects.filter(key="certificate_revoked").count() == 1


# --- Criminal-record certificate --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        (None, "valid", "nenurodyta"),
        (31, "valid", "galioja iki"),
        (30, "soon", "netrukus"),
        (-1, "over", "nebegalioja"),
    ],
)
def test_the_page_warns_before_a_record_check_runs_out(client, coordinator, days, state, words):
    client.force_login(coordinator)
    row = make.volunteer(owner=coordinator, opportunity=make.opportunity(with_children=True))
    until = None if days is None else timezone.localdate() + timedelta(days=days)
    RecordCheck.objects.create(application=row, seen_on=timezone.localdate() - timedelta(days=90), valid_until=until)

    page = client.get(address(row, "change")).content.decode()

    assert records.standing(row).state == state
    assert words in page


def test_a_certificate_seen_is_noted_once_whoever_clicks_twice(client, own):
    for _click in range(2):
        client.post(address(own, "record"), {"seen_on": today(), "valid_until": ""})

    assert own.record_checks.count() == 1


def test_seeing_it_is_written_down_and_lets_volunteering_begin(client, coordinator):
    client.force_login(coordinator)
    row = make.application(
        status="accepted", owner=coordinator, opportunity=make.opportunity(with_children=True, kind="one-off")
    )
    with pytest.raises(MoveRefused):
        make_move(row, "activate", by=By.STAFF)

    client.post(address(row, "record"), {"seen_on": today(), "valid_until": today(365)})
    make_move(row, "activate", by=By.STAFF)

    assert row.status == "active"
    assert [field.name for field in RecordCheck._meta.fields if "file" in field.name or "scan" in field.name] == []


def test_one_seen_tomorrow_or_over_before_it_was_seen_is_refused(client, own):
    for said in ({"seen_on": today(1)}, {"seen_on": today(), "valid_until": today(-1)}):
        assert client.post(address(own, "record"), said).status_code == 200

    assert RecordCheck.objects.count() == 0


# --- Who may ----------------------------------------------------------------------------------------------------------
PAGES = ["agreement", "sign", "record", "certificate", "hours", "hours_entry", "hours_pdf"]


def places(application: Application) -> list[str]:
    agreement, certificate = agreements.in_force(application), application.certificates.get()
    scan = agreement.signatures.first()
    return [
        *(address(application, page) for page in PAGES),
        address(application, "agreement_pdf", agreement.pk),
        address(application, "certificate_pdf", certificate.pk),
        address(application, "revoke", certificate.pk),
        address(application, "scan", scan.pk),
    ]


@pytest.mark.parametrize("role", ["editor", "data officer", "coordinator"])
def test_who_may_not_see_an_application_opens_nothing_of_it(client, coordinator, role):
    row = make.volunteer(owner=coordinator)
    make.certificate(row)
    client.force_login(make.staff(role))

    got = {client.get(place).status_code for place in places(row)}
    posted = {client.post(place, facts()).status_code for place in places(row)}

    assert got <= {403, 404}
    assert posted <= {403, 404, 405}


def test_a_stranger_is_sent_to_the_login(client, coordinator):
    row = make.volunteer(owner=coordinator)
    make.certificate(row)

    assert {client.get(place).status_code for place in places(row)} == {302}


def test_before_taking_it_a_coordinator_reads_and_changes_nothing(client, coordinator):
    client.force_login(coordinator)
    row = make.volunteer(owner=None)
    entry = make.hours(row)

    read = client.get(address(row, "hours"))
    form = client.get(address(row, "hours_entry"))
    client.post(address(row, "hours"), {"deed": "confirm", "entry": mark(entry)})
    client.post(address(row, "cancel_agreement"))

    assert read.status_code == 200
    assert "Pirmiausia" in told(form)
    assert hours.progress(row).waiting == 120
    assert agreements.in_force(row)


def test_anothers_paper_is_not_found_under_ones_own_application(client, serving):
    strange = make.volunteer()
    certificate = make.certificate(strange)

    assert client.get(address(serving, "certificate_pdf", certificate.pk)).status_code == 404
    assert client.get(address(serving, "revoke", certificate.pk)).status_code == 404
    assert client.get(address(serving, "agreement_pdf", agreements.in_force(strange).pk)).status_code == 404


def test_the_section_shows_what_is_possible_now(client, own):
    page = client.get(address(own, "change")).content.decode()

    assert address(own, "agreement") in page
    assert address(own, "sign") not in page
    assert address(own, "hours") not in page
    assert address(own, "certificate") not in page


# --- Work announced for local projects --------------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "warned"), [(3, True), (30, False)])
def test_work_announced_late_is_kept_with_a_warning(client, coordinator, days, warned):
    client.force_login(coordinator)
    project = make.local_project()
    said = {"local_project": project.pk, "work_on": today(days), "announced_on": today(), "what": "Talka"}

    answer = client.post(reverse("admin:volunteers_worknotice_add"), said)

    assert WorkNotice.objects.get().created_by == coordinator
    assert ("7 darbo" in told(answer)) == warned
