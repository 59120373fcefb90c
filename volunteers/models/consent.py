"""Consents: versioned texts that never change, who agreed to which, and the guardian's own consent to volunteering."""

import hashlib

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from volunteers import phones

from .application import Application
from .person import Person


class ConsentText(models.Model):
    """One version of a text in one language. A changed text is a new version."""

    class Purpose(models.TextChoices):
        GUARDIAN = "guardian", _("a guardian's consent to volunteering")
        SUPPORT = "support", _("support needs (GDPR art. 9)")
        PHOTO = "photo", _("photographs")
        POOL = "pool", _("being kept for other opportunities")
        NEWS = "news", _("news for volunteers")
        STORY = "story", _("a story on the site")

    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=2, choices=[("lt", _("Lithuanian")), ("en", _("English"))])
    body = models.TextField(_("text"))
    sha256 = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("consent text")
        verbose_name_plural = _("consent texts")
        ordering = ["purpose", "language", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version", "language"], name="consent_text_version_once")
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.version} ({self.language})"

    def save(self, *args, **kwargs):
        """Raises ValidationError for a change of words that someone has answered."""
        self.clean()
        self.sha256 = hashlib.sha256(self.body.encode()).hexdigest()
        super().save(*args, **kwargs)

    def clean(self):
        kept = ConsentText.objects.filter(pk=self.pk).first() if self.pk else None
        is_same = kept and all(
            getattr(kept, field) == getattr(self, field) for field in ("purpose", "version", "language", "body")
        )
        if kept and not is_same and kept.is_used:
            raise ValidationError(_("Someone has answered this text already, so it stays. Add a new version."))

    @property
    def is_used(self) -> bool:
        """Someone has agreed to exactly these words, or refused them."""
        return Consent.objects.filter(text=self.pk).exists() or GuardianConsent.objects.filter(text=self.pk).exists()

    @classmethod
    def current(cls, purpose: str, language: str) -> "ConsentText":
        """The newest version in that language. Raises DoesNotExist while nobody has written one."""
        return cls.objects.filter(purpose=purpose, language=language).order_by("-version")[:1].get()


class Consent(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+", verbose_name=_("text"))
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    route = models.CharField(_("route"), max_length=10, choices=Application.Route.choices)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "text"], condition=Q(withdrawn_at__isnull=True), name="consent_valid_once_a_text"
            )
        ]

    def __str__(self):
        return f"{self.text} #{self.person_id}"


class Guardian(models.Model):
    class ContactBy(models.TextChoices):
        EMAIL = "email", _("e-mail")
        PHONE = "phone", _("phone")
        PAPER = "paper", _("paper form")

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="guardian")
    name = models.CharField(_("name"), max_length=200, blank=True)
    contact_by = models.CharField(_("how to reach"), max_length=6, choices=ContactBy.choices)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)  # E.164
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)

    class Meta:
        verbose_name = _("parent or guardian")
        verbose_name_plural = _("parents and guardians")
        constraints = [
            models.CheckConstraint(
                name="guardian_can_be_reached",
                condition=(~Q(contact_by="email") | ~Q(email="")) & (~Q(contact_by="phone") | ~Q(phone="")),
                violation_error_message=_("Give the address or number by which to reach the parent or guardian."),
            )
        ]

    def __str__(self):
        return f"#{self.pk}"

    @property
    def phone_in_groups(self) -> str:
        return phones.pretty(self.phone)


class GuardianConsent(models.Model):
    """Append-only. Staff can record a consent on paper or in person, never "by link"."""

    class Response(models.TextChoices):
        GIVEN = "given", _("given")
        REFUSED = "refused", _("refused")

    class Route(models.TextChoices):
        LINK = "link", _("link")
        PAPER = "paper", _("paper")
        IN_PERSON = "in_person", _("in person")

    guardian = models.ForeignKey(Guardian, on_delete=models.CASCADE, related_name="consents")
    response = models.CharField(_("answer"), max_length=8, choices=Response.choices)
    route = models.CharField(_("route"), max_length=10, choices=Route.choices)
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="+", verbose_name=_("text"))
    given_at = models.DateTimeField(_("answered"))
    ended_at = models.DateTimeField(_("withdrawn or invalidated"), null=True, blank=True)
    ended_because = models.CharField(_("why"), max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta:
        verbose_name = _("guardian's consent")
        verbose_name_plural = _("guardians' consents")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="guardian_consent_by_link_or_recorded",
                condition=Q(route="link", recorded_by__isnull=True) | (~Q(route="link") & Q(recorded_by__isnull=False)),
                violation_error_message=_(
                    "A consent by link is given by the guardian alone; any other names who recorded it."
                ),
            ),
            models.UniqueConstraint(
                fields=["guardian"],
                condition=Q(response="given", ended_at__isnull=True),
                name="guardian_consent_valid_once",
            ),
        ]

    def __str__(self):
        return f"#{self.pk}"
