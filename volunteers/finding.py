"""Finding an application by a name, an e-mail address or a phone: of the applicant, or of the parent or guardian.

The words are sent by POST and kept nowhere: neither an address nor a log ever holds them.
"""

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from lvg_portal.middleware import clean_text
from lvg_portal.search import plain, without_marks
from volunteers import access, phones
from volunteers.models import Application

AT_MOST = 50
SHORTEST = 2
DIGITS_OF_A_PHONE = 5


def find(user: User, typed: str) -> QuerySet[Application]:
    """What this member of staff may see of it, newest first; "žygimantas" is found by "zygim" too."""
    typed = " ".join(clean_text(typed).split())
    seen = access.visible_applications(user).exclude(status=Application.Status.ANONYMISED)
    if len(typed) < SHORTEST:
        return seen.none()
    found = seen.annotate(
        own_name=without_marks(Concat("person__first_name", Value(" "), "person__last_name")),
        guardian_name=without_marks("guardian__name"),
    ).filter(_by_number(typed) | _by_contact(typed) | _by_name(typed))
    return found.order_by("-pk").distinct()


def _by_number(typed: str) -> Q:
    return Q(number__iexact=typed) | Q(repeats__number__iexact=typed)


def _by_contact(typed: str) -> Q:
    if "@" in typed:
        return Q(person__email__icontains=typed) | Q(guardian__email__icontains=typed)
    try:
        number = phones.parse(typed)
    except phones.NotAPhone:
        number = "".join(filter(str.isdecimal, typed))
        if len(number) < DIGITS_OF_A_PHONE or not number.isascii() or any(map(str.isalpha, typed)):
            return Q(pk=None)
    return Q(person__phone__endswith=number) | Q(guardian__phone__endswith=number)


def _by_name(typed: str) -> Q:
    own, guardian = Q(), Q()
    for word in plain(typed).split():
        own &= Q(own_name__contains=word)
        guardian &= Q(guardian_name__contains=word)
    return own | guardian
