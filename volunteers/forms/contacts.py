"""Names, mailboxes and phones as people type them; each slip has a sentence that tells how to put it right."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from lvg_portal.middleware import clean_text
from volunteers import phones

# The last ones: Japanese and Hebrew marks, and the joiners that Persian and Indian letters are written with.
BETWEEN_LETTERS = " '’‘ʼ`´-‐‑–.·・׳״\u200c\u200d"
WEB_ADDRESS = re.compile(r"www\.|[^\W\d_]{3,}\.[^\W\d_]{2,}", re.IGNORECASE)


def composed(value: str) -> str:
    return " ".join(unicodedata.normalize("NFC", clean_text(value)).split())


def clean_name(value: str, message: str) -> str:
    """A name in any script, in its composed form (NFC). Raises ValidationError with ``message`` for anything else."""
    name = composed(value)
    letters = [char for char in name if unicodedata.category(char)[0] == "L"]
    others = [char for char in name if unicodedata.category(char)[0] not in "LM" and char not in BETWEEN_LETTERS]
    if not letters or others or WEB_ADDRESS.search(name):
        raise ValidationError(message)
    return name


class NameField(forms.CharField):
    """A first or a last name: 1 to 100 letters of whatever alphabet, with what stands between them."""

    def __init__(self, *, message: str, **kwargs):
        super().__init__(
            max_length=100,
            error_messages={
                "required": message,
                "max_length": _("Shorten it to %(limit_value)d characters; now there are %(show_value)d."),
            },
            **kwargs,
        )
        self.message = message

    def to_python(self, value):
        # Before it is measured: composing makes a few letters longer, and the column holds 100.
        return composed(super().to_python(value))

    def clean(self, value):
        value = super().clean(value)
        return clean_name(value, self.message) if value else ""


class MailboxField(forms.CharField):
    widget = forms.EmailInput(attrs={"autocomplete": "email"})

    def __init__(self, **kwargs):
        super().__init__(max_length=254, **kwargs)

    def to_python(self, value):
        # Nobody's mail system tells "Rasa@" from "rasa@", but a comparison would. "İ" becomes two letters by it.
        return clean_text(super().to_python(value)).strip().rstrip(".,;").lower()

    def clean(self, value):
        value = super().clean(value)
        if not value:
            return ""
        if "@" not in value:
            raise ValidationError(_("The @ sign is missing. For example, vardas@pastas.lt"))
        if re.search(r"\s", value):
            raise ValidationError(_("There are no spaces in an e-mail address. For example, vardas@pastas.lt"))
        name, _sign, domain = value.rpartition("@")
        if not name or "@" in name:
            raise ValidationError(_("Write one address with one @ sign. For example, vardas@pastas.lt"))
        if "." not in domain.strip("."):
            raise ValidationError(_("After the @ sign the address is not whole. For example, vardas@pastas.lt"))
        try:
            validate_email(value)
        except ValidationError:
            raise ValidationError(_("This e-mail address does not look right. For example, vardas@pastas.lt")) from None
        return value


class PhoneField(forms.CharField):
    """Kept as E.164, shown in groups."""

    widget = forms.TelInput(attrs={"autocomplete": "tel", "class": "input--20"})

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)

    def clean(self, value):
        value = clean_text(super().clean(value)).strip()
        if not value:
            return ""
        try:
            return phones.parse(value)
        except phones.NotAPhone as wrong:
            raise ValidationError(str(wrong)) from None
