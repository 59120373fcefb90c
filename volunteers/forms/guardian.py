"""How to reach the parent or guardian of someone aged 14 to 17."""

from crispy_forms.layout import Field, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from volunteers.forms.contacts import MailboxField, NameField, PhoneField
from volunteers.forms.step import StepForm
from volunteers.models import Guardian


class GuardianForm(StepForm):
    title = _("Parent or guardian")

    name = NameField(
        label=_("The parent's or guardian's first and last name"),
        message=_("Write the first and last name in letters. For example, Rūta Pavyzdaitienė."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input--20"}),
    )
    contact_by = forms.ChoiceField(
        label=_("How can we reach them?"),
        choices=[
            (Guardian.ContactBy.EMAIL, _("By e-mail: one page and one click are enough")),
            (Guardian.ContactBy.PHONE, _("By phone")),
            (Guardian.ContactBy.PAPER, _("They will agree in writing, on paper")),
        ],
        initial=Guardian.ContactBy.EMAIL,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we can reach your parent or guardian.")},
    )
    email = MailboxField(
        label=_("Their e-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    phone = PhoneField(
        label=_("Their phone"),
        required=False,
        widget=forms.TelInput(attrs={"autocomplete": "off", "class": "input--20"}),
    )

    easy_title = _("Your mother, father or guardian")
    easy_words = {
        "name": (_("The first and last name of your mother, father or guardian"), ""),
        "contact_by": (_("How can we reach this person?"), ""),
        "email": (_("The e-mail address of this person"), ""),
        "phone": (_("The phone number of this person"), _("For example: 8 612 34567")),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("email", "phone"):
            self.fields[name].no_optional_mark = True
        self.helper.layout = Layout("name", Field("contact_by", template="volunteers/_apply_guardian.html"))

    def clean(self):
        answers = super().clean()
        way = answers.get("contact_by")
        for name in ("email", "phone"):
            if way and way != name:
                answers[name] = ""
                self.errors.pop(name, None)
        if way == "email" and not answers.get("email") and "email" not in self.errors:
            self.add_error("email", _("Write their e-mail address. For example, mama@pastas.lt"))
        if way == "phone" and not answers.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("Write the number we can call. For example, +370 612 34567"))
        if answers.get("email") and answers["email"] == self.so_far.get("email"):
            self.add_error("email", _("This is your own address. If you share a mailbox, choose phone or paper."))
        if answers.get("phone") and answers["phone"] == self.so_far.get("phone"):
            self.add_error("phone", _("This is your own number. Write theirs, or choose paper."))
        return answers
