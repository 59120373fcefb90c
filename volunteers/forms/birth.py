"""A birth date as three boxes: year, month, day. Each slip has its own sentence."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvg_portal.templatetags.portal import month_genitive
from volunteers.age import OLDEST


class BirthDateWidget(forms.MultiWidget):
    part_labels = (gettext_lazy("Year"), gettext_lazy("Month"), gettext_lazy("Day"))

    def __init__(self):
        boxes = [("input--4", "bday-year", 4), ("input--2", "bday-month", 2), ("input--2", "bday-day", 2)]
        super().__init__(
            [
                forms.TextInput(
                    attrs={"class": width, "autocomplete": meaning, "inputmode": "numeric", "maxlength": length}
                )
                for width, meaning, length in boxes
            ]
        )

    def decompress(self, value):
        return [value.year, value.month, value.day] if value else [None, None, None]


class BirthDateField(forms.MultiValueField):
    widget = BirthDateWidget

    def __init__(self, **kwargs):
        parts = [forms.CharField(max_length=length, required=False) for length in (4, 2, 2)]
        super().__init__(parts, require_all_fields=False, **kwargs)

    def clean(self, value):
        boxes = [str(box or "").strip() for box in value or ["", "", ""]]
        missing = [label for label, box in zip(BirthDateWidget.part_labels, boxes, strict=True) if not box]
        if len(missing) == 3:
            raise ValidationError(_("Write your birth date. For example, 2011 3 14"))
        if missing:
            names = ", ".join(str(label).lower() for label in missing)
            raise ValidationError(_("The birth date is not whole. Still missing: %(parts)s.") % {"parts": names})
        if not all(box.isascii() and box.isdigit() for box in boxes):
            raise ValidationError(_("Write the birth date in digits. For example, 2011 3 14"))
        return _date(*(int(box[:5]) for box in boxes))  # what has more digits is no less wrong with five


def _date(year: int, month: int, day: int) -> date:
    """The date, if there was such a day. Raises ValidationError."""
    today = timezone.localdate()
    if year < 1000:
        raise ValidationError(_("Write the year with four digits. For example, 2011"))
    if not 1 <= month <= 12:
        raise ValidationError(_("The month is a number from 1 to 12."))
    if not 1 <= day <= 31:
        raise ValidationError(_("The day is a number from 1 to 31."))
    try:
        born = date(year, month, day)
    except ValueError:
        words = {"month": month_genitive(date(2000, month, 1)), "day": day, "year": year}
        raise ValidationError(
            capfirst(_("there was no %(day)d %(month)s in %(year)d. Check the day or the month.") % words)
        ) from None
    if born > today:
        raise ValidationError(_("This day is still to come. Check the year."))
    if born.year < today.year - OLDEST:
        raise ValidationError(_("This is too long ago. Check the year."))
    return born
