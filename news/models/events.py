"""Events: instants or whole days in Europe/Vilnius."""

from datetime import date, datetime, timedelta

from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.fields.ranges import RangeBoundary
from django.contrib.postgres.indexes import GistIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lvg_portal import search
from lvg_portal.models import Picture
from lvg_portal.models.publishing import Publishable, PublishableQuerySet
from lvg_portal.models.slugs import Addressed, free_slug, slug_constraints
from lvg_portal.richtext import RichTextField
from projects.models import Audience, Place, Project, Theme, Verb


class TsTzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


# From the first to the last instant of an event, both included.
SPAN = TsTzRange("starts_at", "over_at", RangeBoundary(inclusive_upper=True))


class EventQuerySet(PublishableQuerySet):
    def upcoming(self):
        """Not over yet, what ends first comes first."""
        # By the beginning, PostgreSQL would have to pass all that is over, or sort all that is to come.
        return self.filter(over_at__gte=timezone.now()).order_by("over_at", "pk")

    def past(self):
        """Over, the latest first."""
        now = timezone.now()
        # What is over has begun, too: said twice, so that the index by beginning need not pass what is to come.
        return self.filter(over_at__lt=now, starts_at__lt=now).order_by("-starts_at", "-pk")

    def between(self, start: datetime, end: datetime):
        """What goes on at some time from ``start`` up to, but not at, ``end``; the earliest first."""
        return self.alias(span=SPAN).filter(span__overlap=(start, end)).order_by("starts_at", "pk")


class Event(Addressed, Publishable):
    class Kind(models.TextChoices):
        TRAINING = "training", _("training")
        TRIP = "trip", _("experience trip")
        CELEBRATION = "celebration", _("celebration")
        MEETING = "meeting", pgettext_lazy("event", "meeting")
        INFO_DAY = "info-day", _("info day")
        CONFERENCE = "conference", _("conference")

    class State(models.TextChoices):
        SCHEDULED = "scheduled", _("scheduled")
        CANCELLED = "cancelled", _("cancelled")

    class DatePrecision(models.TextChoices):
        EXACT = "exact", _("exact")
        PLANNED = "planned", _("as announced beforehand")
        APPROXIMATE = "approx", _("approximate")

    title = models.CharField(_("title"), max_length=250)
    slug = models.SlugField(_("address"), max_length=120, unique=True, validators=[free_slug])
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SCHEDULED)
    cancelled_because = models.CharField(_("why it is cancelled"), max_length=250, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(
        _("ends"),
        null=True,
        blank=True,
        help_text=_("Leave empty when not known. Whole days end at the next midnight."),
    )
    over_at = models.GeneratedField(
        expression=Coalesce("ends_at", "starts_at"), output_field=models.DateTimeField(), db_persist=True
    )
    is_all_day = models.BooleanField(_("whole days"), default=False)
    date_precision = models.CharField(
        _("precision of the date"), max_length=8, choices=DatePrecision.choices, default=DatePrecision.EXACT
    )
    summary = models.TextField(_("summary"), max_length=500)
    body = RichTextField(_("text"), blank=True)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("eldership")
    )
    where = models.CharField(_("where"), max_length=200, blank=True)
    online_url = models.URLField(_("online link"), blank=True, max_length=400)
    accessibility = models.TextField(_("accessibility"), max_length=1000, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True, validators=[MinValueValidator(1)])
    capacity_note = models.CharField(_("note on the places"), max_length=200, blank=True)
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("project")
    )
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="events", verbose_name=_("theme")
    )
    verbs = models.ManyToManyField(Verb, blank=True, related_name="events", verbose_name=_("verbs"))
    audiences = models.ManyToManyField(Audience, blank=True, related_name="events", verbose_name=_("for whom"))
    cover = models.ForeignKey(
        Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    sources = models.TextField(
        _("sources"), blank=True, help_text=_("Addresses of where the facts come from, one a line.")
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)  # RFC 5545 SEQUENCE: grows with each change

    objects = EventQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            *Publishable.Meta.constraints,
            *slug_constraints("event"),
            models.CheckConstraint(
                name="event_ends_after_it_begins",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The event ends before it begins."),
            ),
            models.CheckConstraint(
                name="event_whole_days_have_an_end",
                condition=Q(is_all_day=False) | Q(ends_at__isnull=False),
                violation_error_message=_("Give the last day of an event of whole days."),
            ),
            models.CheckConstraint(
                name="event_cancelled_with_a_reason",
                condition=~Q(state="cancelled") | (Q(cancelled_because_lt__isnull=False) & ~Q(cancelled_because_lt="")),
                violation_error_message=_("Say why the event is cancelled."),
            ),
            models.CheckConstraint(
                name="event_capacity_is_positive",
                condition=Q(capacity__isnull=True) | Q(capacity__gte=1),
                violation_error_message=_("Places are 1 or more; leave empty when there is no limit."),
            ),
        ]
        indexes = [
            *Publishable.Meta.indexes,
            models.Index(fields=["status", "starts_at", "id"], name="event_by_start"),
            models.Index(fields=["status", "over_at", "id"], name="event_by_end"),
            GistIndex(SPAN, name="event_span"),
            *search.indexes("event", "title", "summary", "body"),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        if self.pk:
            self.sequence += 1
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("news:event", args=[self.slug])

    @property
    def first_day(self) -> date:
        """The Vilnius day on which it begins."""
        return timezone.localdate(self.starts_at)

    @property
    def last_day(self) -> date:
        """The Vilnius day on which it ends; the first day when the end is not known."""
        if not self.ends_at:
            return self.first_day
        # An event that ends at midnight ends on the day before, whole days among them.
        return max(self.first_day, timezone.localdate(self.ends_at - timedelta(seconds=1)))

    @property
    def lasts_one_day(self) -> bool:
        return self.last_day == self.first_day

    @property
    def is_over(self) -> bool:
        return (self.ends_at or self.starts_at) < timezone.now()

    @property
    def precision_note(self) -> str:
        """What to say of a day that is not certain; "" for one that is."""
        if self.date_precision == self.DatePrecision.APPROXIMATE:
            return gettext("The day is approximate: the exact one is not known.")
        if self.date_precision == self.DatePrecision.PLANNED and self.is_over:
            return gettext("The day is as announced beforehand; we found no later report.")
        if self.date_precision == self.DatePrecision.PLANNED:
            return gettext("The day is planned and may still change.")
        return ""

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def cover_theme(self) -> str:
        """The key of the theme whose motif the woven cover shows."""
        if self.theme:
            return self.theme.key
        return self.project.cover_theme if self.project else "strategy"
