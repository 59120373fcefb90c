"""Which project carries on which: what may be linked, what a thread shows, and that its drawing can be read."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from projects import thread_chart
from projects.models import ProjectLink
from projects.thread_labels import overlap, wrap
from projects.threads import thread_of
from tests import make


def titles(thread) -> list[str]:
    return [knot.project.title_lt for knot in thread.knots]


# --- What may be linked ----------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_circle_is_refused_over_both_kinds_of_links():
    first, second, third = make.project(), make.project(), make.project()
    make.link(first, second, "continues")
    make.link(second, third, "makes-possible")

    with pytest.raises(ValidationError, match="ratas"):
        ProjectLink(earlier=third, later=first, kind="continues").full_clean()
    with pytest.raises(ValidationError):
        ProjectLink.objects.create(earlier=third, later=first, kind="makes-possible")

    ProjectLink(earlier=third, later=first, kind="complements").full_clean()  # has no direction


@pytest.mark.django_db
def test_a_link_may_be_saved_again_and_turned_round():
    first, second = make.project(), make.project()
    link = make.link(first, second)

    link.earlier, link.later = second, first
    link.full_clean()
    link.save()

    assert list(ProjectLink.objects.values_list("earlier", "later")) == [(second.pk, first.pk)]


@pytest.mark.django_db
def test_complements_is_kept_once_a_pair_whichever_end_it_is_told_from():
    first, second = make.project(), make.project()
    make.link(second, first, "complements")

    with pytest.raises(ValidationError, match="jau susieti"):
        ProjectLink(earlier=first, later=second, kind="complements").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make.link(first, second, "complements")

    assert list(ProjectLink.objects.values_list("earlier", "later")) == [(first.pk, second.pk)]


@pytest.mark.django_db
def test_a_project_is_not_linked_to_itself():
    project = make.project()

    with pytest.raises(ValidationError, match="su juo pačiu"):
        ProjectLink(earlier=project, later=project, kind="continues").full_clean()


@pytest.mark.django_db(transaction=True)
def test_two_people_cannot_each_add_one_half_of_a_circle():
    first, second = make.project(), make.project()
    half_is_in, refusals = threading.Event(), []

    def add_the_other_half():
        half_is_in.wait(10)
        try:
            make.link(second, first)
        except ValidationError as refusal:
            refusals.append(refusal)
        finally:
            connection.close()

    colleague = threading.Thread(target=add_the_other_half)
    colleague.start()
    with transaction.atomic():
        make.link(first, second)
        half_is_in.set()
        colleague.join(0.5)  # waits for our lock
        assert colleague.is_alive()
    colleague.join(10)

    assert len(refusals) == 1
    assert ProjectLink.objects.count() == 1


# --- What a thread shows ---------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_thread_reaches_two_links_far_and_says_how_each_project_hangs_there():
    grant = make.project(title_lt="Parama", start_year=2019, kind="municipal")
    here = make.project(title_lt="Čia", start_year=2020)
    child = make.project(title_lt="Tęsinys", start_year=2021)
    grandchild = make.project(title_lt="Tęsinio tęsinys", start_year=2022)
    stranger = make.project(title_lt="Per toli", start_year=2023)
    make.link(grant, here, "makes-possible")
    make.link(here, child, "continues")
    make.link(child, grandchild, "makes-possible")
    make.link(grandchild, stranger, "continues")

    thread = thread_of(here)

    assert titles(thread) == ["Parama", "Čia", "Tęsinys", "Tęsinio tęsinys"]
    assert [knot.sentence for knot in thread.knots] == [
        "Leido atsirasti šiam projektui.",
        "Skaitote apie šį projektą.",
        "Tęsia šį projektą.",
        "Išaugo iš projekto „Tęsinys“.",
    ]


@pytest.mark.django_db
def test_nothing_is_followed_from_what_only_complements():
    here, beside, behind = make.project(), make.project(title_lt="Šalia"), make.project(title_lt="Už jo")
    make.link(here, beside, "complements")
    make.link(beside, behind, "continues")

    assert titles(thread_of(here)) == [here.title_lt, "Šalia"]


@pytest.mark.django_db
@pytest.mark.parametrize("facts", [{"status": "draft"}, {"published_at": timezone.now() + timedelta(days=1)}])
def test_what_is_not_public_is_in_no_thread_but_a_previewed_draft_has_one(facts):
    public, hidden = make.project(), make.project(**facts)
    make.link(public, hidden)

    assert thread_of(public) is None
    assert [knot.project for knot in thread_of(hidden).knots] == [public, hidden]


@pytest.mark.django_db
def test_a_pair_joined_twice_gets_one_tie_the_strongest():
    first, second = make.project(), make.project()
    make.link(first, second, "makes-possible")
    make.link(first, second, "complements")
    make.link(first, second, "continues")

    assert [tie.kind for tie in thread_of(first).ties] == ["continues"]


@pytest.mark.django_db
def test_a_hub_shows_twelve_projects_by_three_queries(django_assert_num_queries):
    hub = make.project(start_year=2010)
    for number in range(20):
        make.link(hub, make.project(start_year=2011 + number % 9))

    with django_assert_num_queries(3):
        thread = thread_of(hub)

    assert len(thread.knots) == 12


# --- Its drawing -----------------------------------------------------------------------------------------------------
def chart_of_a_hub(years: list[int], title: str) -> thread_chart.Chart:
    hub = make.project(start_year=2014, stage="active")
    for number, year in enumerate(years):
        other = make.project(start_year=year, title_lt=f"{title} {number}", stage="completed")
        if year >= 2014:
            make.link(hub, other, ("continues", "makes-possible")[number % 2])
        else:
            make.link(other, hub, "makes-possible")
    return thread_chart.chart_of(thread_of(hub))


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["Trumpas", "Bendruomenių inicijuota vietos plėtros strategija visiems metams"])
@pytest.mark.parametrize(
    "years",
    [
        [2015],
        [2014] * 5,
        [2010, 2013, 2015, 2018, 2021, 2024],
        [2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025],
    ],
    ids=["two", "one year", "spread", "eleven"],
)
def test_labels_lie_within_the_drawing_and_never_on_one_another(years, title):
    chart = chart_of_a_hub(years, title)
    boxes = [span.label.box for span in chart.spans]

    for left, top, right, bottom in boxes:
        assert 0 <= left < right <= chart.width
        assert 0 < top < bottom <= chart.height
    assert [
        (one, other) for number, one in enumerate(boxes) for other in boxes[number + 1 :] if overlap(one, other)
    ] == []


@pytest.mark.django_db
def test_the_project_itself_stands_at_the_bottom_and_the_newest_on_top():
    chart = chart_of_a_hub([2015, 2020], "Kitas")

    assert [span.project.start_year for span in chart.spans] == [2020, 2015, 2014]
    assert [span.knot.is_here for span in chart.spans] == [False, False, True]


@pytest.mark.django_db
def test_an_unknown_end_gets_loose_dashes_and_what_is_under_way_runs_out_of_the_picture():
    chart = chart_of_a_hub([2015], "Kitas")
    ended, running = chart.spans

    assert ended.loose > ended.end
    assert (running.loose, running.end) == (None, chart.width)


@pytest.mark.django_db
def test_without_years_there_is_only_the_list():
    first, second = make.project(start_year=None), make.project()
    make.link(first, second)
    thread = thread_of(first)

    assert len(thread.knots) == 2
    assert thread_chart.chart_of(thread) is None


def test_a_title_is_broken_into_lines_of_about_equal_length():
    assert wrap("Trumpas pavadinimas") == ("Trumpas pavadinimas",)
    assert wrap("Sumanaus kaimo strategija „Įtrauki vietos infrastruktūra ir paslaugos“") == (
        "Sumanaus kaimo strategija „Įtrauki",
        "vietos infrastruktūra ir paslaugos“",
    )
    assert wrap("ilgas " * 60)[-1].endswith("…")
