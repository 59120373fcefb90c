"""Working days in Lithuania: no Saturdays, no Sundays, no public holidays. Days are Vilnius dates."""

from datetime import date, timedelta

# Labour Code art. 123. Those that fall on a Sunday by definition (Easter, Mother's and Father's Day) need no entry.
HOLIDAYS = {
    *((1, 1), (2, 16), (3, 11), (5, 1), (6, 24), (7, 6), (8, 15)),
    *((11, 1), (11, 2), (12, 24), (12, 25), (12, 26)),
}
DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar. Source: the anonymous algorithm, in Meeus, Astronomical Algorithms."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def is_working(day: date) -> bool:
    if day.weekday() >= 5 or (day.month, day.day) in HOLIDAYS:
        return False
    return day != easter(day.year) + DAY


def after(day: date, count: int) -> date:
    """The ``count``-th working day after ``day``."""
    while count > 0:
        day += DAY
        count -= is_working(day)
    return day


def between(start: date, end: date) -> int:
    """How many working days come after ``start``, up to and with ``end``; 0 when ``end`` is not later."""
    return sum(is_working(start + DAY * n) for n in range(1, (end - start).days + 1))


def latest_overdue(today: date, count: int) -> date:
    """The last day on which something had to begin to be more than ``count`` working days old ``today``."""
    day = today - DAY
    while after(day, count) >= today:
        day -= DAY
    return day
