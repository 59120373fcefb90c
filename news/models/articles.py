"""News: articles in categories."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvg_portal import search
from lvg_portal.models import Picture
from lvg_portal.models.publishing import Publishable
from lvg_portal.models.slugs import Addressed, free_slug, slug_constraints
from lvg_portal.richtext import RichTextField
from projects.models import Project, Theme


class Category(models.Model):
    key = models.SlugField(_("key"), unique=True, help_text=_("The same in both languages; stands in addresses."))
    title = models.CharField(_("title"), max_length=60)
    theme = models.ForeignKey(
        Theme,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("theme"),
        help_text=_("Whose motif an article without a picture gets."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("news category")
        verbose_name_plural = _("news categories")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class Article(Addressed, Publishable):
    title = models.CharField(_("title"), max_length=250)
    slug = models.SlugField(_("address"), max_length=120, unique=True, validators=[free_slug])
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="articles", verbose_name=_("category")
    )
    summary = models.TextField(_("lead"), max_length=500, blank=True)
    body = RichTextField(_("text"), blank=True)
    date_is_approximate = models.BooleanField(
        _("the day is approximate"), default=False, help_text=_("Visitors see the year and month only.")
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="articles", verbose_name=_("theme")
    )
    projects = models.ManyToManyField(Project, blank=True, related_name="articles", verbose_name=_("projects"))
    cover = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("Addresses of where the facts come from, one a line.")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("news")
        constraints = [*Publishable.Meta.constraints, *slug_constraints("article")]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["category", "status", "-published_at", "-id"], name="article_category_newest"),
            *search.indexes("article", "title", "summary", "body"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("news:article", args=[self.slug])

    @property
    def cover_theme(self) -> str:
        """The key of the theme whose motif the woven cover shows."""
        theme = self.theme or self.category.theme
        return theme.key if theme else "strategy"
