"""The words that all apps use: themes, programmes, verbs, audiences and places."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvg_portal.models.slugs import Addressed, free_slug, slug_constraints


class Theme(Addressed):
    """What a project is about. The key chooses its colour and the motif of its covers."""

    key = models.SlugField(_("key"), unique=True, help_text=_("The same in both languages; stands in addresses."))
    title = models.CharField(_("title"), max_length=100)
    slug = models.SlugField(_("address"), max_length=120, unique=True, validators=[free_slug])
    summary = models.TextField(_("summary"), max_length=500, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["order", "pk"]
        constraints = slug_constraints("theme")

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:theme", args=[self.slug])

    @property
    def css_class(self) -> str:
        """The class that sets the theme's colour: ``theme-slow`` for ``slow-tourism``."""
        return CSS_CLASSES.get(self.key, "theme-strategy")


CSS_CLASSES = {
    "slow-tourism": "theme-slow",
    "smart-villages": "theme-smart",
    "community-business": "theme-business",
    "heritage": "theme-heritage",
    "living-villages": "theme-living",
    "circular-food": "theme-food",
    "youth-volunteering": "theme-youth",
    "digital-skills": "theme-digital",
    "strategy": "theme-strategy",
}


class Programme(models.Model):
    """Under what a project is funded: "Lithuanian Rural Development Programme 2014–2020, LEADER"."""

    title = models.CharField(_("title"), max_length=250, unique=True)

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["pk"]

    def __str__(self):
        return self.title


class Verb(models.Model):
    """One of the eight answers to "What would you like to do?"."""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("verb")
        verbose_name_plural = _("verbs")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class Audience(models.Model):
    """For whom: communities, entrepreneurs, young people …"""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=100)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class PlaceQuerySet(models.QuerySet):
    def elderships(self):
        return self.filter(kind=Place.Kind.ELDERSHIP)


class Place(models.Model):
    """An eldership, or a town or village in one. Coordinates are WGS84 degrees, schematic (1–3 km)."""

    class Kind(models.TextChoices):
        ELDERSHIP = "eldership", _("eldership")
        TOWN = "town", _("town")
        SMALL_TOWN = "town-small", _("small town")
        VILLAGE = "village", _("village")

    key = models.SlugField(_("key"), unique=True, help_text=_("The same in both languages; stands in addresses."))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    title = models.CharField(_("name"), max_length=100)
    genitive = models.CharField(_("name, “of …”"), max_length=100, blank=True)
    locative = models.CharField(_("name, “in …”"), max_length=100, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="villages", verbose_name=_("eldership")
    )
    municipality = models.CharField(_("municipality"), max_length=100, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    population = models.PositiveIntegerField(_("population, 2021"), null=True, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = pgettext_lazy("on the map", "places")
        ordering = ["title_lt"]
        constraints = [
            models.CheckConstraint(
                name="place_village_is_in_an_eldership",
                condition=Q(kind="eldership", parent__isnull=True) | (~Q(kind="eldership") & Q(parent__isnull=False)),
                violation_error_message=_("A town or village lies in an eldership; an eldership lies in none."),
            ),
            models.CheckConstraint(
                name="place_coordinates_are_degrees",
                condition=(Q(longitude__isnull=True) | Q(longitude__range=(-180, 180)))
                & (Q(latitude__isnull=True) | Q(latitude__range=(-90, 90))),
                violation_error_message=_("Longitude lies within ±180°, latitude within ±90°."),
            ),
        ]

    def __str__(self):
        return self.title
