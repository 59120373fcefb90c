"""Editors write projects in the back office: what is refused, and in which words."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.html import strip_tags

from projects.models import LocalProject, Project, ProjectLink
from tests import make

pytestmark = pytest.mark.django_db

INLINES = ("funding", "partnerships", "results", "links_earlier", "links_later")


@pytest.fixture
def office(client, editor):
    """The back office as an editor has it."""
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form(**facts) -> dict:
    """What the form of a project sends; a list of dicts is the rows of an inline."""
    sent = {
        "title_lt": "Sąveikos lauku",
        "slug_lt": "saveikos-lauku",
        "summary_lt": "Santrauka.",
        "kind": "territorial",
        "stage": "active",
        "status": "draft",
        "published_at_0": "2026-11-01",
        "published_at_1": "08:00",
    }
    for inline in INLINES:
        rows = facts.pop(inline, [])
        sent |= {f"{inline}-TOTAL_FORMS": len(rows), f"{inline}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            sent |= {f"{inline}-{number}-{name}": value for name, value in {"order": number, **row}.items()}
    return sent | facts


def errors(answer) -> str:
    context = answer.context
    found = [*context["errors"]] if context and "errors" in context else []
    return " ".join(strip_tags(str(error)) for error in found).replace("\u00a0", " ")


def address(project: Project | None = None) -> str:
    return (
        reverse("admin:projects_project_change", args=[project.pk])
        if project
        else reverse("admin:projects_project_add")
    )


def test_a_project_is_saved_with_its_money_and_its_main_theme_among_its_themes(office):
    main, other = make.theme("smart-villages"), make.theme("strategy")
    funding = [
        {"source": "eu-state", "amount_eur": "950", "title_lt": "Europos fondas"},
        {"source": "own", "amount_eur": "50"},
    ]

    answer = office.post(address(), form(funding=funding, main_theme=main.pk, themes=[other.pk]))

    assert answer.status_code == 302, errors(answer)
    project = Project.objects.get(slug_lt="saveikos-lauku")
    assert project.funding.count() == 2
    assert set(project.themes.all()) == {main, other}


def test_too_small_an_own_contribution_is_refused_with_the_euros_missing(office):
    funding = [{"source": "eu-state", "amount_eur": "960"}, {"source": "own", "amount_eur": "40"}]

    answer = office.post(address(), form(funding=funding))

    assert "Nuosavo įnašo trūksta 10 Eur" in errors(answer)
    assert not Project.objects.exists()


def test_unknown_amounts_and_other_kinds_are_let_pass(office):
    unknown = [{"source": "eu-state", "amount_eur": "960"}, {"source": "own", "amount_eur": ""}]
    foreign = [{"source": "eu-state", "amount_eur": "960"}]

    assert office.post(address(), form(funding=unknown)).status_code == 302
    assert office.post(address(), form(funding=foreign, kind="international", slug_lt="kitas")).status_code == 302


def test_links_are_written_from_both_ends(office):
    before, after, beside = make.project(), make.project(), make.project()

    answer = office.post(
        address(),
        form(
            links_earlier=[{"earlier": before.pk, "kind": "makes-possible"}],
            links_later=[{"later": after.pk, "kind": "continues"}, {"later": beside.pk, "kind": "complements"}],
        ),
    )

    assert answer.status_code == 302, errors(answer)
    here = Project.objects.get(slug_lt="saveikos-lauku")
    assert set(ProjectLink.objects.values_list("earlier", "kind", "later")) == {
        (before.pk, "makes-possible", here.pk),
        (here.pk, "continues", after.pk),
        (beside.pk, "complements", here.pk),  # the lower number first, whichever end it was told from
    }


def test_a_link_that_closes_a_circle_is_refused_at_its_row(office):
    here, later = make.project(slug_lt="saveikos-lauku"), make.project()
    make.link(here, later)
    link = ProjectLink.objects.get()
    kept = {"links_later-INITIAL_FORMS": 1, "links_later-0-id": link.pk, "links_later-0-earlier": here.pk}

    answer = office.post(
        address(here),
        form(
            links_later=[{"later": later.pk, "kind": "continues"}],
            links_earlier=[{"earlier": later.pk, "kind": "makes-possible"}],
        )
        | kept,
    )

    assert "susidarytų ratas" in errors(answer)
    assert ProjectLink.objects.count() == 1


def test_two_rows_that_close_a_circle_together_save_nothing(office):
    here, other = make.project(slug_lt="saveikos-lauku", title_lt="Senas pavadinimas"), make.project()

    answer = office.post(
        address(here),
        form(
            links_later=[{"later": other.pk, "kind": "continues"}],
            links_earlier=[{"earlier": other.pk, "kind": "continues"}],
        ),
        follow=True,
    )

    assert "susidarytų ratas" in " ".join(str(message) for message in answer.context["messages"])
    assert ProjectLink.objects.count() == 0
    assert Project.objects.get(pk=here.pk).title_lt == "Senas pavadinimas"


def test_a_draft_is_previewed_as_visitors_will_see_it(office):
    draft = make.project(title_lt="Juodraštis", status="draft")
    make.link(make.project(title_lt="Ankstesnis"), draft)

    page = office.get(reverse("admin:projects_project_preview", args=[draft.pk]))

    assert page.status_code == 200
    assert "Tai tęsia šis projektas." in page.content.decode()
    assert office.get(draft.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "model", ["project", "localproject", "organisation", "theme", "programme", "verb", "audience", "place"]
)
def test_every_list_and_empty_form_opens(office, model):
    make.partner(make.project(main_theme=make.theme()))
    make.place()
    make.verb()

    assert office.get(reverse(f"admin:projects_{model}_changelist"), {"q": "a"}).status_code == 200
    assert office.get(reverse(f"admin:projects_{model}_add")).status_code == 200


def test_the_list_of_projects_costs_the_same_with_one_and_with_many(office, django_assert_max_num_queries):
    for _number in range(12):
        make.project(main_theme=make.theme())

    with django_assert_max_num_queries(15):
        office.get(reverse("admin:projects_project_changelist"))


def test_who_is_no_editor_does_not_get_in(client, coordinator: User):
    client.force_login(coordinator, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(address()).status_code == 403
    assert client.get(address(make.project())).status_code == 403


def test_the_start_page_names_projects_that_should_be_over(office):
    make.project(stage="active", end_year=2023)
    make.project(stage="active")
    make.project(stage="completed", end_year=2023)

    page = office.get(reverse("admin:index"))

    waiting = next(line for line in page.context["waiting"] if "paskutiniai" in line.what)
    assert waiting.count == 1
    assert [project.end_year for project in office.get(waiting.address).context["cl"].queryset] == [2023]


@pytest.mark.parametrize("path", ["project/²/change/", "project/0/preview/", "localproject/{local}/preview/"])
def test_an_address_that_leads_nowhere_is_not_found(office, path):
    local = LocalProject.objects.create(
        title_lt="Aikštelė", slug_lt="aikstele", strategy=make.project(kind="strategy"), beneficiary=make.organisation()
    )

    answer = office.get(f"/admin/projects/{path.format(local=local.pk)}", follow=True)

    # For an item that is not there, Django's admin says so on its start page.
    assert answer.status_code == 404 or answer.redirect_chain[-1] == ("/admin/", 302)
