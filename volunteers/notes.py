"""Notes: what staff write, and what writes itself when an applicant changes something or staff do it for them.

What writes itself never holds the words that stood there.
"""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from volunteers import access, consequences, locks
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


def written(application: Application, text: str, author: User) -> None:
    """In somebody's own words; the same words sent twice are one note. Raises MoveRefused."""
    with transaction.atomic():
        row = locks.row_of(application)
        access.must_not_be_erased(row)
        last = row.notes.first()
        if last is None or (last.author_id, last.text) != (author.pk, text):
            Note.objects.create(application=row, author=author, text=text)


def by_staff(application: Application, text: str | Promise, author: User) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        Note.objects.create(application=application, author=author, text=str(text))
