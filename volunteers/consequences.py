"""What a move of moves.py brings with it, in the same transaction: owners, guardians asked, staff told."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import F, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext

from lvg_portal import outbox
from volunteers import forgetting, workdays
from volunteers.models import Application, Guardian, GuardianConsent, StatusEvent, Task, Terms, Token

REMIND_AFTER = (3, 10, 24)  # days after the guardian was asked


def contact_is_confirmed(application: Application, event: StatusEvent) -> None:
    """By the link in the letter, or by staff on the phone: from now on our letters go to this address."""
    if application.person.email:
        application.person.email_confirmed_at = event.at
        application.person.save(update_fields=["email_confirmed_at"])


def decides_alone(application: Application, event: StatusEvent) -> None:
    """Turned 18 before confirming the address: the guardian was never written to, and this is their own word."""
    if hasattr(application, "guardian"):
        application.handed_over_at = application.adult_confirmed_at = event.at
        application.save(update_fields=["handed_over_at", "adult_confirmed_at"])


def tell_applicant(application: Application, letter: str, event: StatusEvent) -> None:
    """By letter; who has no e-mail is called, and only about what is true now."""
    person = application.person
    if person.email:
        outbox.post(letter, language=person.language, application=application.pk, event=event.pk)
    elif person.phone:
        Task.objects.filter(application=application, what=Task.What.CALL, done_at=None).update(done_at=event.at)
        add_task(application, Task.What.CALL, letter=letter)


def add_task(application: Application, what: Task.What, *, letter: str = "", due_on: date | None = None) -> None:
    """Something staff have to do by hand, within the working days in which we answer unless said otherwise."""
    due_on = due_on or workdays.after(timezone.localdate(), Terms.load().answer_working_days)
    # Open already, or being opened by someone else this very moment: then there is nothing to add.
    Task.objects.bulk_create(
        [Task(application=application, what=what, letter=letter, due_on=due_on)], ignore_conflicts=True
    )


def task_is_done(application: Application, what: Task.What, event: StatusEvent) -> None:
    Task.objects.filter(application=application, what=what, done_at=None).update(done_at=event.at, done_by=event.actor)


def close_tasks(application: Application) -> None:
    """What was to be done about the status that has just ended. A certificate is due even then."""
    is_closed = application.status in Application.CLOSED
    over = Task.What.values if is_closed else (Task.What.CALL, Task.What.REACH_GUARDIAN, Task.What.CONSENT_ENDED)
    Task.objects.filter(application=application, what__in=over, done_at=None).exclude(
        what=Task.What.CERTIFICATE
    ).update(done_at=timezone.now())


def becomes_owner(application: Application, event: StatusEvent) -> None:
    if event.actor_id:
        application.owner_id = event.actor_id
        application.save(update_fields=["owner"])


def tell_owner(application: Application, event: StatusEvent) -> None:
    """Someone else moved an application that is somebody's work."""
    if application.owner_id and event.actor_id != application.owner_id:
        tell_staff("staff_moved", application, event)


def tell_staff(key: str, application: Application, event: StatusEvent | None = None) -> None:
    """A letter to each of those who are to take it up."""
    about = {"application": application.pk, **({"event": event.pk} if event else {})}
    for user in who_takes_it_up(application):
        if event and event.actor_id == user:  # their own deed
            continue
        outbox.post(key, language="lt", user=user, **about)


def who_takes_it_up(application: Application) -> list[int]:
    """Its owner; where that account is closed, the leads, who alone see it. Else the activity's curator, or all."""
    if application.owner:
        return [application.owner_id] if application.owner.is_active else _keys(of_role("lead"))
    curator = application.opportunity.curator_id if application.opportunity else None
    return _keys(of_role("coordinator", "lead").filter(pk=curator)) or _keys(who_coordinate())


def who_coordinate() -> QuerySet[User]:
    """Every coordinator; where there is none, the leads do it themselves."""
    coordinators = of_role("coordinator")
    return coordinators if coordinators.exists() else of_role("lead")


def of_role(*roles: str) -> QuerySet[User]:
    """Who of them can be written to."""
    accounts = User.objects.filter(is_active=True, is_staff=True, groups__name__in=roles)
    return accounts.exclude(email="").order_by("pk").distinct()


