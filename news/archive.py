"""Going through what has gathered over the years: years, neighbours. Each costs the same however much there is."""

from datetime import datetime

from django.db.models import Max, Min, QuerySet, Value
from django.utils import timezone


def year_span(year: int) -> tuple[datetime, datetime]:
    """The first instant of a Vilnius year and that of the next."""
    zone = timezone.get_default_timezone()
    return datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone)


def years_of(queryset: QuerySet, field: str) -> list[int]:
    """The Vilnius years in which ``queryset`` has something at the time ``field``, the newest first."""
    ends = queryset.order_by().aggregate(first=Min(field), last=Max(field))
    if ends["first"] is None:
        return []
    first, last = (timezone.localtime(ends[name]).year for name in ("first", "last"))
    # One look into the index a year: DISTINCT would read every row.
    looks = []
    for year in range(last, first - 1, -1):
        start, end = year_span(year)
        within = queryset.order_by(field).filter(**{f"{field}__gte": start, f"{field}__lt": end})
        looks.append(within.annotate(year=Value(year)).values_list("year", flat=True)[:1])
    found = looks[0].union(*looks[1:], all=True) if len(looks) > 1 else looks[0]
    return sorted(found, reverse=True)


def neighbours(queryset: QuerySet, item, field: str) -> dict:
    """``{"previous": …, "next": …}``: what stands before and after the item in time; None at either end."""
    at = getattr(item, field)
    earlier = queryset.filter(**{f"{field}__lte": at}).exclude(**{field: at, "pk__gte": item.pk})
    later = queryset.filter(**{f"{field}__gte": at}).exclude(**{field: at, "pk__lte": item.pk})
    return {
        "previous": earlier.order_by(f"-{field}", "-pk").first(),
        "next": later.order_by(field, "pk").first(),
    }
