"""The publishing rule: what a visitor may see. Everything that shows something to a visitor asks here."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def public_q(prefix: str = "") -> Q:
    """What a visitor may see: published, its time has come. ``prefix``: the way to it in a join, ``"project__"``."""
    return Q(**{f"{prefix}status": Publishable.Status.PUBLISHED, f"{prefix}published_at__lte": timezone.now()})


class PublishableQuerySet(models.QuerySet):
    def public(self):
        """Only what a visitor may see."""
        return self.filter(public_q())

    def translated(self):
        """In English only what has its own English title: for feeds and the sitemap, which promise English."""
        if get_language() == "en":
            return self.exclude(Q(title_en__isnull=True) | Q(title_en=""))
        return self

    def newest_first(self):
        return self.order_by("-published_at", "-pk")


class Publishable(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    status = models.CharField(_("publication"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("publication time"),
        null=True,
        blank=True,
        help_text=_("Leave empty for the moment you publish. A time to come schedules the item."),
    )
    is_example = models.BooleanField(
        _("example"),
        default=False,
        help_text=_("Invented to show how the portal works; visitors see the word “Example”."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["status", "-published_at", "-id"], name="%(app_label)s_%(class)s_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_published_has_time",
                condition=~Q(status="published") | Q(published_at__isnull=False),
            )
        ]

    def save(self, *args, **kwargs):
        self._settle_time()
        super().save(*args, **kwargs)

    def clean(self):
        self._settle_time()

    def _settle_time(self):
        """A draft waits without a time: what was begun on Monday and published on Friday is Friday's news."""
        if self.status == self.Status.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()

    @property
    def is_scheduled(self) -> bool:
        """Published by staff, but its time is still to come."""
        return self.status == self.Status.PUBLISHED and self.published_at > timezone.now()