def _keys(accounts: QuerySet[User]) -> list[int]:
    return list(accounts.values_list("pk", flat=True))


def asking_is_over(application: Application, event: StatusEvent) -> None:
    """Who has just withdrawn is not reminded: the reminders of the asking that was answered drop themselves."""
    Guardian.objects.filter(application=application).update(asked_at=None)


def find_out_about_consent(application: Application, event: StatusEvent) -> None:
    add_task(application, Task.What.CONSENT_ENDED)


def consent_is_back(application: Application, event: StatusEvent) -> None:
    task_is_done(application, Task.What.CONSENT_ENDED, event)


def guardian_steps_back(application: Application, event: StatusEvent) -> None:
    """From the 18th birthday on: the guardian's consent and link end, both are told, the volunteer is asked anew."""
    application.handed_over_at = event.at
    application.save(update_fields=["handed_over_at"])
    guardian = application.guardian
    was_asked = guardian.asked_at is not None or guardian.consents.exists()
    with translation.override(settings.LANGUAGE_CODE):  # staff read it
        because = gettext("the volunteer turned 18")
    guardian.consents.filter(response=GuardianConsent.Response.GIVEN, ended_at=None).update(
        ended_at=event.at, ended_because=because
    )
    # Its end is kept, not its row removed: who opens the link later is told why it ended.
    Token.objects.filter(application=application, purpose=Token.Purpose.GUARDIAN, expires_at__gt=event.at).update(
        expires_at=event.at
    )
    task_is_done(application, Task.What.CONSENT_ENDED, event)
    if guardian.email and was_asked:
        outbox.post("handover", language=application.person.language, application=application.pk, event=event.pk)
    if event.source != Application.Status.GUARDIAN_PENDING or not application.person.email:
        add_task(application, Task.What.CONFIRM_ADULT)


def adult_is_confirmed(application: Application, event: StatusEvent) -> None:
    application.adult_confirmed_at = event.at
    application.save(update_fields=["adult_confirmed_at"])
    task_is_done(application, Task.What.CONFIRM_ADULT, event)


def meeting_is_off(application: Application, event: StatusEvent) -> None:
    """One that is still to come; calendars that keep it learn so from the higher sequence."""
    to_come = application.meetings.filter(cancelled_at=None, starts_at__gt=event.at)
    to_come.update(cancelled_at=event.at, sequence=F("sequence") + 1)


def waits_on(application: Application, event: StatusEvent) -> None:
    """The place in line stays; only the time runs anew."""
    application.renewed_at = event.at
    application.save(update_fields=["renewed_at"])


def certificate_is_due(application: Application, event: StatusEvent) -> None:
    if application.hours.filter(status="confirmed").exists():
        days = Terms.load().certificate_working_days
        add_task(application, Task.What.CERTIFICATE, due_on=workdays.after(timezone.localdate(), days))


def forget_contacts(application: Application, event: StatusEvent) -> None:
    forgetting.forget_contacts(application, on_request=event.move == "erase_contacts")


def anonymise(application: Application, event: StatusEvent) -> None:
    forgetting.anonymise(application)


def ask_guardian(application: Application, event: StatusEvent | None = None) -> None:
    """Write to the guardian, now and three times more unless answered; reach by phone or paper is for staff to do.

    The applicant's own address is confirmed by now: before that nobody could know who asks in whose name.
    """
    guardian = application.guardian
    guardian.asked_at = timezone.now()
    guardian.save(update_fields=["asked_at"])
    if guardian.contact_by != Guardian.ContactBy.EMAIL:
        add_task(application, Task.What.REACH_GUARDIAN)
        tell_staff("staff_to_reach_guardian", application, event)
        return
    # A letter knows which asking it belongs to: asked anew, at another address, the older reminders drop themselves.
    about = {"application": application.pk, "asked": guardian.asked_at.isoformat()}
    about |= {"event": event.pk} if event else {}
    language = application.person.language
    outbox.post("guardian_request", language=language, **about)
    for days in REMIND_AFTER:
        due_at = guardian.asked_at + timedelta(days=days)
        outbox.post("guardian_reminder", language=language, due_at=due_at, days=days, **about)
        outbox.post("guardian_reminded", language=language, due_at=due_at, days=days, **about)
