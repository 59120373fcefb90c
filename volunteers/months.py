"""Months and days as a Vilnius calendar counts them."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def add_months(day: date, months: int) -> date:
    """The same day so many months later; a month that is too short gives its first following day."""
    years, month = divmod(day.month - 1 + months, 12)
    try:
        return day.replace(year=day.year + years, month=month + 1)
    except ValueError:
        return date(day.year + years, month + 2, 1)  # only a month shorter than December can be too short


def midnight_after(day: date) -> datetime:
    """When that Vilnius day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
