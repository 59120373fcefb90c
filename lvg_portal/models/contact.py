"""What a visitor writes in the contact form. Personal data: it rests here, not in the letter's row."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(days=90)  # as the privacy page says of letters


class ContactMessageQuerySet(models.QuerySet):
    def outdated(self):
        return self.filter(created_at__lt=timezone.now() - KEPT)


class ContactMessage(models.Model):
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # one form sent twice is one message
    name = models.CharField(_("name"), max_length=100, blank=True)
    reply_to = models.CharField(_("e-mail or phone"), max_length=200)
    text = models.TextField(_("message"), max_length=4000)
    language = models.CharField(_("language"), max_length=2, default="lt")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages to us")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["created_at"], name="contact_message_by_age")]

    def __str__(self):
        return f"{timezone.localtime(self.created_at):%Y-%m-%d %H:%M}"

    @property
    def email(self) -> str:
        """The address to answer to, if it is an e-mail."""
        return self.reply_to if "@" in self.reply_to else ""
