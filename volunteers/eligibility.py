"""Who may do what: an opportunity's own ages."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from volunteers.age import VOLUNTEERS_FROM, age_on
from volunteers.models import Opportunity


def age_refusal(opportunity: Opportunity | None, born: date, day: date | None = None) -> str:
    """Why someone of this age cannot do it, in the reader's language; "" when they can."""
    age = age_on(day or timezone.localdate(), born)
    youngest = opportunity.min_age if opportunity else VOLUNTEERS_FROM
    if age < youngest:
        return _("This activity is for people aged %(age)d or over.") % {"age": youngest}
    if opportunity and opportunity.max_age is not None and age > opportunity.max_age:
        return _("This activity is for people up to the age of %(age)d.") % {"age": opportunity.max_age}
    return ""
