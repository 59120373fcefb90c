"""Age on a Vilnius day: who may volunteer, and who needs a guardian's consent."""

from datetime import date, datetime, time

from django.utils import timezone

VOLUNTEERS_FROM = 14  # Law on Volunteering: below it no agreement is possible
ADULT_FROM = 18
OLDEST = 120  # a year of birth further back is a slip of the finger


def age_on(day: date, born: date) -> int:
    """Whole years on a Vilnius day; born on 29 February, older on 1 March. Raises ValueError if not yet born."""
    if day < born:
        raise ValueError("not yet born")
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def age_today(born: date) -> int:
    return age_on(timezone.localdate(), born)


def is_minor(born: date, day: date | None = None) -> bool:
    """Under 18 on that Vilnius day, today if none is given."""
    return age_on(day or timezone.localdate(), born) < ADULT_FROM


def birthday(born: date, years: int) -> date:
    """The day on which someone reaches that age."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:  # 29 February in a common year
        return date(born.year + years, 3, 1)


def adult_at(born: date) -> datetime:
    """The moment, midnight in Vilnius, from which nobody else answers for this person."""
    return timezone.make_aware(datetime.combine(birthday(born, ADULT_FROM), time.min))
