"""Notes that write themselves: what was changed by an applicant or for them, without the words that stood there."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from volunteers import consequences
from volunteers.models import Application, ConsentText, Note

Purpose = ConsentText.Purpose
WITHDRAWN = {
    Purpose.SUPPORT: _("The applicant has withdrawn the consent about what would help; the answer is erased."),
    Purpose.PHOTO: _("The applicant has withdrawn the consent to photographs. Take theirs off the site."),
    Purpose.POOL: _("The applicant no longer wishes to be offered other activities."),
    Purpose.NEWS: _("The applicant no longer wishes to get news."),
    Purpose.STORY: _("The applicant has withdrawn the consent to their story. It is off the site."),
}
NEEDS_CHANGED = _("The applicant has changed the answer about what would help.")
NEEDS_WRITTEN = _("Written down what would help, with the explicit consent.")
EMAIL_CHANGED = _("The applicant has changed the e-mail address and confirmed the new one.")


def by_applicant(application: Application, text: str | Promise, *, tell: bool = False) -> None:
    """Note it with the application, in the language of the staff; ``tell`` writes to who handles it, too."""
    with translation.override(settings.LANGUAGE_CODE):
        Note.objects.create(application=application, author=None, text=str(text))
    if tell and application.owner_id:
        consequences.tell_staff("staff_note", application)


def corrected(application: Application, labels: Iterable[str | Promise]) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        names = ", ".join(str(label).lower() for label in labels)
        text = gettext("The applicant has corrected: %(names)s.") % {"names": names}
    by_applicant(application, text)


def by_staff(application: Application, text: str | Promise, author: User) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        Note.objects.create(application=application, author=author, text=str(text))
