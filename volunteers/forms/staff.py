"""An application that came by phone, on paper or in person: one page for staff, the rules of the public form."""

import copy
import uuid

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from volunteers.age import VOLUNTEERS_FROM, age_today, is_minor
from volunteers.eligibility import age_refusal
from volunteers.forms.birth import BirthDateField
from volunteers.forms.contacts import MailboxField, NameField, PhoneField
from volunteers.forms.guardian import GuardianForm
from volunteers.forms.step import TOO_LONG, StepForm, text_field
from volunteers.models import Application, Guardian, Opportunity, Person

Route = Application.Route
GUARDIAN = "guardian_"


class EntryForm(StepForm):
    route = forms.ChoiceField(
        label=_("How did it reach us?"),
        choices=[(route.value, route.label) for route in (Route.PHONE, Route.PAPER, Route.IN_PERSON)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the application reached us.")},
    )
    first_name = NameField(
        label=_("First name"), message=_("Write the first name in letters. For example, Žygimantas.")
    )
    last_name = NameField(label=_("Last name"), message=_("Write the last name in letters. For example, Pavyzdaitė."))
    born_on = BirthDateField(label=_("Birth date"))
    email = MailboxField(
        label=_("E-mail address"), help_text=_("Read it back to them: our letters go there at once."), required=False
    )
    phone = PhoneField(label=_("Phone"), required=False)
    municipality = forms.ChoiceField(
        label=_("The municipality they live in"),
        choices=[("", pgettext_lazy("municipality", "Choose")), *Person.Municipality.choices],
        error_messages={"required": _("Choose the municipality they live in.")},
    )
    language = forms.ChoiceField(
        label=_("Language of our letters"), choices=[("lt", _("Lithuanian")), ("en", _("English"))], initial="lt"
    )
    opportunity = forms.ModelChoiceField(
        Opportunity.objects.none(),
        label=_("Activity"),
        required=False,
        empty_label=_("asks for a suggestion"),
        error_messages={"invalid_choice": _("This activity takes no applications now. Choose another.")},
    )
    interests = text_field(_("What do they enjoy, what are they good at?"), length=500, rows=3)
    availability = text_field(
        _("When can they?"),
        length=500,
        rows=3,
        required=True,
        message=_("Write when they can. For example, at weekends and after school."),
    )
    hours_per_month = forms.IntegerField(
        label=_("About how many hours a month?"),
        required=False,
        min_value=1,
        max_value=300,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write a number from 1 to 300. For example, 10")
        ),
    )
    motivation = text_field(_("Why would they like to?"), length=1000, rows=4)
    wants_jst = forms.BooleanField(label=_("Interested in the Youth Voluntary Service (JST)"), required=False)
    wants_agreement = forms.BooleanField(label=_("Asks for a written agreement"), required=False)
    helper_name = forms.CharField(
        label=_("The helper's first name"), max_length=100, required=False, error_messages={"max_length": TOO_LONG}
    )
    helper_relation = forms.CharField(
        label=_("Who they are to the applicant"),
        max_length=100,
        required=False,
        error_messages={"max_length": TOO_LONG},
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())
        self.fields["opportunity"].queryset = Opportunity.objects.public().open()
        for name, field in GuardianForm.base_fields.items():
            own = self.fields[f"{GUARDIAN}{name}"] = copy.deepcopy(field)
            own.required, own.no_optional_mark = False, True
        self.helper.layout = Layout(
            "route",
            Fieldset(
                _("Who applies"),
                *("first_name", "last_name", "born_on", "email", "phone", "municipality", "language"),
            ),
            Fieldset(
                _("What they will do and when"),
                *("opportunity", "interests", "availability", "hours_per_month", "motivation"),
                *("wants_jst", "wants_agreement"),
            ),
            Fieldset(_("Parent or guardian, when the applicant is under 18"), *self._guardian_fields),
            Fieldset(_("Who helped to apply, if somebody did"), "helper_name", "helper_relation"),
            "key",
        )

    @property
    def _guardian_fields(self) -> list[str]:
        return [f"{GUARDIAN}{name}" for name in GuardianForm.base_fields]

    def clean_born_on(self):
        born = self.cleaned_data["born_on"]
        if age_today(born) < VOLUNTEERS_FROM:
            raise ValidationError(_("Volunteering is lawful from the age of 14."))
        return born

    def clean(self):
        answers = super().clean()
        if not answers.get("email") and not answers.get("phone") and not {"email", "phone"} & set(self.errors):
            self.add_error("phone", _("Write the number we can call, or an e-mail address."))
        if not answers.get("opportunity") and not answers.get("interests") and "opportunity" not in self.errors:
            self.add_error("interests", _("Write a few words about what they enjoy, so that we know what to suggest."))
        if bool(answers.get("helper_name")) != bool(answers.get("helper_relation")):
            self.add_error("helper_name", _("Give the helper's first name and who they are."))
        if born := answers.get("born_on"):
            if refusal := age_refusal(answers.get("opportunity"), born):
                self.add_error("opportunity", refusal)
            self._clean_guardian(answers, born)
        return answers

    def _clean_guardian(self, answers: dict, born) -> None:
        for name in self._guardian_fields:
            self.errors.pop(name, None)
        answers["guardian"] = None
        if not is_minor(born):
            return
        said = {name: self.data.get(f"{GUARDIAN}{name}") for name in GuardianForm.base_fields}
        guardian = GuardianForm(said, so_far=answers)
        if guardian.is_valid():
            answers["guardian"] = Guardian(**guardian.cleaned_data)
        for name, errors in guardian.errors.items():
            self.add_error(f"{GUARDIAN}{name}", errors)

    @property
    def person(self) -> Person:
        names = ("first_name", "last_name", "born_on", "email", "phone", "municipality", "language")
        return Person(**{name: self.cleaned_data[name] for name in names})

    @property
    def application(self) -> Application:
        names = (
            *("route", "opportunity", "interests", "availability", "hours_per_month", "motivation", "wants_jst"),
            *("wants_agreement", "helper_name", "helper_relation"),
        )
        return Application(
            idempotency_key=self.cleaned_data["key"] or uuid.uuid4(),
            **{name: self.cleaned_data[name] for name in names},
        )
