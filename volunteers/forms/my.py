"""What an applicant types on their own page, and where a lost link is asked for."""

from crispy_forms.layout import Layout
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from volunteers.forms.contacts import MailboxField, NameField, PhoneField
from volunteers.forms.step import StepForm, text_field
from volunteers.models import Application, Feedback, Person, StatusEvent


class LinkForm(StepForm):
    email = MailboxField(
        label=_("E-mail address"),
        help_text=_("The one you wrote in the application."),
        error_messages={"required": _("Write your e-mail address. For example, vardas@pastas.lt")},
    )


class AnswerForm(StepForm):
    answer = text_field(
        _("Your answer"), length=StatusEvent.REASON_LENGTH, rows=4, required=True, message=_("Write a few words.")
    )


class ContactsForm(StepForm):
    """All but the e-mail address, which has a page of its own, and the birth date, which nobody changes by a link."""

    first_name = NameField(
        label=_("First name"),
        message=_("Write your first name in letters. For example, Žygimantas."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "class": "input--20"}),
    )
    last_name = NameField(
        label=_("Last name"),
        message=_("Write your last name in letters. For example, Pavyzdaitė."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name", "class": "input--20"}),
    )
    phone = PhoneField(label=_("Phone"), help_text=_("Both 8 612 34567 and +370 612 34567 will do."), required=False)
    municipality = forms.ChoiceField(
        label=_("The municipality you live in"),
        choices=Person.Municipality.choices,
        widget=forms.Select(attrs={"class": "input--20"}),
        error_messages={"required": _("Choose the municipality you live in.")},
    )
    language = forms.ChoiceField(
        label=_("The language of our letters"),
        choices=[(code, name) for code, name in settings.LANGUAGES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the language of our letters.")},
    )

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application
        self.fields["phone"].required = not application.person.email
        self.fields["phone"].error_messages["required"] = _("Write the number we can call. For example, +370 612 34567")

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and phone == getattr(_guardian(self.application), "phone", ""):
            raise forms.ValidationError(_("This is the number of your parent or guardian. Write your own."))
        return phone


class EmailForm(StepForm):
    new_email = MailboxField(
        label=_("New e-mail address"),
        help_text=_("We will send a letter there. The address changes when you press the button in it."),
        error_messages={"required": _("Write your e-mail address. For example, vardas@pastas.lt")},
    )

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application

    def clean_new_email(self):
        email = self.cleaned_data["new_email"]
        if email == self.application.person.email:
            raise forms.ValidationError(_("We write to this address already. Write another one."))
        if email == getattr(_guardian(self.application), "email", ""):
            raise forms.ValidationError(_("This is the address of your parent or guardian. Write your own."))
        return email


class EraseForm(StepForm):
    sure = forms.BooleanField(
        label=_("I have read it and want my data erased for good"),
        error_messages={"required": _("Tick that you have read it: what is erased cannot be brought back.")},
    )


class FeedbackForm(StepForm):
    rating = forms.TypedChoiceField(
        label=_("How was it, all in all?"),
        choices=[
            (5, _("5 – very good")),
            (4, _("4 – good")),
            (3, _("3 – so so")),
            (2, _("2 – not good")),
            (1, _("1 – bad")),
        ],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number from 1 to 5.")},
    )
    liked = text_field(_("What was good?"), length=Feedback._meta.get_field("liked").max_length, rows=4)
    better = text_field(_("What could be better?"), length=Feedback._meta.get_field("better").max_length, rows=4)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("rating", "liked", "better")


def _guardian(application: Application):
    return getattr(application, "guardian", None)
