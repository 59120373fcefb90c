"""Data of applicants out of the portal: the lead's right alone, for a purpose, logged, safe in Excel."""

import csv
import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from lvg_portal.tables import read_csv
from tests import make
from tests.staff.test_reports import local_project, worked
from volunteers import consents, exports
from volunteers.models import AccessLog, Application, ConsentText, Export, Guardian, SupportNeed

pytestmark = pytest.mark.django_db

TAKE_OUT = reverse("admin:volunteers_take_out")
PURPOSE = "Metinė ataskaita Jaunimo reikalų agentūrai"


def said(**facts) -> dict:
    return {"what": "applications", "file_format": "csv", "purpose": PURPOSE, **facts}


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def rows_of(answer) -> list[dict[str, str]]:
    header, *rows = read_csv(body(answer), at_most=20_000)
    return [dict(zip(header, row, strict=True)) for row in rows]


def sheet_of(answer):
    return openpyxl.load_workbook(io.BytesIO(body(answer))).active


@pytest.mark.parametrize("role", ["editor", "coordinator", "data officer"])
def test_only_a_lead_takes_data_out(client, role):
    make.application()
    client.force_login(make.staff(role))

    assert client.get(TAKE_OUT).status_code == 403
    assert client.post(TAKE_OUT, said()).status_code == 403
    assert not Export.objects.exists()


@pytest.mark.parametrize("purpose", ["", "   ", "ataskaita", "a" * 301])
def test_without_a_purpose_nothing_leaves(client, lead, purpose):
    make.application()
    client.force_login(lead)

    page = client.post(TAKE_OUT, said(purpose=purpose))

    assert list(page.context["form"].errors) == ["purpose"]
    assert "Pavyzdaitis" not in page.content.decode()
    assert not Export.objects.exists()
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_an_export_is_logged_with_its_purpose_and_kept_by_nobody(client, lead, file_format):
    first, second = make.application(), make.application()
    client.force_login(lead)

    answer = client.post(TAKE_OUT, said(file_format=file_format))

    export = Export.objects.get()
    assert (export.actor, export.what, export.file_format) == (lead, "Paraiškos", file_format)
    assert (export.rows, export.purpose) == (2, PURPOSE)
    logged = AccessLog.objects.order_by("application").values_list("application", "actor", "deed", "reason")
    assert list(logged) == [(row.pk, lead.pk, "exported", PURPOSE) for row in (first, second)]
    assert answer["Cache-Control"] == "no-store"
    today = timezone.localdate()
    assert answer["Content-Disposition"] == f'attachment; filename="paraiskos-{today}.{file_format}"'


def test_what_excel_would_misread_stays_as_it_is(client, lead):
    person = make.person(first_name="Rūta", last_name="Šešelgytė-Žiūkienė", phone="+37061234567")
    make.application(person=person, motivation='=HYPERLINK("http://a.lt";"spausk")', hours_per_month=10)
    client.force_login(lead)

    sheet = sheet_of(client.post(TAKE_OUT, said(file_format="xlsx")))

    cells = {sheet.cell(1, column.column).value: column for column in sheet[2]}
    assert cells["Pavardė"].value == "Šešelgytė-Žiūkienė"
    assert (cells["Telefonas"].value, cells["Telefonas"].data_type) == ("+37061234567", "s")
    formula = cells["Kodėl nori"]
    assert (formula.data_type, formula.number_format) == ("s", "@")
    assert formula.value.startswith("=HYPERLINK")
    assert cells["Gimimo data"].is_date
    assert cells["Gimimo data"].value.date() == person.born_on
    assert (cells["Valandų per mėnesį"].value, cells["Valandų per mėnesį"].data_type) == (10, "n")


