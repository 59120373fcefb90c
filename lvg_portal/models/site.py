"""Our own names, contacts and facts, as staff keep them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SiteSettings(models.Model):
    """One row for the whole portal."""

    name = models.CharField(_("name"), max_length=200, default="Alytaus rajono vietos veiklos grupė")
    short_name = models.CharField(_("short name"), max_length=100, default="Alytaus rajono VVG")
    legal_form = models.CharField(_("legal form"), max_length=200, blank=True)
    registered_on = models.DateField(_("registered on"), null=True, blank=True)
    address = models.CharField(_("postal address"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True, default="info@example.lt")
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    mission = models.TextField(_("mission"), blank=True)
    territory = models.TextField(_("territory"), blank=True)
    accreditation = models.TextField(_("volunteer accreditation"), blank=True)

    letter_days = models.PositiveSmallIntegerField(_("records of sent letters are kept, days"), default=90)

    class Meta:
        verbose_name = _("our names and contacts")
        verbose_name_plural = _("our names and contacts")
        constraints = [models.CheckConstraint(name="site_settings_is_one_row", condition=Q(pk=1))]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def load(cls) -> "SiteSettings":
        """The one row; before it is filled in, an unsaved one with the defaults."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class OrganisationFact(models.Model):
    """A principle, a date of our history, a figure or a network: what the about page tells beside its text."""

    class Kind(models.TextChoices):
        PRINCIPLE = "principle", _("principle")
        HISTORY = "history", _("history")
        FIGURE = "figure", _("figure")
        NETWORK = "network", _("network")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    text = models.CharField(_("text"), max_length=300)
    happened_on = models.DateField(_("date"), null=True, blank=True, help_text=_("For history."))
    value = models.DecimalField(
        _("value"), max_digits=12, decimal_places=2, null=True, blank=True, help_text=_("For a figure.")
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, help_text=_("The year the figure is of."))
    is_approximate = models.BooleanField(_("approximate"), default=False)
    source = models.URLField(_("source"), blank=True, max_length=400)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("fact about us")
        verbose_name_plural = _("facts about us")
        ordering = ["kind", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="fact_has_what_its_kind_needs",
                condition=(~Q(kind="history") | Q(happened_on__isnull=False))
                & (~Q(kind="figure") | Q(value__isnull=False)),
                violation_error_message=_("History needs a date, a figure needs a value."),
            )
        ]

    def __str__(self):
        return self.text
