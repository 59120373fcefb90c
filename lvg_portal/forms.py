"""The contact form, and the one that asks for a new password."""

import re
import uuid

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout, Submit
from django import forms
from django.contrib.auth.forms import PasswordResetForm
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lvg_portal import outbox
from lvg_portal.middleware import clean_text
from lvg_portal.models import ContactMessage

PHONE = re.compile(r"^\+?[\d\s()./-]{6,30}$")


class ContactForm(forms.ModelForm):
    key = forms.CharField(widget=forms.HiddenInput, required=False)
    # People do not see it and leave it empty; programs that fill in forms do not.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))

    class Meta:
        model = ContactMessage
        fields = ["name", "reply_to", "text"]
        labels = {
            "name": _("Your name"),
            "reply_to": _("Your e-mail or phone"),
            "text": _("What would you like to ask or say?"),
        }
        help_texts = {"reply_to": _("We will answer there.")}
        error_messages = {
            "reply_to": {"required": _("Write an e-mail address or a phone number, so that we can answer.")},
            "text": {
                "required": _("Write a few words."),
                "max_length": _("Shorten it to %(limit_value)d characters; now there are %(show_value)d."),
            },
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name", "class": "input--20"}),
            "reply_to": forms.TextInput(attrs={"autocomplete": "email", "class": "input--20"}),
            "text": forms.Textarea(attrs={"rows": 6}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"initial": {"key": uuid.uuid4()}, **kwargs})
        self.helper = FormHelper()
        self.helper.form_show_errors = False  # the page shows the summary above its heading
        self.helper.layout = Layout(
            "key",
            "name",
            "reply_to",
            "text",
            HTML("{% include 'portal/_trap.html' %}{% include 'portal/_contact_notice.html' %}"),
        )
        self.helper.add_input(Submit("send", _("Send")))

    def clean_key(self) -> uuid.UUID:
        """One form sent twice has the same key; a spoilt one is no reason to refuse what somebody wrote."""
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid.uuid4()

    def clean_name(self):
        return clean_text(self.cleaned_data["name"])

    def clean_text(self):
        return clean_text(self.cleaned_data["text"])

    def clean_reply_to(self):
        value = clean_text(self.cleaned_data["reply_to"]).strip()
        if "@" in value:
            try:
                validate_email(value)
            except ValidationError as error:
                raise ValidationError(
                    _("This e-mail address does not look right. An example: name@example.lt")
                ) from error
        elif not PHONE.match(value):
            raise ValidationError(_("Write an e-mail address such as name@example.lt, or a phone number."))
        return value

    @property
    def is_from_a_program(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class OutboxPasswordResetForm(PasswordResetForm):
    """Django's form, but the letter goes through the outbox, and only to staff."""

    def save(self, **options) -> None:
        for user in self.get_users(self.cleaned_data["email"]):
            if user.is_staff:
                outbox.post("password_reset", language=get_language() or "lt", user=user.pk)
