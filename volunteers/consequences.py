"""What a move of flow.py brings with it, in the same transaction: owners, guardians asked, staff told."""

from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone

from lvg_portal import outbox
from volunteers.models import Application, Guardian, StatusEvent

REMIND_AFTER = (3, 10, 24)  # days after the guardian was asked


def contact_is_confirmed(application: Application, event: StatusEvent) -> None:
    """By the link in the letter, or by staff on the phone: from now on our letters go to this address."""
    if application.person.email:
        application.person.email_confirmed_at = event.at
        application.person.save(update_fields=["email_confirmed_at"])


def becomes_owner(application: Application, event: StatusEvent) -> None:
    if event.actor_id:
        application.owner_id = event.actor_id
        application.save(update_fields=["owner"])


def tell_owner(application: Application, event: StatusEvent) -> None:
    """Someone else moved an application that is somebody's work."""
    if application.owner_id and event.actor_id != application.owner_id:
        outbox.post("staff_moved", language="lt", application=application.pk, event=event.pk, user=application.owner_id)


def tell_staff(key: str, application: Application) -> None:
    """A letter to who is to take it up: its owner, the activity's curator, else every coordinator."""
    for user in who_takes_it_up(application):
        outbox.post(key, language="lt", application=application.pk, user=user)


def who_takes_it_up(application: Application) -> list[int]:
    if application.owner_id:
        return [application.owner_id]
    coordinators = User.objects.filter(is_active=True, is_staff=True, groups__name="coordinator").exclude(email="")
    curator = application.opportunity.curator_id if application.opportunity else None
    keys = list(coordinators.values_list("pk", flat=True))
    return [curator] if curator in keys else keys


def ask_guardian(application: Application) -> None:
    """Write to the guardian, now and three times more unless answered; reach by phone or paper is for staff to do.

    The applicant's own address is confirmed by now: before that nobody could know who asks in whose name.
    """
    guardian = application.guardian
    guardian.asked_at = timezone.now()
    guardian.save(update_fields=["asked_at"])
    if guardian.contact_by != Guardian.ContactBy.EMAIL:
        tell_staff("staff_to_reach_guardian", application)
        return
    # A letter knows which asking it belongs to: asked anew, at another address, the older reminders drop themselves.
    about = {"application": application.pk, "asked": guardian.asked_at.isoformat()}
    language = application.person.language
    outbox.post("guardian_request", language=language, **about)
    for days in REMIND_AFTER:
        due_at = guardian.asked_at + timedelta(days=days)
        outbox.post("guardian_reminder", language=language, due_at=due_at, **about)
        outbox.post("guardian_reminded", language=language, due_at=due_at, **about)
