"""A photo with its words. The file is cleaned and its sizes are made at upload, in lvg_portal/pictures.py."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvg_portal import pictures


class Picture(models.Model):
    file = models.ImageField(_("picture"), upload_to=pictures.place, validators=[pictures.check])
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    alt = models.CharField(
        _("what the picture shows"), max_length=250, blank=True, help_text=_("Read aloud to those who do not see it.")
    )
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("The picture tells nothing that the text does not.")
    )
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="picture_is_described_or_decorative",
                condition=Q(is_decorative=True) | (Q(alt_lt__isnull=False) & ~Q(alt_lt="")),
                violation_error_message=_("Say what the picture shows, or tick that it is decorative."),
            )
        ]

    def __str__(self):
        return self.alt or self.file.name

    def save(self, *args, **kwargs):
        fresh = pictures.prepare(self)
        super().save(*args, **kwargs)
        if fresh:
            pictures.make_sizes(self)

    @property
    def sources(self):
        """What ``<picture>`` needs: see ``pictures.sources``."""
        return pictures.sources(self)
