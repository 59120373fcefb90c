"""The third step: what would help them take part. Nobody has to answer."""

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from volunteers.forms.step import StepForm, text_field
from volunteers.models import ConsentText, SupportOption


class SupportForm(StepForm):
    """Special-category data: never a diagnosis, and only with its own explicit consent."""

    title = _("What would help you")

    options = forms.ModelMultipleChoiceField(
        SupportOption.objects.all(),
        label=_("What would help you take part?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = text_field(
        _("In your own words"),
        length=500,
        rows=3,
        help_text=_("Please do not write a diagnosis or the name of an illness: we only need to know what helps."),
    )

    easy_title = _("What would help you")
    easy_words = {
        "options": (_("What would help you?"), _("Tick what you need.")),
        "text": (_("Do you want to write more?"), _("You do not have to name an illness.")),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.consent_text = ConsentText.current(ConsentText.Purpose.SUPPORT, get_language())
        # The name carries the version: words that changed meanwhile are not agreed to.
        self.consent_name = f"agrees_{self.consent_text.pk}"
        self.fields[self.consent_name] = forms.BooleanField(
            label=_("I agree"), help_text=self.consent_text.body, required=False
        )
        self.helper.layout = Layout("options", "text", self.consent_name)

    def clean(self):
        answers = super().clean()
        if (answers.get("options") or answers.get("text")) and not answers.get(self.consent_name):
            self.add_error(
                self.consent_name,
                _("Tick that you agree, or empty the answers above: without consent we keep nothing."),
            )
        return answers

    @property
    def needs(self) -> dict | None:
        """What would help, in ticks and words, and the text agreed to; None where nothing was answered."""
        options, text = list(self.cleaned_data["options"]), self.cleaned_data["text"]
        return {"options": options, "text": text, "consent": self.consent_text} if options or text else None
