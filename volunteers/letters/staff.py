"""Letters to staff: a link, no personal data."""

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from lvg_portal.outbox import Envelope, letter
from volunteers.access import visible_applications
from volunteers.models import StatusEvent, Terms

TO_STAFF = ("staff_new", "staff_to_call", "staff_to_reach_guardian", "staff_moved", "staff_note")


def _register_to_staff(key: str) -> None:
    @letter(key)
    def write(application: int, user: int, event: int | None = None) -> Envelope | None:
        reader = User.objects.filter(pk=user, is_active=True).exclude(email="").first()
        row = visible_applications(reader).filter(pk=application).first() if reader else None
        if row is None:
            return None
        address = settings.SITE_URL + reverse("admin:volunteers_application_change", args=[row.pk])
        move = StatusEvent.objects.filter(pk=event).first()
        return Envelope(reader.email, {"application": row, "move": move, "link": address, "terms": Terms.load()})


for _key in TO_STAFF:
    _register_to_staff(_key)
