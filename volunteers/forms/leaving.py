"""Which application the data officer erases, and who asked for it."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lvg_portal.middleware import clean_text
from volunteers import leaving
from volunteers.models import Application, StatusEvent


class EraseForm(forms.Form):
    number = forms.CharField(
        label=_("Number of the application"), max_length=20, help_text=_("For example, SAV-2026-0042")
    )
    reason = forms.CharField(
        label=_("Who asked, when and how"),
        max_length=StatusEvent.REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("No names are needed. It is erased together with the data."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page writes it
        self.helper.form_show_errors = False  # the page shows the summary above the form
        self.helper.layout = Layout("number", "reason")

    def clean_number(self) -> str:
        number = clean_text(self.cleaned_data["number"]).strip().upper().replace("–", "-")
        self.application = Application.objects.filter(number=number).first()
        if self.application is None:
            raise ValidationError(_("There is no application with this number. Check it in the letter."))
        if not leaving.may_be_erased(self.application):
            raise ValidationError(_("Nothing is left to erase: the data have gone, or the law keeps what is left."))
        return number

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"]).strip()
