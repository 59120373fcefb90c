"""Age on a Vilnius day."""

from datetime import UTC, date, datetime

import pytest

from volunteers import age

LEAP = date(2008, 2, 29)


@pytest.mark.parametrize(
    ("day", "born", "years"),
    [
        (date(2026, 11, 16), date(2011, 11, 16), 15),
        (date(2026, 11, 15), date(2011, 11, 16), 14),
        (date(2026, 2, 28), LEAP, 17),
        (date(2026, 3, 1), LEAP, 18),
        (date(2028, 2, 29), LEAP, 20),
        (LEAP, LEAP, 0),
    ],
)
def test_age_changes_on_the_birthday(day, born, years):
    assert age.age_on(day, born) == years


def test_nobody_has_an_age_before_birth():
    with pytest.raises(ValueError, match="not yet born"):
        age.age_on(date(2026, 1, 1), date(2026, 1, 2))


@pytest.mark.parametrize(("born", "years", "day"), [(LEAP, 18, date(2026, 3, 1)), (LEAP, 20, date(2028, 2, 29))])
def test_a_birthday_on_29_february(born, years, day):
    assert age.birthday(born, years) == day


def test_a_guardian_answers_until_midnight_in_vilnius():
    # In winter Vilnius is two hours ahead of UTC: the adult's day begins while London still has the eve.
    assert age.adult_at(date(2008, 12, 24)).astimezone(UTC) == datetime(2026, 12, 23, 22, tzinfo=UTC)
