"""Applications that came on paper, many at once: a preview in words, then the button; twice adds nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import translation

from lvg_portal import tables
from tests import make
from tests.staff.test_exports import TAKE_OUT, body, said
from volunteers import imports
from volunteers.models import Application, Person

pytestmark = pytest.mark.django_db

IMPORT = reverse("admin:volunteers_import")
COLUMNS = ["first_name", "last_name", "born_on", "phone", "municipality", "interests", "availability"]


def row(**facts) -> dict[str, str]:
    return {
        "first_name": "Rūta",
        "last_name": "Šešelgytė-Žiūkienė",
        "born_on": str(make.born(30)),
        "phone": "8 612 34567",
        "municipality": "Alytaus rajonas",
        "interests": "gėlės",
        "availability": "Savaitgaliais",
        **facts,
    }


def file_of(*rows: dict[str, str], encoding="utf-8-sig", between=";") -> SimpleUploadedFile:
    names = list(dict.fromkeys(name for one in rows for name in one)) or COLUMNS
    lines = [between.join(names), *(between.join(one.get(name, "") for name in names) for one in rows)]
    return SimpleUploadedFile("klase.csv", "\r\n".join(lines).encode(encoding), content_type="text/csv")


def preview(client, *rows, **options):
    return client.post(IMPORT, {"file": file_of(*rows, **options)})


def errors(page) -> list[str]:
    return [error for line in page.context["lines"] for error in line.errors]


def keep(client, page):
    return client.post(IMPORT, {"rows": page.context["signed"]})


@pytest.fixture
def desk(client, coordinator):
    client.force_login(coordinator)
    return client


# --- The way -----------------------------------------------------------------------------------------------------
def test_a_preview_keeps_nothing_and_the_button_all_that_is_sound(desk, coordinator):
    rows = [row(), row(first_name="Jonas", born_on="2030-01-01"), row(first_name="Ona", phone="+370 698 76543")]

    page = preview(desk, *rows)

    assert not Person.objects.exists()
    assert (page.context["new"], page.context["wrong"]) == (2, 1)
    assert "Šešelgytė-Žiūkienė" in page.content.decode()
    assert desk.session.get("rows") is None

    assert keep(desk, page).url == IMPORT
    ruta, ona = Application.objects.order_by("pk")
    assert (ruta.route, ruta.status, ruta.events.get().actor) == ("paper", "submitted", coordinator)
    assert (ruta.person.full_name, ruta.person.phone) == ("Rūta Šešelgytė-Žiūkienė", "+37061234567")
    assert (ona.person.first_name, ona.age_band) == ("Ona", "30–64")


def test_the_same_file_twice_adds_nothing(desk):
    rows = [row(), row(first_name="Jonas", phone="8 612 34568")]
    keep(desk, first := preview(desk, *rows))

    again = preview(desk, *rows)
    keep(desk, again)
    keep(desk, first)  # the button of the first page, once more

    assert (again.context["new"], again.context["known"]) == (0, 2)
    assert Application.objects.count() == 2


def test_the_same_file_adds_nothing_when_the_applications_were_declined_meanwhile(desk):
    keep(desk, preview(desk, row()))
    Application.objects.update(status="declined")

    assert preview(desk, row()).context["new"] == 0


def test_a_row_twice_in_a_file_is_one_application(desk):
    page = preview(desk, row(), row())

    assert errors(page) == ["Tokia pati kaip 2 eilutė."]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_keep_each_row_once(coordinator):
    rows = [row(), row(first_name="Jonas", phone="8 612 34568")]
    both_have_looked = threading.Barrier(2, timeout=10)

    def click(_number) -> tuple[int, list]:
        try:
            lines = imports.check(rows)
            both_have_looked.wait()
            return imports.bring_in(lines, coordinator)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as clicks:
        done = list(clicks.map(click, range(2)))

    assert Application.objects.count() == 2
    assert sum(added for added, _refused in done) == 2
    assert [refused for _added, refused in done] == [[], []]


def test_who_has_an_open_application_is_told_in_the_preview(desk):
    keep(desk, preview(desk, row()))

    page = preview(desk, row(last_name="Žiūkienė"))

    assert Application.objects.get().number in errors(page)[0]


def test_a_minor_of_a_school_class_waits_for_the_guardian(desk):
    born = str(make.born(15))
    guardian = {"guardian_name": "Ona Ąžuolienė"}

    page = preview(desk, row(born_on=born, **guardian), row(born_on=born, first_name="Jonas"))

    assert [len(line.errors) for line in page.context["lines"]] == [0, 2]
    keep(desk, page)
    application = Application.objects.get()
    assert application.status == "guardian_pending"
    assert (application.guardian.name, application.guardian.contact_by) == ("Ona Ąžuolienė", "paper")


# --- Files as people save them --------------------------------------------------------------------------------------
@pytest.mark.parametrize(("encoding", "between"), [("cp1257", ";"), ("utf-8", ","), ("utf-16", "\t")])
def test_files_as_people_save_them(desk, encoding, between):
    page = preview(desk, row(), encoding=encoding, between=between)

    assert page.context["lines"][0].who == "Rūta Šešelgytė-Žiūkienė"
    assert page.context["new"] == 1


@pytest.mark.parametrize("language", ["lt", "en"])
def test_our_own_export_comes_back_as_it_left(client, lead, language):
    client.force_login(lead)
    opportunity = make.opportunity(min_age=14)
    grown = {"motivation": "=SUM(A1)\n'+x", "interests": "'-a", "hours_per_month": 12, "wants_jst": True}
    make.application(person=make.person(phone="+37061234567"), opportunity=opportunity, **grown)
    make.application(15, opportunity=opportunity, helper_name="Rasa", helper_relation="@mokytoja")
    facts = [
        *("person__first_name", "person__last_name", "person__born_on", "person__email", "person__phone"),
        *("person__municipality", "motivation", "interests", "availability", "hours_per_month", "wants_jst"),
        *("opportunity", "helper_name", "helper_relation", "guardian__name", "guardian__email"),
    ]
    before = list(Application.objects.order_by("pk").values_list(*facts))
    with translation.override(language):
        content = body(client.post(reverse("admin:volunteers_take_out"), said()))
    Application.objects.update(status="declined")

    page = client.post(IMPORT, {"file": SimpleUploadedFile("paraiskos.csv", content)})
    keep(client, page)

    assert errors(page) == []
    assert list(Application.objects.exclude(status="declined").order_by("pk").values_list(*facts)) == before
    assert TAKE_OUT == "/admin/volunteers/taking-out/"


def test_the_template_has_the_columns_of_the_export(desk):
    answer = desk.get(reverse("admin:volunteers_import_template"))

    header = tables.read_csv(body(answer), 1)[0]
    assert header[:3] == ["Vardas", "Pavardė", "Gimimo data"]
    assert answer["Content-Disposition"] == 'attachment; filename="popierines-paraiskos.csv"'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tuščias"),
        (b"PK\x03\x04", "Excel"),
        (b"first_name;last_name\r\nA;B", "Gimimo data"),
        (b"first_name;last_name;born_on\r\n", "nėra nė vienos eilutės"),
        (b"first_name;last_name;born_on\r\n" + b"a;b;c\r\n" * 501, "500"),
        (b"x" * (2 * 1024 * 1024 + 1), "2 MB"),
        (b'first_name;last_name;born_on\r\n"a;b;c', "kabutės"),
    ],
    ids=["empty", "xlsx", "no column", "no row", "too many rows", "too large", "open quote"],
)
def test_what_cannot_be_read_is_told_beside_the_field(desk, content, words):
    page = desk.post(IMPORT, {"file": SimpleUploadedFile("failas.csv", content)})

    assert words in " ".join(page.context["form"].errors["file"])
    assert page.status_code == 200


@pytest.mark.parametrize(
    ("facts", "column"),
    [
        ({"born_on": "vakar"}, "Gimimo data"),
        ({"born_on": "2011-02-29"}, "Gimimo data"),
        ({"phone": "123"}, "Telefonas"),
        ({"municipality": "Vilnius"}, "Savivaldybė"),
        ({"opportunity": "Tokios nėra"}, "Veikla"),
        ({"wants_jst": "galbūt"}, "Domina JST"),
        ({"hours_per_month": "daug"}, "Valandų per mėnesį"),
        ({"email": "be eta"}, "El. pašto adresas"),
        ({"first_name": ""}, "Vardas"),
        ({"motivation": "a" * 1001}, "Kodėl nori"),
        ({"language": "fr"}, "Mūsų laiškų kalba"),
    ],
)
def test_each_slip_has_its_column_and_its_words(desk, facts, column):
    page = preview(desk, row(**facts))

    assert [error.partition(":")[0] for error in errors(page)] == [column]
    assert page.context["new"] == 0


def test_a_row_with_more_cells_than_columns_is_not_taken(desk):
    page = preview(desk, row(availability="Savaitgaliais; po pamokų"))

    assert "daugiau langelių negu stulpelių" in errors(page)[0]


# --- Who and how long ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["editor", "data officer"])
def test_who_writes_no_applications_down_brings_none_in(client, role):
    client.force_login(make.staff(role))

    assert client.get(IMPORT).status_code == 403
    assert preview(client, row()).status_code == 403


def test_a_preview_is_good_for_two_hours_and_for_who_made_it(client, desk, coordinator, monkeypatch):
    page = preview(desk, row())
    rows = page.context["signed"]

    assert imports.unsigned(rows, make.staff("coordinator")) is None
    assert imports.unsigned(rows + "x", coordinator) is None
    monkeypatch.setattr(imports, "SECONDS", -1)
    answer = client.post(IMPORT, {"rows": rows}, follow=True)
    assert "senesnė kaip dvi valandos" in answer.content.decode()
    assert not Application.objects.exists()
