"""The trail: what happened to an application, who looked at it, what staff noted, and the links that open it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .application import Application


class StatusEvent(models.Model):
    """Append-only: one move of moves.py."""

    REASON_LENGTH = 500

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="events")
    move = models.CharField(_("move"), max_length=30)
    source = models.CharField(_("from"), max_length=16, choices=Application.Status.choices, blank=True)
    target = models.CharField(_("to"), max_length=16, choices=Application.Status.choices)
    by = models.CharField(_("by whom"), max_length=10)  # moves.By
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("staff member"),
    )
    reason = models.CharField(_("reason"), max_length=REASON_LENGTH, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.source} → {self.target}"


class Note(models.Model):
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("note"), max_length=2000)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-pk"]

    def __str__(self):
        return f"#{self.pk}"


class AccessLog(models.Model):
    """Append-only: who saw, exported or printed whose data, when and why."""

    class Deed(models.TextChoices):
        SEEN = "seen", _("seen")
        EXPORTED = "exported", _("exported")
        PRINTED = "printed", _("printed")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="access_log")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    deed = models.CharField(_("what"), max_length=10, choices=Deed.choices, default=Deed.SEEN)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("access to personal data")
        verbose_name_plural = _("log of access to personal data")
        ordering = ["-pk"]

    def __str__(self):
        return f"#{self.pk}"


class Token(models.Model):
    """A link in a letter. Only the SHA-256 of its 256 random bits is kept.

    When the data are erased it leads nowhere, and whoever opens it is told why until it is swept away.
    """

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", _("confirm the e-mail")
        MY = "my", _("my application")
        GUARDIAN = "guardian", _("guardian's consent")
        NEW_EMAIL = "new_email", _("confirm the new e-mail")

    purpose = models.CharField(max_length=9, choices=Purpose.choices)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, null=True, related_name="tokens")
    sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["application", "purpose"], name="token_application")]

    def __str__(self):
        return f"{self.purpose} #{self.pk}"
