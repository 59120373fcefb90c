"""Answers that are not sent yet: as they were typed, in the session, for two hours. Never in an address or a cache.

They are checked again whenever they are read, for an activity may close, and a birthday come, while someone pauses.
"""

import time
import uuid

from django import forms
from django.http import HttpRequest, QueryDict

from volunteers import easy
from volunteers.age import VOLUNTEERS_FROM, age_today, is_minor
from volunteers.forms.apply import STEPS

LIFE = 2 * 60 * 60  # seconds
DRAFT, RECEIPT = "application", "application_receipt"


class TooYoung(Exception):
    """Under 14: nothing may be stored."""


class Draft:
    def __init__(self, request: HttpRequest):
        self.session = request.session
        self.is_easy = easy.is_asked(request)
        kept = self.session.get(DRAFT)
        self.is_new = not kept or time.time() - kept["at"] > LIFE
        if kept and self.is_new:
            del self.session[DRAFT]
        self.kept = {"key": str(uuid.uuid4()), "at": 0, "steps": {}} if self.is_new else kept
        self._forms: dict[str, forms.Form] = {}

    @property
    def key(self) -> str:
        return self.kept["key"]

    def form(self, step: str) -> forms.Form | None:
        """The step's form with what was kept, checked; None when nothing was."""
        if step not in self.kept["steps"]:
            return None
        if step not in self._forms:
            data = QueryDict(mutable=True)
            for name, values in self.kept["steps"][step].items():
                data.setlist(name, values)
            self._forms[step] = STEPS[step](data, so_far=self.before(step), easy=self.is_easy)
        return self._forms[step]

    def before(self, step: str) -> dict:
        """The cleaned answers about the person, which the later steps build upon."""
        return {} if step == "about" else self.answers("about")

    def answers(self, step: str) -> dict:
        form = self.form(step)
        return form.cleaned_data if form and form.is_valid() else {}

    @property
    def is_minor(self) -> bool | None:
        """None while the birth date is not known."""
        born = self.answers("about").get("born_on")
        return is_minor(born) if born else None

    @property
    def steps(self) -> list[str]:
        """Those to be filled in, in order; as long as the birth date is not known, the guardian counts."""
        return [step for step in STEPS if step != "guardian" or self.is_minor is not False]

    @property
    def missing(self) -> list[str]:
        """Those without which nothing can be sent."""
        return [step for step in self.steps if not self._is_good(step) and (step != "support" or self.form(step))]

    @property
    def to_visit(self) -> str | None:
        """The first that has not been filled in, nor skipped; None when all can be looked over."""
        return next((step for step in self.steps if not self._is_good(step)), None)

    def _is_good(self, step: str) -> bool:
        form = self.form(step)
        return form is not None and form.is_valid()

    def keep(self, step: str, form: forms.Form, *, anonymous: bool = True) -> None:
        """Keep a valid step. Raises TooYoung under 14, and then nothing of this person is left in the session."""
        if step == "about" and age_today(form.cleaned_data["born_on"]) < VOLUNTEERS_FROM:
            self.clear()
            raise TooYoung
        self.kept["steps"][step] = {name: form.data.getlist(name) for name in _names(form) if name in form.data}
        self.kept["at"] = time.time()
        self.session[DRAFT] = self.kept
        self._forms.clear()
        # What others began and left goes as soon as somebody keeps theirs; the nightly timer sees to the rest.
        self.session.clear_expired()
        if anonymous:  # staff who try the form stay logged in as long as ever
            self.session.set_expiry(LIFE)

    def clear(self) -> None:
        """Nothing of the answers stays."""
        self.session.pop(DRAFT, None)
        self.session.pop(RECEIPT, None)
        if not set(self.session.keys()) - {"_session_expiry"}:
            self.session.flush()


def _names(form: forms.Form):
    """The names under which this form's answers are sent; whatever else comes along is not kept."""
    for field in form:
        widget = field.field.widget
        if isinstance(widget, forms.MultiWidget):
            yield from (field.html_name + suffix for suffix in widget.widgets_names)
        else:
            yield field.html_name
