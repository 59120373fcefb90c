"""Where hands are needed, and what helps people take part."""

from datetime import date, timedelta

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from lvg_portal import search
from lvg_portal.models import Picture
from lvg_portal.models.publishing import Publishable, PublishableQuerySet
from lvg_portal.models.slugs import Addressed, free_slug, slug_constraints
from lvg_portal.richtext import RichTextField
from news.models import Event
from projects.models import Place, Project, Theme, Verb


class SupportOption(models.Model):
    """An answer to "What would help you take part?": never a diagnosis, never a disability level."""

    key = models.SlugField(_("key"), unique=True)
    title = models.CharField(_("text"), max_length=150)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("way to help take part")
        verbose_name_plural = _("ways to help take part")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.title


# As an index has it: where no end is set, the last day there is.
CLOSES = Coalesce("closes_on", Value(date.max))


class OpportunityQuerySet(PublishableQuerySet):
    def open(self):
        """Those that take applications today (a Vilnius day), the one that closes soonest first."""
        return self.not_closed().filter(Q(opens_on__isnull=True) | Q(opens_on__lte=timezone.localdate()))

    def not_closed(self):
        """Those that take applications now or will: the landing page shows both."""
        return self.alias(closes=CLOSES).filter(closes__gte=timezone.localdate()).order_by("closes", "pk")


class Opportunity(Addressed, Publishable):
    class Kind(models.TextChoices):
        ONE_OFF = "one-off", _("one-off")
        SHORT = "short", _("short, under 60 days")
        LONG = "long", _("long, 60 days or more")
        JST = "jst", _("Youth Voluntary Service (JST)")

    class Setting(models.TextChoices):
        ON_SITE = "on-site", _("on site")
        REMOTE = "remote", _("remote")
        BOTH = "both", _("on site and remote")

    title = models.CharField(_("title"), max_length=250)
    slug = models.SlugField(_("address"), max_length=120, unique=True, validators=[free_slug])
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    summary = models.TextField(_("summary"), max_length=500)
    body = RichTextField(_("text"), blank=True)
    setting = models.CharField(_("on site or remote"), max_length=8, choices=Setting.choices, default=Setting.ON_SITE)
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("eldership"),
    )
    where = models.CharField(_("where"), max_length=200, blank=True)
    starts_at = models.DateTimeField(
        _("begins"), null=True, blank=True, help_text=_("Leave empty when agreed together.")
    )
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    is_all_day = models.BooleanField(_("whole days"), default=True)
    hours_per_week = models.PositiveSmallIntegerField(_("hours a week"), null=True, blank=True)
    hours_note = models.CharField(_("hours, in words"), max_length=250, blank=True)
    min_age = models.PositiveSmallIntegerField(
        _("from the age of"), default=14, validators=[MinValueValidator(14), MaxValueValidator(99)]
    )
    max_age = models.PositiveSmallIntegerField(
        _("up to the age of"),
        null=True,
        blank=True,
        help_text=_("Only the Youth Voluntary Service has an upper limit."),
    )
    capacity = models.PositiveSmallIntegerField(_("places"), default=1, validators=[MinValueValidator(1)])
    has_waiting_list = models.BooleanField(_("keeps a waiting list"), default=True)
    with_children = models.BooleanField(
        _("work with children"), default=False, help_text=_("A criminal-record certificate is seen before the start.")
    )
    opens_on = models.DateField(_("applications from"), null=True, blank=True)
    closes_on = models.DateField(_("applications until, inclusive"), null=True, blank=True)
    skills = models.TextField(_("skills"), blank=True, help_text=_("One a line."))
    languages = models.CharField(
        _("languages"), max_length=60, blank=True, help_text=_("Two-letter codes: lt, en, de.")
    )
    accessibility = models.TextField(_("accessibility of the place"), max_length=1000, blank=True)
    support_offered = models.ManyToManyField(SupportOption, blank=True, verbose_name=_("help offered"))
    expenses_covered = models.CharField(_("expenses covered"), max_length=250, blank=True)
    you_get = models.TextField(_("what you get"), blank=True, help_text=_("One thing a line."))
    welcome_note = models.CharField(_("who is especially welcome"), max_length=250, blank=True)
    curator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_staff": True},
        verbose_name=_("curator"),
    )
    project = models.ForeignKey(
        Project,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="opportunities",
        verbose_name=_("project"),
    )
    event = models.ForeignKey(
        Event, on_delete=models.SET_NULL, null=True, blank=True, related_name="opportunities", verbose_name=_("event")
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="opportunities", verbose_name=_("theme")
    )
    verbs = models.ManyToManyField(Verb, blank=True, related_name="opportunities", verbose_name=_("verbs"))
    cover = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )

    objects = OpportunityQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("volunteering opportunity")
        verbose_name_plural = _("volunteering opportunities")
        constraints = [
            *Publishable.Meta.constraints,
            *slug_constraints("opportunity"),
            models.CheckConstraint(
                name="opportunity_from_14",
                condition=Q(min_age__gte=14),
                violation_error_message=_("Volunteering is lawful from the age of 14."),
            ),
            models.CheckConstraint(
                name="opportunity_max_age_is_jst_only",
                condition=Q(max_age__isnull=True) | (Q(kind="jst") & Q(max_age__gte=F("min_age"))),
                violation_error_message=_("Only the Youth Voluntary Service has an upper age limit."),
            ),
            models.CheckConstraint(
                name="opportunity_has_places",
                condition=Q(capacity__gte=1),
                violation_error_message=_("Places are 1 or more."),
            ),
            models.CheckConstraint(
                name="opportunity_ends_after_it_begins",
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The activity ends before it begins."),
            ),
            models.CheckConstraint(
                name="opportunity_closes_after_it_opens",
                condition=Q(closes_on__isnull=True) | Q(opens_on__isnull=True) | Q(closes_on__gte=F("opens_on")),
                violation_error_message=_("Applications close before they open."),
            ),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index("status", CLOSES, "id", name="opportunity_by_closing"),
            *search.indexes("opportunity", "title", "summary", "body"),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("volunteers:opportunity", args=[self.slug])

    @property
    def opens_later(self) -> bool:
        """Applications are not taken yet, on this Vilnius day."""
        return self.opens_on is not None and timezone.localdate() < self.opens_on

    @property
    def is_closed(self) -> bool:
        """Applications are taken no more, on this Vilnius day."""
        return self.closes_on is not None and self.closes_on < timezone.localdate()

    @property
    def takes_applications(self) -> bool:
        return not (self.opens_later or self.is_closed)

    @property
    def last_day(self) -> date | None:
        """The Vilnius day on which it ends; None when the end is not known."""
        # What ends at midnight ends on the day before, whole days among them.
        return timezone.localdate(self.ends_at - timedelta(seconds=1)) if self.ends_at else None

    @property
    def lasts_one_day(self) -> bool:
        return self.starts_at is not None and self.last_day in (None, timezone.localdate(self.starts_at))

    @property
    def access_in_short(self) -> str:
        """The first sentence about the accessibility of the place: a row of a list has room for no more."""
        first, stop, rest = self.accessibility.partition(". ")
        return Truncator(first + stop.strip()).chars(120)

    @property
    def language_codes(self) -> list[str]:
        """The codes of the languages that are spoken there; what is no code is left out."""
        return [code for code in self.languages.lower().replace(",", " ").split() if code in LANG_INFO]

    @property
    def cover_theme(self) -> str:
        """The key of the theme whose motif the woven cover shows."""
        return self.theme.key if self.theme else "youth-volunteering"
