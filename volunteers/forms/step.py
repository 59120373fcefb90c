"""What the steps of the application form have in common."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from lvg_portal.middleware import clean_text

TOO_LONG = _("Shorten it to %(limit_value)d characters; now there are %(show_value)d.")


def text_field(label, *, length: int, rows: int, required: bool = False, **kwargs) -> forms.CharField:
    messages = {"max_length": TOO_LONG, "required": kwargs.pop("message", "")}
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={name: text for name, text in messages.items() if text},
        **kwargs,
    )


class StepForm(forms.Form):
    """One step. ``so_far`` holds the cleaned answers of the steps before it.

    ``easy`` shows the easy-to-read words, ``easy_title`` and ``easy_words`` (label and hint by field); what is asked
    and what is answered stay the same.
    """

    title = easy_title = ""
    easy_words: dict[str, tuple] = {}

    def __init__(self, *args, so_far: dict | None = None, easy: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.so_far, self.is_easy = so_far or {}, easy
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page writes both, for its buttons stand inside the form too
        self.helper.form_show_errors = False  # the page shows the summary above its heading
        self.title = self.heading(easy)
        if easy:
            for name, (label, hint) in self.easy_words.items():
                self.fields[name].label, self.fields[name].help_text = label, hint

    @classmethod
    def heading(cls, easy: bool = False):
        return cls.easy_title if easy and cls.easy_title else cls.title

    def clean(self):
        for name, value in self.cleaned_data.items():
            if isinstance(value, str):
                self.cleaned_data[name] = clean_text(value).strip()
        return self.cleaned_data
