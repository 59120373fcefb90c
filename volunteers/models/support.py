"""What would help the applicant take part: special-category data with its own table, consent and permission."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .application import Application
from .consent import Consent
from .opportunity import SupportOption


class SupportNeed(models.Model):
    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="support_need")
    # GDPR art. 9(2)(a). Two applications of one person, merged by staff, may stand on one consent.
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="support_needs")
    options = models.ManyToManyField(SupportOption, blank=True, verbose_name=_("what would help"))
    text = models.TextField(_("in own words"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("support need")
        verbose_name_plural = _("support needs")

    def __str__(self):
        return f"#{self.pk}"
