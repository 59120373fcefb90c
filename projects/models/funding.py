"""Where a project's money comes from."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class FundingLine(models.Model):
    """One source of a project's money. An unknown amount is empty, never 0, and is left out of sums."""

    class Source(models.TextChoices):
        EU = "eu", _("European Union")
        STATE = "state", _("state budget")
        EU_STATE = "eu-state", _("European Union and state together")
        MUNICIPALITY = "municipality", _("municipality")
        OWN = "own", _("own contribution")
        PARTNERS = "partners", _("partners")
        PRIVATE = "private", _("private money")

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="funding")
    source = models.CharField(_("source"), max_length=12, choices=Source.choices)
    title = models.CharField(_("name of the source"), max_length=250, blank=True)
    amount_eur = models.DecimalField(
        _("amount, EUR"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Leave empty when it is not published. 0 means that it is known to be nothing."),
    )
    share_percent = models.DecimalField(
        _("share, %"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    is_approximate = models.BooleanField(_("approximate"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="funding_amount_is_not_negative",
                condition=Q(amount_eur__isnull=True) | Q(amount_eur__gte=0),
                violation_error_message=_("An amount is 0 EUR or more."),
            ),
            models.CheckConstraint(
                name="funding_share_is_a_percentage",
                condition=Q(share_percent__isnull=True) | Q(share_percent__range=(0, 100)),
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
        ]

    def __str__(self):
        return self.title or self.get_source_display()
