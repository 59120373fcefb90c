"""Reports of a year and a quarter, and the in-kind sheet: right figures, nobody to be recognised."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from projects.models import LocalProject
from tests import make
from volunteers.flow import By, make_move
from volunteers.models import AccessLog, Application, Export, HoursEntry, Person, StatusEvent, Terms, WorkNotice
from volunteers.reports import chart, figures, in_kind
from volunteers.reports.periods import Period

pytestmark = pytest.mark.django_db

REPORTS = reverse("admin:volunteers_reports")
YEAR = Period(2025)


def applied(on: datetime, age: int = 20, **facts) -> Application:
    """An application submitted at that moment; its age band as the form would have frozen it."""
    band = {15: "14–17", 20: "18–29", 40: "30–64", 70: "65+"}[age]
    return make.application(age, submitted_at=on, age_band=band, **facts)


def worked(application: Application, day: date, minutes: int = 60, **facts) -> HoursEntry:
    decided = {"status": "confirmed", "decided_at": timezone.now()}
    began = HoursEntry.objects.filter(application=application, worked_on=day).count() * 120
    row = {"began_minute": began, "minutes": minutes, "activity": "Sodino gėles", **decided, **facts}
    return HoursEntry.objects.create(application=application, worked_on=day, **row)


def moved(application: Application, source: str, target: str, at: datetime) -> None:
    event = StatusEvent.objects.create(application=application, move="x", source=source, target=target, by="staff")
    StatusEvent.objects.filter(pk=event.pk).update(at=at)


def local_project(**facts) -> LocalProject:
    return LocalProject.objects.create(
        **{
            "title_lt": "Bendruomenės sodas",
            "slug_lt": "bendruomenes-sodas",
            "strategy": make.project(kind="strategy"),
            "beneficiary": make.organisation(),
            **facts,
        }
    )


def texts(row) -> tuple[str, str]:
    return str(row.now), str(row.before)


def by(report, number: int) -> dict[str, tuple[str, str]]:
    return {row.label: texts(row) for row in report.breakdowns[number].rows}


# --- Figures --------------------------------------------------------------------------------------------------------
def test_a_year_begins_and_ends_at_midnight_in_vilnius():
    opportunity = make.opportunity()
    for moment in [make.at(2025, 1, 1), make.at(2025, 12, 31, 23, 59)] * 3:
        applied(moment, opportunity=opportunity)
    applied(make.at(2024, 12, 31, 23, 59), opportunity=opportunity)
    applied(make.at(2026, 1, 1), opportunity=opportunity)

    assert texts(figures.report(YEAR).submitted) == ("6", "<5")
    assert texts(figures.report(Period(2025, 4)).submitted) == ("<5", "<5")
    assert texts(figures.report(Period(2025, 2)).submitted) == ("0", "0")


def test_applications_by_route_age_municipality_and_jst():
    opportunity = make.opportunity(capacity=50)
    at = make.at(2025, 3, 3)
    for age, route, count in [(15, "paper", 6), (20, "web", 7), (70, "phone", 2)]:
        for _number in range(count):
            applied(at, age, route=route, wants_jst=age == 20, opportunity=opportunity)
    applied(make.at(2024, 3, 3), 40, opportunity=opportunity)

    report = figures.report(YEAR)

    assert by(report, 0) == {
        "portalas": ("7", "<5"), "telefonas": ("<5", "0"), "popierius": ("…", "0"), "gyvai": ("0", "0"),
    }  # fmt: skip
    assert by(report, 1) == {
        "14–17": ("…", "0"), "18–29": ("7", "0"), "30–64": ("0", "<5"), "65+": ("<5", "0"),
    }  # fmt: skip
    assert by(report, 2)["Alytaus rajonas"] == ("15", "<5")
    assert [texts(row) for row in report.breakdowns[3].rows] == [("7", "0"), ("8", "<5")]
    assert report.hides_something


def test_what_became_of_applications_in_the_period():
    jst = make.opportunity(kind="jst", max_age=29)
    rows = [make.application(opportunity=jst if number < 5 else make.opportunity()) for number in range(11)]
    for row in rows:
        moved(row, "offered", "accepted", make.at(2025, 2, 1))
        moved(row, "accepted", "active", make.at(2025, 2, 2))
        moved(row, "active", "paused", make.at(2025, 3, 1))
        moved(row, "paused", "active", make.at(2026, 3, 1))  # on from a pause is no new beginning
        moved(row, "active", "active", make.at(2026, 3, 2))  # came of age: no beginning either
    for row in rows[:6]:
        moved(row, "active", "completed", make.at(2026, 5, 1))

    report = figures.report(Period(2026))

    came = [report.accepted, report.began, report.jst_began, report.completed]
    assert [texts(row) for row in came] == [("0", "11"), ("0", "11"), ("0", "5"), ("6", "0")]


def test_volunteers_and_their_confirmed_hours():
    project = make.project()
    people = [make.application() for _number in range(6)]
    for application in people:
        worked(application, date(2025, 1, 31), 90)
        worked(application, date(2025, 2, 1), 30, project=project)
        worked(application, date(2025, 2, 1), 60, status="entered", decided_at=None)
    worked(people[0], date(2024, 2, 1), 20)

    report, of_project = figures.report(YEAR), figures.report(YEAR, project)

    assert texts(report.volunteers) == ("6", "<5")
    assert report.by_month.total == (Decimal(12), Decimal("0.33"))
    assert report.by_month.of(1) == (Decimal(9), Decimal(0))
    assert report.by_project.of(project.pk) == (Decimal(3), Decimal(0))
    assert of_project.by_month.total == (Decimal(3), Decimal(0))


def test_a_person_with_two_applications_is_one_volunteer():
    person = make.person()
    for _number in range(7):
        worked(make.application(person=person), date(2025, 1, 31))
    for _number in range(4):
        worked(make.application(), date(2025, 1, 31))

    assert texts(figures.report(YEAR).volunteers) == ("5", "0")


def test_progress_in_the_youth_voluntary_service():
    jst = make.opportunity(kind="jst", max_age=29)
    for hours, count in [(0, 5), (79, 1), (80, 2), (240, 6)]:
        for _number in range(count):
            application = make.application(opportunity=jst)
            moved(application, "accepted", "active", make.at(2025, 1, 2))
            for number in range(0, hours, 8):
                worked(application, date(2025, 2, 1) + timedelta(days=number), 60 * min(8, hours - number))

    for row in Application.objects.all()[:3]:
        moved(row, "active", "completed", make.at(2025, 12, 1))

    progress = figures.report(YEAR).jst_progress

    assert [(steps, cell.count) for steps, cell in progress] == [
        ("0–79", 6), ("80–159", 2), ("160–239", 0), ("240+", 6),
    ]  # fmt: skip
    assert [str(cell) for _steps, cell in progress] == ["6", "<5", "0", "6"]
    assert sum(cell.count for _steps, cell in figures.report(Period(2026)).jst_progress) == 14 - 3


def test_half_of_the_answers_in_working_days():
    opportunity = make.opportunity()
    friday = make.at(2025, 2, 7, 12)
    for days in (3, 4, 5):  # Monday, Tuesday, Wednesday
        applied(friday, first_answer_at=friday + timedelta(days=days), opportunity=opportunity)

    assert figures.report(YEAR).median_days == (2, None)
    assert figures.report(YEAR).promised_days == 5


def test_a_report_is_the_same_when_peoples_data_have_left(client, lead):
    client.force_login(lead)
    opportunity = make.opportunity(kind="jst", max_age=29, project=make.project())
    for number in range(12):
        row = applied(make.at(2025, 5, 1 + number), 15 if number < 6 else 20, opportunity=opportunity)
        moved(row, "offered", "accepted", make.at(2025, 6, 1))
        moved(row, "accepted", "active", make.at(2025, 6, 2))
        moved(row, "active", "completed", make.at(2025, 9, 1))
        worked(row, date(2025, 7, 1), project=opportunity.project)
    before = figures.report(YEAR), client.get(REPORTS, {"year": 2025}).content.decode().count("<td>")

    Application.objects.update(status="completed", status_since=timezone.now() - timedelta(days=11 * 366))
    for row in Application.objects.all():
        make_move(row, "anonymise", by=By.CLOCK)

    assert {person.is_anonymous for person in Person.objects.all()} == {True}
    assert (figures.report(YEAR), client.get(REPORTS, {"year": 2025}).content.decode().count("<td>")) == before


# --- The page -------------------------------------------------------------------------------------------------------
def test_a_report_holds_a_sentence_to_copy_and_no_names(client, coordinator):
    client.force_login(coordinator)
    today = timezone.localdate()
    for _number in range(5):
        worked(make.application(), today, 90)

    page = client.get(REPORTS).content.decode()

    assert f"{today.year} m.: savanorių – 5, savanoriavimo valandų – 7,5." in page
    assert "Pavyzdaitis" not in page


@pytest.mark.parametrize(
    "junk", [{"year": "abc"}, {"year": "99999"}, {"quarter": "9"}, {"project": "x"}, {"year": ["", "1"]}]
)
def test_a_choice_that_is_not_understood_is_not_applied(client, coordinator, junk):
    client.force_login(coordinator)

    page = client.get(REPORTS, junk)

    assert page.status_code == 200
    assert page.context["period"] == Period(timezone.localdate().year)
    assert page.context["notice"]


def test_a_report_costs_the_same_at_any_size(client, coordinator, django_assert_max_num_queries):
    client.force_login(coordinator)
    client.get(REPORTS)
    for _number in range(2):
        worked(make.application(), timezone.localdate(), project=make.project(), local_project=None)
    with django_assert_max_num_queries(30) as few:
        client.get(REPORTS)
    garden = local_project()
    for _number in range(10):
        worked(make.application(), timezone.localdate(), project=make.project(), local_project=garden)

    with django_assert_max_num_queries(len(few.captured_queries) + 1):  # the names of local projects
        client.get(REPORTS)


@pytest.mark.parametrize("role", ["editor", "data officer"])
def test_reports_are_for_coordinators_and_leads(client, role):
    client.force_login(make.staff(role))

    assert client.get(REPORTS).status_code == 403
    assert client.get(reverse("admin:volunteers_in_kind", args=[local_project().pk])).status_code == 403
    assert REPORTS not in client.get("/admin/").content.decode()


def test_reports_stand_in_the_menu(client, coordinator):
    client.force_login(coordinator)

    page = client.get("/admin/").content.decode()

    assert REPORTS in page
    assert reverse("admin:volunteers_take_out") not in page


def test_a_chart_begins_at_nothing_and_has_few_lines():
    drawn = chart.columns([("I", Decimal(0), Decimal("7.5")), ("II", Decimal(137), Decimal(0))])

    assert [line.value for line in drawn.lines] == [0, 50, 100, 150]
    assert drawn.columns[0].now_height == 0
    assert drawn.columns[1].now_y > drawn.lines[-1].y
    assert chart.columns([("I", Decimal(0), Decimal(0))]) is None


# --- The in-kind sheet ----------------------------------------------------------------------------------------------
@pytest.fixture
def garden(db) -> LocalProject:
    """Two people on two days; only the second day was announced in time. An hour is worth 5.77 EUR."""
    project = local_project()
    terms = Terms.load()
    terms.hour_value_eur, terms.announce_working_days = Decimal("5.77"), 7
    terms.save()
    rasa, jonas = make.application(), make.application()
    worked(rasa, date(2025, 6, 4), 60, local_project=project)
    worked(rasa, date(2025, 6, 12), 50, local_project=project)
    worked(rasa, date(2025, 6, 12), 40, local_project=project, activity="Laistė")
    worked(jonas, date(2025, 6, 12), 75, local_project=project)
    worked(jonas, date(2025, 6, 12), 60, local_project=project, status="entered", decided_at=None)
    worked(jonas, date(2025, 6, 12), 60)
    # Tuesday 3 June to Thursday 12 June are seven working days.
    for day in (date(2025, 6, 4), date(2025, 6, 12)):
        WorkNotice.objects.create(local_project=project, work_on=day, announced_on=date(2025, 6, 3), what="Talka")
    return project


def test_work_counts_when_it_was_announced_in_time(garden):
    sheet = in_kind.sheet(garden)

    assert [(row.day.day, row.minutes, row.counts, row.value_eur) for row in sheet.rows] == [
        (4, 60, False, Decimal("5.77")),
        (12, 90, True, Decimal("8.66")),  # 8.655: half a cent up
        (12, 75, True, Decimal("7.21")),  # 7.2125
    ]
    assert sheet.rows[1].activity == "Laistė; Sodino gėles"
    assert (sheet.counted_hours, sheet.other_hours) == (Decimal("2.75"), Decimal(1))
    assert sheet.value_eur == Decimal("15.87")
    assert in_kind.sheet(garden, 2024).rows == []


def test_without_the_value_of_an_hour_the_sheet_shows_hours(client, lead, garden):
    Terms.objects.update(hour_value_eur=None)
    client.force_login(lead)

    page = client.get(reverse("admin:volunteers_in_kind", args=[garden.pk])).content.decode()

    assert in_kind.sheet(garden).value_eur is None
    assert "2,75" in page
    assert "Eur" not in page


def test_names_stand_only_in_a_sheet_that_was_taken_for_a_purpose(client, lead, garden):
    client.force_login(lead)
    address = reverse("admin:volunteers_in_kind", args=[garden.pk])

    seen = client.get(address).content.decode()
    refused = client.post(address, {"file_format": "print", "purpose": ""}).content.decode()
    printed = client.post(address, {"file_format": "print", "purpose": "Mokėjimo prašymas Nr. 2"}).content.decode()

    assert "Pavyzdaitis" not in seen + refused
    assert "Pavyzdaitis" in printed
    assert AccessLog.objects.filter(deed="printed", reason="Mokėjimo prašymas Nr. 2").count() == 2
    assert (Export.objects.get().file_format, Export.objects.get().rows) == ("print", 3)


def test_a_coordinator_takes_no_sheet_with_names(client, coordinator, garden):
    client.force_login(coordinator)
    address = reverse("admin:volunteers_in_kind", args=[garden.pk])
    Application.objects.update(owner=make.staff("coordinator"))
    assert "Laistė" not in client.get(address).content.decode()  # a colleague's

    answer = client.post(address, {"file_format": "print", "purpose": "Mokėjimo prašymas Nr. 2"})

    assert client.get(address).status_code == 200
    assert answer.status_code == 403
    assert not Export.objects.exists()
