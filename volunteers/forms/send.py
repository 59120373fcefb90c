"""The last page of the form: what is sent."""

import uuid

from django import forms
from django.utils.translation import get_language

from volunteers import consents
from volunteers.models import ConsentText


class SendForm(forms.Form):
    """The last page: consents that are nobody's condition, and the key that makes a form count once."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.texts = {}
        for purpose in consents.ON_REQUEST:
            text = ConsentText.current(purpose, get_language())
            self.texts[f"consent_{text.pk}"] = text
            self.fields[f"consent_{text.pk}"] = forms.BooleanField(label=text.body, required=False)

    def clean_key(self) -> uuid.UUID:
        """One form sent twice has the same key; a spoilt one is no reason to refuse what somebody wrote."""
        try:
            return uuid.UUID(self.cleaned_data["key"])
        except ValueError:
            return uuid.uuid4()

    @property
    def agreed(self) -> list[ConsentText]:
        return [text for name, text in self.texts.items() if self.cleaned_data.get(name)]
