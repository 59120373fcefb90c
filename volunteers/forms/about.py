"""The first step: who applies, how to reach them, and who helps them."""

from crispy_forms.layout import HTML, Field, Layout
from django import forms
from django.core.signing import BadSignature, SignatureExpired, TimestampSigner
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from volunteers.forms.birth import BirthDateField
from volunteers.forms.contacts import MailboxField, NameField, PhoneField
from volunteers.forms.step import TOO_LONG, StepForm
from volunteers.models import Person

HASTE = 10  # seconds in which nobody fills in four pages
signer = TimestampSigner(salt="volunteers.apply")


class AboutForm(StepForm):
    title = _("About you")

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
    born_on = BirthDateField(
        label=_("Birth date"), help_text=_("For example, 2011 3 14. You can volunteer from the age of 14.")
    )
    contact = forms.ChoiceField(
        label=_("How can we reach you?"),
        choices=[("email", _("By e-mail")), ("phone", _("I have no e-mail, call me"))],
        initial="email",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we can reach you.")},
    )
    email = MailboxField(
        label=_("E-mail address"),
        help_text=_("We will send a link through which you see your application."),
        required=False,
    )
    phone = PhoneField(
        label=_("Phone"),
        help_text=_(
            "Write it if you have no e-mail or would like us to call. Both 8 612 34567 and +370 612 34567 will do."
        ),
        required=False,
    )
    municipality = forms.ChoiceField(
        label=_("The municipality you live in"),
        choices=[("", pgettext_lazy("municipality", "Choose")), *Person.Municipality.choices],
        widget=forms.Select(attrs={"class": "input--20"}),
        error_messages={"required": _("Choose the municipality you live in.")},
    )
    helper_is_here = forms.BooleanField(
        label=_("Someone is helping me fill in the application"),
        help_text=_("We ask only for the helper's first name and who they are to you."),
        required=False,
    )
    helper_name = NameField(
        label=_("The helper's first name"),
        message=_("Write the helper's first name in letters. For example, Ona."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input--20"}),
    )
    helper_relation = forms.CharField(
        label=_("Who they are to you"),
        help_text=_("For example, a sister, a teacher, a social worker."),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input--20"}),
        error_messages={"max_length": TOO_LONG},
    )
    opportunity = forms.CharField(required=False, widget=forms.HiddenInput)  # the one whose page they came from
    stamp = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    # People do not see it and leave it empty; programs that fill in forms do not.
    website = forms.CharField(
        max_length=200, required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    easy_words = {
        "first_name": (_("Your first name"), _("For example: Rūta")),
        "last_name": (_("Your last name"), _("For example: Pavyzdaitė")),
        "born_on": (
            _("When were you born?"),
            _("Write numbers. For example: 2011 3 14. You can volunteer when you are 14 or older."),
        ),
        "contact": (_("How can we write to you or call you?"), ""),
        "email": (_("Your e-mail address"), _("We will send a letter there.")),
        "phone": (_("Your phone number"), _("Write it if you have no e-mail. For example: 8 612 34567")),
        "municipality": (_("Where do you live?"), _("Choose from the list.")),
        "helper_is_here": (
            _("Another person is helping me"),
            _("That is good. We ask only for their first name and who they are to you."),
        ),
        "helper_name": (_("The first name of that person"), ""),
        "helper_relation": (_("Who is that person to you?"), _("For example: a sister, a teacher.")),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("stamp", signer.sign("shown"))
        for name in ("email", "phone", "helper_name", "helper_relation"):
            self.fields[name].no_optional_mark = True  # asked for together with another choice, and the words say so
        self.helper.layout = Layout(
            "first_name",
            "last_name",
            "born_on",
            Field("contact", template="volunteers/_apply_contact.html"),
            "phone",
            "municipality",
            Field("helper_is_here", template="volunteers/_apply_helper.html"),
            "opportunity",
            "stamp",
            HTML("{% include 'portal/_trap.html' %}"),
        )

    def clean(self):
        answers = super().clean()
        if answers.get("contact") == "email" and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write your e-mail address. For example, vardas@pastas.lt"))
        if answers.get("contact") == "phone":
            answers["email"] = ""
            self.errors.pop("email", None)
            if not answers.get("phone") and "phone" not in self.errors:
                self.add_error("phone", _("Write the number we can call. For example, +370 612 34567"))
        if answers.get("helper_is_here"):
            if not answers.get("helper_name") and "helper_name" not in self.errors:
                self.add_error("helper_name", _("Write the helper's first name, or untick that someone helps you."))
            if not answers.get("helper_relation") and "helper_relation" not in self.errors:
                self.add_error("helper_relation", _("Write who the helper is to you. For example, a sister."))
        else:
            answers["helper_name"] = answers["helper_relation"] = ""
            self.errors.pop("helper_name", None)
            self.errors.pop("helper_relation", None)
        return answers

    def clean_opportunity(self) -> str:
        """Whatever stands in the link is no reason to stop anybody: what fits nothing chooses nothing."""
        return self.cleaned_data["opportunity"][:120]

    @property
    def looks_automatic(self) -> bool:
        """The trap was filled in, or the page was made only seconds ago, or not by us. It flags, nothing more."""
        try:
            signer.unsign(self.cleaned_data.get("stamp", ""), max_age=HASTE)
        except SignatureExpired:  # shown long enough ago: as it should be
            return bool(self.cleaned_data.get("website"))
        except BadSignature:
            return True
        return True
