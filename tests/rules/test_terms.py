"""The law's figures that staff set: whatever they are, the night goes on."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from tests import make
from volunteers.models import Terms

FIGURES = ["confirm_days", "offer_days", "link_days", "waitlist_months", "closed_months", "pool_months",
           "contact_months", "access_log_months", "agreement_years", "support_days"]  # fmt: skip


@pytest.mark.parametrize("figure", FIGURES)
def test_a_slip_of_the_finger_is_told(db, figure):
    terms = Terms(pk=1, **{figure: 32767})

    with pytest.raises(ValidationError) as refused:
        terms.full_clean()

    assert list(refused.value.message_dict) == [figure]


def test_with_the_longest_and_the_shortest_that_are_let_pass_the_night_goes_on(db):
    for status in ("waitlisted", "offered", "declined", "completed", "expired"):
        make.agreement(make.application(20, status))
    for shortest in (True, False):
        terms = Terms.load()
        for field in Terms._meta.fields:
            limit = next((limit for unit, limit in Terms.AT_MOST.items() if field.name.endswith(f"_{unit}")), None)
            if limit:
                setattr(terms, field.name, 1 if shortest else limit)
        terms.full_clean()
        terms.save()

        call_command("nightly")
