"""Hours as they are read: ``{% load hours %}``."""

from django import template

from volunteers import daytime
from volunteers.models import HoursEntry

register = template.Library()


@register.filter
def duration(minutes: int) -> str:
    """``2 val. 30 min.``"""
    return daytime.length(minutes)


@register.filter
def from_to(entry: HoursEntry) -> str:
    """``9:30–12:00``"""
    return daytime.between(entry.began_minute, entry.minutes)


@register.filter
def whole_hours(minutes: int) -> int:
    return minutes // 60
