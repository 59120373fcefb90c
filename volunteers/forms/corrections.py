"""What staff put right, write down from paper, or choose when two applications turn out to be one person's."""

import copy

from crispy_forms.layout import Layout
from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from volunteers import merging
from volunteers.forms.guardian import GuardianForm
from volunteers.forms.staff import EntryForm
from volunteers.forms.step import StepForm, text_field
from volunteers.models import Application, ConsentText, Person, SupportOption

Route = Application.Route
OF_PERSON = ("first_name", "last_name", "born_on", "email", "phone", "municipality", "language")


class PersonForm(StepForm):
    """The facts of the entry form, and its sentences for slips."""

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, initial={name: getattr(person, name) for name in OF_PERSON}, **kwargs)
        for name in OF_PERSON:
            self.fields[name] = copy.deepcopy(EntryForm.base_fields[name])
        self.helper.layout = Layout(*OF_PERSON)

    def clean(self):
        answers = super().clean()
        if not answers.get("email") and not answers.get("phone") and not {"email", "phone"} & set(self.errors):
            self.add_error("phone", _("Write the number we can call, or an e-mail address."))
        return answers


class GuardianContactForm(GuardianForm):
    """All ways on one page: whoever calls may tell only one of them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("name", "contact_by", "email", "phone")


class PaperNeedForm(StepForm):
    """What would help, as told on paper or in a talk. Nothing is kept without the explicit consent (GDPR art. 9)."""

    options = forms.ModelMultipleChoiceField(
        SupportOption.objects.all(),
        label=_("What would help them take part?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = text_field(
        _("In their own words"),
        length=500,
        rows=3,
        help_text=_("No diagnosis and no name of an illness: only what helps."),
    )
    route = forms.ChoiceField(
        label=_("How did they tell it and agree?"),
        choices=[(route.value, route.label) for route in (Route.PAPER, Route.IN_PERSON, Route.PHONE)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how they told it and agreed.")},
    )

    def __init__(self, *args, consent_text: ConsentText, **kwargs):
        super().__init__(*args, **kwargs)
        # The name carries the version: words that changed meanwhile are not what was agreed to.
        self.consent_name = f"agrees_{consent_text.pk}"
        self.fields[self.consent_name] = forms.BooleanField(
            label=_("They explicitly agreed to exactly this text"),
            help_text=consent_text.body,
            error_messages={"required": _("Without their explicit consent nothing is kept.")},
        )
        self.helper.layout = Layout("options", "text", "route", self.consent_name)

    def clean(self):
        answers = super().clean()
        if not answers.get("options") and not answers.get("text") and "text" not in self.errors:
            self.add_error("text", _("Tick what would help, or write it."))
        return answers


class MergeForm(StepForm):
    """For each fact in which the two differ: which one stays."""

    KEPT, OTHER = "kept", "other"

    def __init__(self, *args, kept: Person, other: Person, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {self.KEPT: kept, self.OTHER: other}
        for name in merging.CHOSEN:
            shown = {who: _shown(person, name) for who, person in self.people.items()}
            if getattr(kept, name) != getattr(other, name):
                self.fields[name] = forms.ChoiceField(
                    label=str(Person._meta.get_field(name).verbose_name).capitalize(),
                    choices=list(shown.items()),
                    initial=self.KEPT if getattr(kept, name) else self.OTHER,
                    widget=forms.RadioSelect,
                    error_messages={"required": _("Choose which one stays.")},
                )
        self.fields["sure"] = forms.BooleanField(
            label=_("I have compared the two and am sure that this is one person"),
            error_messages={"required": _("Tick it if you are sure. If not, leave them as they are.")},
        )
        self.helper.layout = Layout(*self.fields)

    def clean(self):
        answers = super().clean()
        names = [name for name in ("email", "phone") if name in self.fields]
        if names and not self.errors and not (self.facts["email"] or self.facts["phone"]):
            self.add_error(names[-1], _("Keep an e-mail address or a phone number."))
        return answers

    @property
    def facts(self) -> dict:
        """What merging.merge() keeps."""
        return {name: getattr(self.people[self.cleaned_data.get(name, self.KEPT)], name) for name in merging.CHOSEN}


def _shown(person: Person, name: str) -> str | Promise:
    if name == "phone":
        return person.phone_in_groups or "–"
    if name == "municipality":
        return person.get_municipality_display()
    return getattr(person, name) or "–"
