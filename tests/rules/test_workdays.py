"""Working days: no weekends, no public holidays, Easter Monday among them."""

from datetime import date

import pytest

from volunteers import workdays


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),  # a Monday
        (date(2026, 11, 21), False),  # a Saturday
        (date(2026, 3, 11), False),  # the Restoration of Independence, a Wednesday
        (date(2026, 12, 24), False),  # a Thursday
        (date(2027, 3, 29), False),  # Easter Monday
        (date(2027, 3, 30), True),
    ],
)
def test_a_working_day_is_no_weekend_and_no_holiday(day, works):
    assert workdays.is_working(day) == works


@pytest.mark.parametrize(
    ("year", "easter"), [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2038, date(2038, 4, 25))]
)
def test_easter_is_where_the_church_has_it(year, easter):
    assert workdays.easter(year) == easter


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 11, 23), date(2026, 11, 30)),  # Monday to Monday
        (date(2026, 11, 21), date(2026, 11, 27)),  # Saturday: counting begins on Monday
        (
            date(2026, 12, 22),
            date(2026, 12, 31),
        ),  # 23, 28, 29, 30, 31: not Christmas, not the weekend
    ],
)
def test_five_working_days_after(start, due):
    assert workdays.after(start, 5) == due


@pytest.mark.parametrize("today", [date(2026, 11, day) for day in range(23, 30)])
def test_what_began_on_the_last_overdue_day_is_overdue_and_what_began_a_day_later_is_not(today):
    last = workdays.latest_overdue(today, 5)

    assert workdays.after(last, 5) < today <= workdays.after(last + workdays.DAY, 5)
