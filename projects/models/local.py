"""What a strategy funded: the local projects of communities and public bodies."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvg_portal.models.publishing import Publishable
from lvg_portal.models.slugs import Addressed, free_slug, slug_constraints

from .partners import Organisation
from .project import Project
from .vocabulary import Place


class LocalProject(Addressed, Publishable):
    title = models.CharField(_("title"), max_length=250)
    slug = models.SlugField(_("address"), max_length=120, unique=True, validators=[free_slug])
    code = models.CharField(_("project code"), max_length=60, blank=True)
    strategy = models.ForeignKey(
        Project,
        on_delete=models.PROTECT,
        related_name="local_projects",
        limit_choices_to={"kind": Project.Kind.STRATEGY},
        verbose_name=_("strategy"),
    )
    call_number = models.CharField(_("call number"), max_length=20, blank=True)
    beneficiary = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="local_projects", verbose_name=_("beneficiary")
    )
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="local_projects",
        verbose_name=_("eldership"),
    )
    where = models.CharField(_("where"), max_length=200, blank=True)
    goal = models.TextField(_("goal"), max_length=1000, blank=True)
    total_eur = models.DecimalField(
        _("total, EUR"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    grant_eur = models.DecimalField(
        _("support, EUR"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    note = models.CharField(_("note on the money"), max_length=250, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("Addresses of where the facts come from, one a line.")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("local project")
        verbose_name_plural = _("local projects")
        constraints = [
            *Publishable.Meta.constraints,
            *slug_constraints("local_project"),
            models.CheckConstraint(
                name="local_project_grant_within_total",
                condition=(Q(grant_eur__isnull=True) | Q(grant_eur__gte=0))
                & (Q(total_eur__isnull=True) | Q(total_eur__gte=0))
                & (Q(grant_eur__isnull=True) | Q(total_eur__isnull=True) | Q(grant_eur__lte=F("total_eur"))),
                violation_error_message=_("Support is 0 EUR or more and no more than the total."),
            ),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["strategy", "status", "-id"], name="local_project_strategy"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        # Until local projects have pages of their own they stand on the page of their strategy.
        return f"{self.strategy.get_absolute_url()}#{self.slug}"
