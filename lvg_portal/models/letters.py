"""The outbox: a letter's row is written in the transaction that causes it, the letter is made when it is sent."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LetterText(models.Model):
    """Staff's own words for a letter; while a row stands, it goes before the file in ``templates/letters/``."""

    key = models.CharField(_("letter"), max_length=60)
    language = models.CharField(_("language"), max_length=2, choices=[("lt", _("Lithuanian")), ("en", _("English"))])
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"), max_length=6000)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("text of a letter")
        verbose_name_plural = _("texts of letters")
        ordering = ["key", "language"]
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="letter_text_once")]

    def __str__(self):
        return f"{self.key} ({self.language})"


class Letter(models.Model):
    """Which letter, in which language, about which rows. No text, no address and no live link rests here."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        DROPPED = "dropped", _("no longer needed")

    key = models.CharField(_("letter"), max_length=60)
    language = models.CharField(_("language"), max_length=2, default="lt")
    refs = models.JSONField(_("about"), default=dict)  # names and primary keys: {"application": 42}
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    error = models.CharField(_("what went wrong"), max_length=200, blank=True)
    message_id = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["due_at", "id"], name="letter_waiting", condition=Q(status="waiting"))]
        constraints = [
            models.CheckConstraint(name="letter_sent_has_time", condition=~Q(status="sent") | Q(sent_at__isnull=False))
        ]

    def __str__(self):
        return f"{self.key} ({self.language})"
