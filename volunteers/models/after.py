"""After volunteering: what people thought of it, the stories they let us tell, and the ledger of erased data."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvg_portal.models import Picture
from lvg_portal.models.publishing import Publishable

from .application import Application
from .consent import Consent


class Feedback(models.Model):
    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="feedback")
    rating = models.PositiveSmallIntegerField(_("rating"), validators=[MinValueValidator(1), MaxValueValidator(5)])
    liked = models.TextField(_("what was good"), max_length=1000, blank=True)
    better = models.TextField(_("what could be better"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(name="feedback_rating_1_to_5", condition=Q(rating__gte=1, rating__lte=5))]

    def __str__(self):
        return f"#{self.pk}"


class Story(Publishable):
    """A volunteer's story on the site. Without the consent there is no story: it goes when the consent goes."""

    consent = models.OneToOneField(
        Consent, on_delete=models.CASCADE, related_name="story", verbose_name=_("consent of the volunteer")
    )
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("story"), max_length=3000)
    name = models.CharField(_("name shown"), max_length=100, help_text=_("As the volunteer wishes: a first name."))
    cover = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )

    class Meta(Publishable.Meta):
        verbose_name = _("volunteer's story")
        verbose_name_plural = _("volunteers' stories")

    def __str__(self):
        return self.title


class Erasure(models.Model):
    """The erasure ledger: a keyed hash of the application's number, so that a restored backup is erased again."""

    keyed_hash = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasure ledger")
        ordering = ["-pk"]

    def __str__(self):
        return self.keyed_hash[:8]


class Export(models.Model):
    """Append-only: who took data about applicants out of the portal, how much of it and for what."""

    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("who")
    )
    what = models.CharField(_("what"), max_length=60)
    file_format = models.CharField(_("format"), max_length=5)
    rows = models.PositiveIntegerField(_("rows"))
    purpose = models.CharField(_("purpose"), max_length=300)
    at = models.DateTimeField(_("when"), auto_now_add=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("log of exports")
        ordering = ["-pk"]

    def __str__(self):
        return f"#{self.pk}"
