"""The form in which staff write an event: days and hours apart, whole days without hours."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext_lazy as _

from news.models import Event
from news.months import FIRST_YEAR, LAST_YEAR


class DayAndHour(forms.SplitDateTimeField):
    """A day and an hour that may be left out: ``(day, hour or None)``; None where both are empty."""

    widget = AdminSplitDateTime

    def __init__(self, **kwargs):
        messages = {"incomplete": _("Give the day.")}
        super().__init__(require_all_fields=False, error_messages=messages, **kwargs)
        self.fields[1].required = False

    def compress(self, parts):
        if not parts:
            return None
        day, hour = parts
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(
                _("Give a year between %(first)s and %(last)s."), params={"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return day, hour


class EventForm(forms.ModelForm):
    # No Meta: the fieldsets of the admin choose the fields.

    starts_at = DayAndHour(label=_("begins"), help_text=_("Whole days need no hour."))
    ends_at = DayAndHour(
        label=_("ends"),
        required=False,
        help_text=_("Leave empty when it is not known. Of whole days give the last one; of one day nothing."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.is_all_day:
            # Kept as midnights, the last one that of the day after: staff see the days they wrote.
            self.initial["starts_at"] = [self.instance.first_day, None]
            self.initial["ends_at"] = [self.instance.last_day, None]

    def clean(self):
        data = super().clean()
        whole, begins = data.get("is_all_day"), data.get("starts_at")
        if begins:
            self._put("starts_at", begins[0], time.min if whole else begins[1])
        if ends := data.get("ends_at") or (begins if whole else None):
            day, hour = (ends[0] + timedelta(days=1), time.min) if whole else ends
            self._put("ends_at", day, hour)
        if data.get("state") == Event.State.CANCELLED and not data.get("cancelled_because_lt"):
            self.add_error("cancelled_because_lt", _("Say why the event is cancelled."))
        return data

    def _put(self, name: str, day: date, hour: time | None):
        """Keep a moment of the clocks in Vilnius, or say what is missing."""
        if hour is None:
            self.add_error(name, _("Give the hour, or tick “whole days”."))
            return
        try:
            self.cleaned_data[name] = from_current_timezone(datetime.combine(day, hour))
        except ValidationError as error:  # an hour that the change of clocks leaves out or brings twice
            self.add_error(name, error)
