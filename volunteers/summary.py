"""The answers of a form not yet sent, as the applicant reads them over before sending."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvg_portal.templatetags.portal import long_date
from volunteers import easy, phones
from volunteers.age import age_today
from volunteers.draft import Draft
from volunteers.forms.apply import STEPS
from volunteers.models import Guardian, Person


@dataclass
class Section:
    title: str
    address: str  # of the step where these answers are changed
    rows: list[tuple[str, str]]


def sections(draft: Draft) -> list[Section]:
    """Every answer once, in the order of the steps; what was left empty is not shown, except that one may."""
    rows = {"about": _about, "what": _what, "support": _support, "guardian": _guardian}
    return [
        Section(
            title=str(STEPS[step].heading(draft.is_easy)),
            address=easy.address(reverse("volunteers:step", kwargs={"step": step}), easy=draft.is_easy),
            rows=[(question, answer) for question, answer in rows[step](draft) if answer],
        )
        for step in draft.steps
    ]


def _about(draft: Draft):
    answers = draft.answers("about")
    born, age = answers["born_on"], age_today(answers["born_on"])
    years = ngettext("%(count)d year old", "%(count)d years old", age) % {"count": age}
    yield _("First and last name"), f"{answers['first_name']} {answers['last_name']}"
    yield _("Birth date"), f"{long_date(born)} ({years})"
    yield _("E-mail"), answers["email"]
    yield _("Phone"), phones.pretty(answers["phone"])
    yield _("Municipality"), str(Person.Municipality(answers["municipality"]).label).capitalize()
    if answers["helper_name"]:
        yield _("Who helps you"), f"{answers['helper_name']} ({answers['helper_relation']})"


def _what(draft: Draft):
    answers, chosen = draft.answers("what"), draft.form("what").chosen
    yield _("Activity"), chosen.title if chosen else _("Suggest something to me")
    yield _("What you enjoy"), answers["interests"]
    yield _("When you can"), answers["availability"]
    if hours := answers["hours_per_month"]:
        yield (
            _("How much"),
            ngettext("about %(count)d hour a month", "about %(count)d hours a month", hours) % {"count": hours},
        )
    yield _("Why you would like to"), answers["motivation"]
    if answers.get("wants_jst"):
        yield _("Youth Voluntary Service"), _("Yes, I am interested")
    if answers["wants_agreement"]:
        yield _("Written agreement"), _("Yes, I would like one")


def _support(draft: Draft):
    form = draft.form("support")
    if form is None or form.needs is None:
        yield _("Help"), _("You have not answered, and you need not")
        return
    yield _("Help"), ", ".join(option.title for option in form.needs["options"])
    yield _("In your own words"), form.needs["text"]
    yield _("Consent"), _("You agree that your coordinator sees this answer")


def _guardian(draft: Draft):
    answers = draft.answers("guardian")
    yield _("First and last name"), answers["name"]
    ways = {
        Guardian.ContactBy.EMAIL: _("By e-mail: %(address)s") % {"address": answers["email"]},
        Guardian.ContactBy.PHONE: _("By phone: %(number)s") % {"number": phones.pretty(answers["phone"])},
        Guardian.ContactBy.PAPER: _("They will agree in writing, on paper"),
    }
    yield _("How to reach them"), ways[answers["contact_by"]]
