"""A letter to many, as one of them gets it."""

from django.utils.translation import gettext as _

from lvg_portal.outbox import Envelope, letter
from lvg_portal.templatetags.portal import typo
from volunteers import bulk as many
from volunteers import tokens
from volunteers.letters.facts import facts, find
from volunteers.models import BulkRecipient
from volunteers.tokens import Purpose


@letter("bulk", to="applicant")
def bulk(application: int, recipient: int) -> Envelope | None:
    """Dropped when the applicant has moved on: it was written to those who stood in one status."""
    row = find(application)
    sent_to = (
        BulkRecipient.objects.select_related("bulk", "letter").filter(pk=recipient, application=application).first()
    )
    if row is None or sent_to is None or many.outcome_for(row, sent_to.bulk.status) != BulkRecipient.Outcome.POSTED:
        return None
    link = tokens.address(row, Purpose.MY)
    activity = typo(row.opportunity.title) if row.opportunity else _("an activity that we will choose together")
    values = {"number": row.number, "activity": activity, "link": link}
    subject, text = many.subject_and_text(sent_to.bulk, sent_to.letter.language, values.get)
    return Envelope(row.person.email, facts(row, link=link, bulk_subject=subject, bulk_text=text.strip()))
