"""What an applicant types on their own page, and where a lost link is asked for."""

from django.utils.translation import gettext_lazy as _

from volunteers.forms.contacts import MailboxField
from volunteers.forms.step import StepForm, text_field
from volunteers.models import StatusEvent


class LinkForm(StepForm):
    email = MailboxField(
        label=_("E-mail address"),
        help_text=_("The one you wrote in the application."),
        error_messages={"required": _("Write your e-mail address. For example, vardas@pastas.lt")},
    )


class AnswerForm(StepForm):
    answer = text_field(
        _("Your answer"), length=StatusEvent.REASON_LENGTH, rows=4, required=True, message=_("Write a few words.")
    )
