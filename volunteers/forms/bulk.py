"""A letter to many as staff write it."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvg_portal import letter_texts
from lvg_portal.middleware import clean_text
from volunteers import bulk
from volunteers.models import Application, BulkLetter

TEXTS = ("subject_lt", "body_lt", "subject_en", "body_en")


class BulkForm(forms.ModelForm):
    """Text in Lithuanian, in English if one likes; to whom and from which page it came are hidden."""

    status = forms.ChoiceField(choices=Application.Status.choices, widget=forms.HiddenInput)
    chosen = forms.CharField(widget=forms.HiddenInput, max_length=12 * bulk.AT_MOST)
    key = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = BulkLetter
        fields = [*TEXTS]
        help_texts = {
            "subject_lt": gettext_lazy("No names: a subject can be read on a locked phone."),
            "body_lt": gettext_lazy("Each letter ends with the applicant's own link and our contacts."),
            "subject_en": gettext_lazy("Without English, everybody gets the Lithuanian letter."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("body_lt", "body_en"):
            self.fields[name].widget.attrs["rows"] = 10
        for name in TEXTS:
            self.fields[name].widget.attrs["lang"] = name[-2:]
        self.initial.setdefault("key", uuid.uuid4())

    def clean_chosen(self) -> list[int]:
        typed = self.cleaned_data["chosen"].split(",")
        numbers = [int(number) for number in typed if number.isascii() and number.isdigit() and len(number) < 19]
        if not numbers or len(numbers) > bulk.AT_MOST:
            raise ValidationError(_("Choose the applications in the list anew."))
        return numbers

    def clean(self):
        typed = super().clean()
        for name in TEXTS:
            text = clean_text(typed.get(name, "")).replace("\r\n", "\n").strip()
            typed[name] = text
            allowed = () if name.startswith("subject") else bulk.PLACEHOLDERS
            if "\n" in text and not allowed:
                self.add_error(name, _("A subject is one line."))
            elif text and (reasons := letter_texts.problems(text, allowed)):
                self.add_error(name, ValidationError(reasons))
        if bool(typed["subject_en"]) != bool(typed["body_en"]):
            missing = "body_en" if typed["subject_en"] else "subject_en"
            self.add_error(missing, _("Write both the subject and the text in English, or neither."))
        return typed

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TEXTS}

    def previews(self) -> list[dict]:
        """Both languages with invented data."""
        draft = BulkLetter(**self.texts())
        shown = []
        for language, name in (("lt", _("In Lithuanian")), ("en", _("In English"))):
            if getattr(draft, f"body_{language}"):
                subject, text = bulk.whole(draft, language)
                html = letter_texts.as_html(text)
                shown.append({"language": language, "name": name, "subject": subject, "text": text, "html": html})
        return shown
