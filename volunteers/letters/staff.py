"""Letters to staff: links and counts, no personal data. From the clock: nightly/staff.py."""

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from lvg_portal.models import Letter
from lvg_portal.outbox import Envelope, letter
from volunteers import worklist
from volunteers.access import visible_applications
from volunteers.models import StatusEvent, Terms

TO_STAFF = ("staff_new", "staff_to_call", "staff_to_reach_guardian", "staff_moved", "staff_note", "staff_overdue")


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


@letter("staff_digest")
def digest(user: int) -> Envelope | None:
    """What waits this morning, in figures; none when nothing does."""
    reader = User.objects.filter(pk=user, is_active=True).exclude(email="").first()
    waiting = worklist.summary(reader) if reader else None
    if waiting is None or not waiting.is_anything:
        return None
    return Envelope(reader.email, {"waiting": waiting, "link": settings.SITE_URL + reverse("admin:index")})


@letter("staff_mail_failed")
def mail_failed(user: int) -> Envelope | None:
    reader = User.objects.filter(pk=user, is_active=True).exclude(email="").first()
    failed = Letter.objects.filter(status=Letter.Status.FAILED).count()
    if reader is None or not failed:
        return None
    link = settings.SITE_URL + reverse("admin:lvg_portal_letter_changelist")
    return Envelope(reader.email, {"failed": failed, "link": link})
