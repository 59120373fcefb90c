"""When and where staff meet an applicant."""

from datetime import datetime, time, timedelta

from crispy_forms.layout import Div, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volunteers import daytime
from volunteers.forms.serving import DayField, TimeField
from volunteers.forms.step import TOO_LONG, StepForm
from volunteers.models import Meeting

AHEAD = timedelta(days=365)


class MeetingForm(StepForm):
    day = DayField(label=gettext_lazy("Day"))
    at = TimeField(label=gettext_lazy("At what time"), help_text=gettext_lazy("For example, 9:30"))
    minutes = forms.IntegerField(
        label=gettext_lazy("How long, minutes"),
        min_value=5,
        max_value=480,
        initial=30,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            gettext_lazy("Write a number from 5 to 480. For example, 30"),
        ),
    )
    where = forms.CharField(
        label=gettext_lazy("Where, or the link of a video call"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write where you meet."), "max_length": TOO_LONG},
    )
    with_whom = forms.CharField(
        label=gettext_lazy("With whom"), max_length=100, required=False, error_messages={"max_length": TOO_LONG}
    )

    def __init__(self, *args, meeting: Meeting | None = None, **kwargs):
        super().__init__(*args, initial=_as_typed(meeting) if meeting else {}, **kwargs)
        self.fields["day"].widget.attrs["min"] = timezone.localdate().isoformat()
        self.helper.layout = Layout(Div("day", "at", "minutes", css_class="date-fields"), "where", "with_whom")

    def clean(self):
        answers = super().clean()
        day, at = answers.get("day"), answers.get("at")
        if day is not None and at is not None:
            # No minute of a day is the 1440th: 24:00 is the first of the next.
            midnight = timezone.make_aware(datetime.combine(day, time.min).replace(hour=at // 60 % 24, minute=at % 60))
            starts_at = midnight + timedelta(days=at // 1440)
            if starts_at <= timezone.now():
                self.add_error("day", ValidationError(_("This time has passed. Choose a later one.")))
            elif starts_at > timezone.now() + AHEAD:
                self.add_error("day", ValidationError(_("This is more than a year ahead. Check the year.")))
            answers["starts_at"] = starts_at
        return answers

    @property
    def facts(self) -> dict:
        """What meetings.arrange() keeps."""
        return {name: self.cleaned_data[name] for name in ("starts_at", "minutes", "where", "with_whom")}


def _as_typed(meeting: Meeting) -> dict:
    starts = timezone.localtime(meeting.starts_at)
    return {
        "day": starts.date(),
        "at": daytime.clock(starts.hour * 60 + starts.minute),
        "minutes": meeting.minutes,
        "where": meeting.where,
        "with_whom": meeting.with_whom,
    }
