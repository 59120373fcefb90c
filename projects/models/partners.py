"""Organisations and the part they take in projects."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Organisation(models.Model):
    class Kind(models.TextChoices):
        LAG = "lag", _("local action group")
        MUNICIPALITY = "municipality", _("municipality")
        COMMUNITY = "community", _("community")
        BUSINESS = "business", _("business")
        SCHOOL = "school", _("school or university")
        STATE = "state", _("state institution")
        CULTURE = "culture", _("cultural institution")
        NGO = "ngo", _("other non-governmental organisation")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.OTHER)
    country = models.CharField(
        _("country"),
        max_length=2,
        default="LT",
        validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters, for example LT."))],
        help_text=_("Two letters, ISO 3166: LT, AT, DE …"),
    )
    website = models.URLField(_("website"), blank=True, max_length=300)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_lt"]
        constraints = [
            models.CheckConstraint(
                name="organisation_country_is_iso",
                condition=Q(country__regex=r"^[A-Z]{2}$"),
                violation_error_message=_("Two capital letters, for example LT."),
            )
        ]

    def __str__(self):
        return self.name


class Partnership(models.Model):
    class Role(models.TextChoices):
        LEAD = "lead", _("lead partner")
        PARTNER = "partner", _("partner")
        PARTICIPANT = "participant", _("participant")

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="partnerships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="partnerships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.PARTNER)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"],
                name="partnership_once_a_project",
                violation_error_message=_("This organisation is already among the partners."),
            )
        ]

    def __str__(self):
        return f"{self.organisation} ({self.get_role_display()})"
