"""Projects, the links that make threads of them, and their results."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvg_portal import search
from lvg_portal.models import Picture
from lvg_portal.models.publishing import Publishable, PublishableQuerySet
from lvg_portal.models.slugs import Addressed, free_slug, slug_constraints
from lvg_portal.richtext import RichTextField

from .vocabulary import Audience, Place, Programme, Theme, Verb

YEAR_VALIDATORS = [MinValueValidator(1990), MaxValueValidator(2100)]


class ProjectQuerySet(PublishableQuerySet):
    def latest_first(self):
        """The newest beginning on top; projects whose year is unknown come last."""
        return self.order_by(F("start_year").desc(nulls_last=True), "-pk")


class Project(Addressed, Publishable):
    class Kind(models.TextChoices):
        TERRITORIAL = "territorial", _("territorial cooperation")
        INTERNATIONAL = "international", _("international cooperation")
        MUNICIPAL = "municipal", _("funded by the municipality")
        NATIONAL = "national", _("national")
        STRATEGY = "strategy", _("strategy")

    class Stage(models.TextChoices):
        PLANNED = "planned", _("planned")
        ACTIVE = "active", _("under way")
        COMPLETED = "completed", _("completed")

    title = models.CharField(_("title"), max_length=250)
    slug = models.SlugField(_("address"), max_length=120, unique=True, validators=[free_slug])
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.PLANNED)
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("programme")
    )
    code = models.CharField(_("project code"), max_length=60, blank=True)
    start_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True, validators=YEAR_VALIDATORS)
    end_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True, validators=YEAR_VALIDATORS)
    start_on = models.DateField(_("begins on"), null=True, blank=True, help_text=_("Only when the day is published."))
    end_on = models.DateField(_("ends on"), null=True, blank=True, help_text=_("Only when the day is published."))
    total_eur = models.DecimalField(
        _("total, EUR"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("As published. Leave empty when it is not published."),
    )
    total_is_approximate = models.BooleanField(_("the total is approximate"), default=False)
    goal = models.TextField(_("goal"), max_length=1000, blank=True)
    summary = models.TextField(_("summary"), max_length=500)
    body = RichTextField(_("text"), blank=True)
    main_theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="main_projects",
        verbose_name=_("main theme"),
    )
    themes = models.ManyToManyField(Theme, blank=True, related_name="projects", verbose_name=_("themes"))
    verbs = models.ManyToManyField(Verb, blank=True, related_name="projects", verbose_name=_("verbs"))
    audiences = models.ManyToManyField(Audience, blank=True, related_name="projects", verbose_name=_("for whom"))
    places = models.ManyToManyField(Place, blank=True, related_name="projects", verbose_name=_("places"))
    cover = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    gallery = models.ManyToManyField(Picture, blank=True, related_name="+", verbose_name=_("gallery"))
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("Addresses of where the facts come from, one a line.")
    )

    objects = ProjectQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [
            *slug_constraints("project"),
            models.CheckConstraint(
                name="project_years_in_order",
                condition=Q(end_year__isnull=True) | Q(start_year__isnull=True) | Q(end_year__gte=F("start_year")),
                violation_error_message=_("The last year comes before the first one."),
            ),
            models.CheckConstraint(
                name="project_days_in_order",
                condition=Q(end_on__isnull=True) | Q(start_on__isnull=True) | Q(end_on__gte=F("start_on")),
                violation_error_message=_("The last day comes before the first one."),
            ),
            models.CheckConstraint(
                name="project_days_fit_years",
                condition=(Q(start_on__isnull=True) | Q(start_on__year=F("start_year")))
                & (Q(end_on__isnull=True) | Q(end_on__year=F("end_year"))),
                violation_error_message=_("The days do not lie in the years given."),
            ),
            models.CheckConstraint(
                name="project_total_is_not_negative",
                condition=Q(total_eur__isnull=True) | Q(total_eur__gte=0),
                violation_error_message=_("An amount is 0 EUR or more."),
            ),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index("status", F("start_year").desc(nulls_last=True), F("id").desc(), name="project_latest"),
            models.Index(
                "status", "kind", F("start_year").desc(nulls_last=True), F("id").desc(), name="project_kind_latest"
            ),
            models.Index(
                "status", "stage", F("start_year").desc(nulls_last=True), F("id").desc(), name="project_stage_latest"
            ),
            *search.indexes("project", "title", "summary", "body"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:detail", args=[self.slug])

    def clean(self):
        # A published day says the year too; asking staff to type it twice would only breed contradictions.
        if self.start_on and not self.start_year:
            self.start_year = self.start_on.year
        if self.end_on and not self.end_year:
            self.end_year = self.end_on.year

    @property
    def cover_theme(self) -> str:
        """The key of the theme whose motif the woven cover shows."""
        return self.main_theme.key if self.main_theme else "strategy"


class ProjectLink(models.Model):
    """How one project carries another on: from the earlier or enabling one to the later."""

    class Kind(models.TextChoices):
        CONTINUES = "continues", _("is continued by")
        MAKES_POSSIBLE = "makes-possible", _("makes possible")
        COMPLEMENTS = "complements", _("complements")

    earlier = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="links_later", verbose_name=_("earlier or enabling project")
    )
    later = models.ForeignKey(
        Project, on_delete=models.CASCADE, related_name="links_earlier", verbose_name=_("later project")
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)

    class Meta:
        verbose_name = _("link between projects")
        verbose_name_plural = _("links between projects")
        constraints = [
            models.UniqueConstraint(
                fields=["earlier", "later", "kind"],
                name="project_link_once",
                violation_error_message=_("These two projects are already linked so."),
            ),
            models.CheckConstraint(
                name="project_link_joins_two",
                condition=~Q(earlier=F("later")),
                violation_error_message=_("A project cannot be linked to itself."),
            ),
            models.CheckConstraint(
                name="project_link_complement_once_a_pair",
                condition=~Q(kind="complements") | Q(earlier__lt=F("later")),
                violation_error_message=_("“Complements” has no direction and is kept once for a pair."),
            ),
        ]

    def __str__(self):
        return f"{self.earlier} {self.get_kind_display()} {self.later}"

    def save(self, *args, **kwargs):
        self.put_in_order()
        super().save(*args, **kwargs)

    def clean(self):
        self.put_in_order()

    def put_in_order(self):
        """“Complements” has no direction: the project with the lower number always stands first."""
        if self.kind == self.Kind.COMPLEMENTS and self.earlier_id and self.later_id and self.earlier_id > self.later_id:
            self.earlier_id, self.later_id = self.later_id, self.earlier_id


class Result(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="results")
    indicator = models.CharField(_("what is counted"), max_length=250)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True)
    audience = models.ForeignKey(
        Audience, on_delete=models.PROTECT, null=True, blank=True, related_name="results", verbose_name=_("for whom")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.indicator