def test_csv_for_a_lithuanian_excel(client, lead):
    make.application(person=make.person(last_name="Šešelgytė-Žiūkienė", phone="+37061234567"), motivation="-1+2")
    client.force_login(lead)

    content = body(client.post(TAKE_OUT, said()))

    assert content.startswith(b"\xef\xbb\xbf")
    header, row = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    cells = dict(zip(header, row, strict=True))
    assert (cells["Telefonas"], cells["Kodėl nori"]) == ("'+37061234567", "'-1+2")


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_what_would_help_never_leaves(client, lead, file_format):
    application = make.application(owner=lead)
    consent = consents.give(application.person, ConsentText.current("support", "lt"))
    SupportNeed.objects.create(application=application, consent=consent, text="Vežimėliui pritaikytas įėjimas")
    client.force_login(lead)

    content = body(client.post(TAKE_OUT, said(file_format=file_format)))
    if file_format == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        content = " ".join(str(value) for row in sheet.values for value in row).encode()

    assert "Pavyzdaitis" in content.decode()
    assert "Vežimėliui" not in content.decode()


def test_filters_of_an_export(client, lead):
    client.force_login(lead)
    garden = make.opportunity()
    wanted = make.application(status="declined", opportunity=garden)
    make.application(status="submitted", opportunity=garden)
    make.application(status="declined")
    last_year = make.application(status="declined", opportunity=garden)
    Application.objects.filter(pk=last_year.pk).update(created_at=make.at(timezone.localdate().year - 1, 6, 1))

    chosen = said(status="declined", opportunity=garden.pk, year=timezone.localdate().year)
    rows = rows_of(client.post(TAKE_OUT, chosen))

    assert [row["Numeris"] for row in rows] == [wanted.number]
    assert AccessLog.objects.get().application == wanted


def test_the_hours_journal(client, lead):
    client.force_login(lead)
    application = make.application()
    worked(application, date(2026, 3, 1), 90, began_minute=22 * 60 + 30, local_project=local_project())

    sheet = sheet_of(client.post(TAKE_OUT, said(what="hours", file_format="xlsx")))

    header, row = sheet.values
    cells = dict(zip(header, row, strict=True))
    assert (cells["Diena"].date(), cells["Nuo"].hour, cells["Iki"]) == (date(2026, 3, 1), 22, "24:00")
    assert (cells["Valandos"], cells["Vietos projektas"]) == (1.5, "Bendruomenės sodas")
    assert AccessLog.objects.get().application == application


def test_the_in_kind_sheet_as_a_file(client, lead):
    client.force_login(lead)
    garden = local_project()
    worked(make.application(), date(2026, 3, 1), 90, local_project=garden)

    answer = client.post(
        reverse("admin:volunteers_in_kind", args=[garden.pk]), {"file_format": "csv", "purpose": PURPOSE}
    )

    row = rows_of(answer)[0]
    assert (row["Savanoris"], row["Valandos"], row["Įskaitoma"]) == (
        "Žygimantas Pavyzdaitis", "1,50", "ne: nepaskelbta laiku",
    )  # fmt: skip
    assert Export.objects.get().what == "Savanoriško darbo žiniaraštis"


def test_ten_thousand_rows_cost_as_many_queries_as_one(lead, django_assert_max_num_queries):
    """The log is written a thousand rows at a time; nothing else grows."""
    model = make.application(15)
    guardian = model.guardian
    rows = [
        Application(
            person=model.person, opportunity=model.opportunity, number=f"S-{number}", status="submitted",
            status_since=timezone.now(),
        )
        for number in range(10_000)
    ]  # fmt: skip
    Application.objects.bulk_create(rows)
    Guardian.objects.bulk_create([Guardian(application=row, name=guardian.name, contact_by="paper") for row in rows])

    with django_assert_max_num_queries(35):
        file = exports.take_out(
            exports.applications(Application.objects.all()), file_format="xlsx", actor=lead, purpose=PURPOSE
        )

    assert Export.objects.get().rows == 10_001
    assert AccessLog.objects.count() == 10_001
    assert openpyxl.load_workbook(file, read_only=True).active.max_row in (None, 10_002)
