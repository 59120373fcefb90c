"""What staff have to do by hand, meetings, letters to many, and what the clock has already done."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvg_portal.models import Letter

from .application import Application


class Task(models.Model):
    """Something that no letter can do: call someone without e-mail, find out about a consent that ended."""

    class What(models.TextChoices):
        CALL = "call", _("call the applicant: they have no e-mail")
        REACH_GUARDIAN = "reach_guardian", _("reach the parent or guardian")
        CONSENT_ENDED = "consent_ended", _("the parent or guardian withdrew the consent")
        CONFIRM_ADULT = "confirm_adult", _("turned 18: wait for their confirmation")
        RECORD_EXPIRES = "record_expires", _("the criminal-record certificate runs out")
        CERTIFICATE = "certificate", _("issue the certificate")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="tasks")
    what = models.CharField(_("what"), max_length=15, choices=What.choices)
    letter = models.CharField(_("instead of the letter"), max_length=60, blank=True)  # outbox key: what to tell
    due_on = models.DateField(_("by"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("done by"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "what", "letter"], condition=Q(done_at__isnull=True), name="task_open_once"
            )
        ]
        indexes = [models.Index(fields=["due_on", "id"], name="task_open", condition=Q(done_at__isnull=True))]

    def __str__(self):
        return f"{self.what} #{self.application_id}"


class Meeting(models.Model):
    """A talk with the applicant. A changed time keeps the entry and raises its sequence, as calendars expect."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("how long, minutes"), default=30)
    where = models.CharField(_("where, or the link of a video call"), max_length=300)
    with_whom = models.CharField(_("with whom"), max_length=100, blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveSmallIntegerField(default=0, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-pk"]

    def __str__(self):
        return f"#{self.pk}"


class Reminder(models.Model):
    """What the clock has done once and must not do again: ``renew:42:2027-03-01``. Keys hold no personal data."""

    key = models.CharField(max_length=100, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")

    def __str__(self):
        return self.key


class BulkLetter(models.Model):
    """One letter to many applicants who stand in one status, in the language of each."""

    status = models.CharField(_("status"), max_length=16, choices=Application.Status.choices)
    subject_lt = models.CharField(_("subject, Lithuanian"), max_length=150)
    body_lt = models.TextField(_("text, Lithuanian"), max_length=4000)
    subject_en = models.CharField(_("subject, English"), max_length=150, blank=True)
    body_en = models.TextField(_("text, English"), max_length=4000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("letter to many")
        verbose_name_plural = _("letters to many")
        ordering = ["-pk"]

    def __str__(self):
        return f"#{self.pk}"


class BulkRecipient(models.Model):
    """One applicant of a letter to many: the letter that went out, or why none did."""

    class Outcome(models.TextChoices):
        POSTED = "posted", _("letter posted")
        NO_EMAIL = "no_email", _("no e-mail: to be called")
        UNCONFIRMED = "unconfirmed", _("e-mail not confirmed")
        MOVED_ON = "moved_on", _("status has changed meanwhile")

    bulk = models.ForeignKey(BulkLetter, on_delete=models.CASCADE, related_name="recipients")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=11, choices=Outcome.choices)
    letter = models.OneToOneField(Letter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        constraints = [models.UniqueConstraint(fields=["bulk", "application"], name="bulk_recipient_once")]

    def __str__(self):
        return f"#{self.pk}"
