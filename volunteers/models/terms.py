"""The law's figures and the landing texts: staff edit them, no constants in code."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvg_portal.richtext import RichTextField


class Terms(models.Model):
    """One row. Figures marked in the guide as still to be confirmed by the organisation's lawyer live here."""

    answer_working_days = models.PositiveSmallIntegerField(
        _("we answer within, working days"), default=5, validators=[MinValueValidator(1)]
    )
    confirm_days = models.PositiveSmallIntegerField(_("e-mail to be confirmed within, days"), default=7)
    guardian_days = models.PositiveSmallIntegerField(_("guardian to answer within, days"), default=30)
    info_days = models.PositiveSmallIntegerField(_("question to be answered within, days"), default=30)
    offer_days = models.PositiveSmallIntegerField(_("offer to be answered within, days"), default=7)
    waitlist_months = models.PositiveSmallIntegerField(_("kept on the waiting list, months"), default=12)
    link_days = models.PositiveSmallIntegerField(_("personal link lives, days"), default=90)
    reopen_days = models.PositiveSmallIntegerField(_("may be reopened within, days"), default=30)
    jst_from_age = models.PositiveSmallIntegerField(_("Youth Voluntary Service, from the age of"), default=14)
    jst_to_age = models.PositiveSmallIntegerField(_("Youth Voluntary Service, up to the age of"), default=29)
    jst_months = models.PositiveSmallIntegerField(_("Youth Voluntary Service, months"), default=6)
    jst_hours = models.PositiveSmallIntegerField(_("Youth Voluntary Service, hours without a break"), default=240)
    jst_hours_per_month = models.PositiveSmallIntegerField(_("Youth Voluntary Service, hours a month"), default=40)
    certificate_working_days = models.PositiveSmallIntegerField(
        _("certificate issued within, working days"), default=60
    )
    agreement_days = models.PositiveSmallIntegerField(_("written agreement from, days"), default=60)
    agreement_hours = models.PositiveSmallIntegerField(_("written agreement from, hours"), default=100)
    announce_working_days = models.PositiveSmallIntegerField(
        _("voluntary work of a local project announced ahead, working days"), default=7
    )
    hour_value_eur = models.DecimalField(
        _("value of an hour of voluntary work, EUR"), max_digits=6, decimal_places=2, null=True, blank=True,
        help_text=_("For in-kind sheets. While empty, they show hours only."),
    )  # fmt: skip
    closed_months = models.PositiveSmallIntegerField(
        _("declined, withdrawn and expired applications are kept, months"), default=6
    )
    support_days = models.PositiveSmallIntegerField(_("support needs are kept after the end, days"), default=30)
    contact_months = models.PositiveSmallIntegerField(_("contacts are kept after volunteering, months"), default=12)
    agreement_years = models.PositiveSmallIntegerField(_("agreements and hours are kept, years"), default=10)
    access_log_months = models.PositiveSmallIntegerField(_("the access log is kept, months"), default=24)
    pool_months = models.PositiveSmallIntegerField(
        _("who agreed to be kept for other opportunities, months"), default=12
    )
    lead = models.TextField(_("landing page, lead"), max_length=500, blank=True)
    text = RichTextField(_("landing page, text"), blank=True)
    under_14 = models.TextField(_("to those under 14"), max_length=500, blank=True)
    easy_to_read = RichTextField(_("easy-to-read text"), blank=True)

    # A slip of the finger must not lead past the end of the calendar.
    AT_MOST = {"days": 3650, "months": 1200, "years": 100}

    class Meta:
        verbose_name = _("terms and texts of volunteering")
        verbose_name_plural = _("terms and texts of volunteering")
        constraints = [models.CheckConstraint(name="terms_is_one_row", condition=Q(pk=1))]

    def __str__(self):
        return str(self._meta.verbose_name)

    def save(self, *args, **kwargs):
        self.pk = 1
        super().save(*args, **kwargs)

    def clean(self):
        wrong = {}
        for field in self._meta.fields:
            limit, value = self.AT_MOST.get(field.name.rpartition("_")[2]), getattr(self, field.name)
            if limit and value is not None and value > limit:
                wrong[field.name] = MaxValueValidator.message % {"limit_value": limit}
        if wrong:
            raise ValidationError(wrong)

    @classmethod
    def load(cls) -> "Terms":
        """The one row; before it is filled in, an unsaved one with the defaults."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class Step(models.Model):
    """One step of "what happens next"."""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("title"), max_length=100)
    text = models.TextField(_("text"), max_length=500)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


class Question(models.Model):
    """A frequent question about volunteering and its answer."""

    key = models.SlugField(_("key"), unique=True)
    question = models.CharField(_("question"), max_length=200)
    answer = models.TextField(_("answer"), max_length=1000)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.question

    @property
    def is_about_jst(self) -> bool:
        """Belongs to the Youth Voluntary Service: those keys begin with ``jst``."""
        return self.key.startswith("jst")
