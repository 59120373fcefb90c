"""Projects and their results."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lvg_portal import search
from lvg_portal.collation import alphabetical
from lvg_portal.models import Picture
from lvg_portal.models.publishing import Publishable, PublishableQuerySet
from lvg_portal.models.slugs import Addressed, free_slug, slug_constraints
from lvg_portal.richtext import RichTextField

from .partners import Organisation, Partnership
from .vocabulary import Audience, Place, Programme, Theme, Verb

YEAR_VALIDATORS = [MinValueValidator(1990), MaxValueValidator(2100)]
# The very expressions that are indexed; English falls back to Lithuanian as the page does.
BY_TITLE = {"lt": alphabetical("title_lt"), "en": alphabetical(Coalesce("title_en", "title_lt"))}


class ProjectQuerySet(PublishableQuerySet):
    def latest_first(self):
        """The newest beginning on top; projects whose year is unknown come last."""
        return self.order_by(F("start_year").desc(nulls_last=True), "-pk")

    def earliest_first(self):
        """Exactly the other way round."""
        return self.order_by(F("start_year").asc(nulls_first=True), "pk")

    def by_title(self):
        """In the order of the active language's alphabet."""
        return self.order_by(BY_TITLE.get(get_language(), BY_TITLE["lt"]), "pk")

    def in_year(self, year: int, this_year: int):
        """Those at work in the year; one whose first year is unknown is in none.

        Without a known end a project under way runs to ``this_year``; any other is known of in its first year only.
        """
        begun = self.filter(start_year__lte=year)  # by itself, so that an index can begin here
        goes_on = Q(start_year=year)
        if year <= this_year:
            goes_on |= Q(stage=Project.Stage.ACTIVE)
        return begun.filter(Q(end_year__gte=year) | Q(goes_on, end_year__isnull=True))

    def with_partners(self):
        """Add ``partner_count``, ``lag_count`` and ``country_count``; subqueries, as sums over two joins multiply."""
        partners = Partnership.objects.filter(project=OuterRef("pk")).order_by().values("project")
        lags = Q(organisation__kind=Organisation.Kind.LAG)
        return self.annotate(
            partner_count=Subquery(partners.values(n=Count("pk"))),
            lag_count=Subquery(partners.values(n=Count("pk", filter=lags))),
            country_count=Subquery(partners.values(n=Count("organisation__country", distinct=True))),
        )

    def older_than(self, project: "Project"):
        """The one that follows in ``latest_first``, or None."""
        same_year = self.filter(start_year=project.start_year, pk__lt=project.pk)
        if project.start_year is None:
            return _first_of(same_year.latest_first())
        earlier, unknown = self.filter(start_year__lt=project.start_year), self.filter(start_year__isnull=True)
        return _first_of(same_year.latest_first(), earlier.latest_first(), unknown.latest_first())

    def newer_than(self, project: "Project"):
        """The one that precedes in ``latest_first``, or None."""
        same_year = self.filter(start_year=project.start_year, pk__gt=project.pk)
        later = self.filter(start_year__isnull=False)
        if project.start_year is not None:
            later = self.filter(start_year__gt=project.start_year)
        return _first_of(same_year.earliest_first(), later.earliest_first())


def _first_of(first, *others):
    """The first row of the first queryset that has one: title and address only, by one query.

    Each queryset is one step along an index; a single condition with OR would read every row before it.
    """
    steps = [
        rows.only("title_lt", "title_en", "slug_lt", "slug_en").annotate(step=Value(number))[:1]
        for number, rows in enumerate((first, *others))
    ]
    return steps[0].union(*steps[1:], all=True).order_by("step").first() if others else steps[0].first()


class Project(Addressed, Publishable):
    class Kind(models.TextChoices):
        TERRITORIAL = "territorial", _("territorial cooperation")
        INTERNATIONAL = "international", _("international cooperation")
        MUNICIPAL = "municipal", _("funded by the municipality")
        NATIONAL = "national", _("national")
        STRATEGY = "strategy", _("strategy")

    class Stage(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("project", "planned")
        ACTIVE = "active", pgettext_lazy("project", "under way")
        COMPLETED = "completed", pgettext_lazy("project", "completed")

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
    places = models.ManyToManyField(
        Place, blank=True, related_name="projects", verbose_name=pgettext_lazy("on the map", "places")
    )
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
            *Publishable.Meta.constraints,
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
            *(models.Index("status", order, "id", name=f"project_title_{code}") for code, order in BY_TITLE.items()),
            *search.indexes("project", "title", "summary", "body"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:detail", args=[self.slug])

    def clean(self):
        super().clean()
        # A published day says the year too; asking staff to type it twice would only breed contradictions.
        if self.start_on and not self.start_year:
            self.start_year = self.start_on.year
        if self.end_on and not self.end_year:
            self.end_year = self.end_on.year

    @property
    def cover_theme(self) -> str:
        """The key of the theme whose motif the woven cover shows."""
        return self.main_theme.key if self.main_theme else "strategy"


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
