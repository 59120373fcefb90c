"""An application and where it stands. Its status is changed in volunteers/flow.py and nowhere else."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .opportunity import Opportunity
from .person import Person


class Application(models.Model):
    class Status(models.TextChoices):
        EMAIL_PENDING = "email_pending", _("waiting for the e-mail to be confirmed")
        GUARDIAN_PENDING = "guardian_pending", _("waiting for a parent's or guardian's consent")
        SUBMITTED = "submitted", _("submitted")
        IN_REVIEW = "in_review", _("being considered")
        INFO_REQUESTED = "info_requested", _("waiting for your answer")
        INTERVIEW = "interview", _("meeting")
        WAITLISTED = "waitlisted", _("on the waiting list")
        OFFERED = "offered", _("place offered")
        ACCEPTED = "accepted", _("agreement being prepared")
        ACTIVE = "active", _("volunteering")
        PAUSED = "paused", _("paused")
        COMPLETED = "completed", _("completed")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")
        ANONYMISED = "anonymised", _("anonymised")

    class Route(models.TextChoices):
        WEB = "web", _("portal")
        PHONE = "phone", _("phone")
        PAPER = "paper", _("paper")
        IN_PERSON = "in_person", _("in person")

    CLOSED = (Status.COMPLETED, Status.DECLINED, Status.WITHDRAWN, Status.EXPIRED, Status.ANONYMISED)

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)  # SAV-2026-0042
    # Its own, until staff have merged two that were one.
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="applications", verbose_name=_("person"))
    opportunity = models.ForeignKey(
        Opportunity,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("opportunity"),
        help_text=_("Empty: the applicant asks for a suggestion."),
    )
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, editable=False)
    status_since = models.DateTimeField(_("since"), editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name=_("owner"),
    )
    route = models.CharField(_("route"), max_length=10, choices=Route.choices, default=Route.WEB)
    motivation = models.TextField(_("why"), max_length=1000, blank=True)
    interests = models.TextField(_("interests"), max_length=500, blank=True)
    availability = models.TextField(_("when"), max_length=500, blank=True)
    hours_per_month = models.PositiveSmallIntegerField(_("hours a month"), null=True, blank=True)
    wants_jst = models.BooleanField(_("interested in the Youth Voluntary Service"), default=False)
    wants_agreement = models.BooleanField(_("asks for a written agreement"), default=False)
    # The age band on the day of applying: statistics need it when the birth date is gone (agebands.py).
    age_band = models.CharField(_("age band"), max_length=5, blank=True, editable=False)
    helper_name = models.CharField(_("helper's first name"), max_length=100, blank=True)
    helper_relation = models.CharField(_("who the helper is"), max_length=100, blank=True)
    is_suspicious = models.BooleanField(_("looks automatic"), default=False)  # flags only; nothing is thrown away
    reason = models.CharField(_("reason"), max_length=30, blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    first_answer_at = models.DateTimeField(_("first answer"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    renewed_at = models.DateTimeField(_("wished to go on waiting"), null=True, blank=True)
    handed_over_at = models.DateTimeField(_("turned 18, the guardian's link ended"), null=True, blank=True)
    adult_confirmed_at = models.DateTimeField(_("confirmed anew as an adult"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["status_since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="application_helper_is_whole",
                condition=Q(helper_name="", helper_relation="") | (~Q(helper_name="") & ~Q(helper_relation="")),
                violation_error_message=_("Give the helper's first name and who they are."),
            )
        ]
        indexes = [
            models.Index(fields=["status", "status_since", "id"], name="application_worklist"),
            models.Index(fields=["owner", "status", "status_since"], name="application_owner"),
            models.Index(fields=["opportunity", "status"], name="application_places"),
        ]
        permissions = [
            ("see_all_applications", _("Can see the applications of every owner")),
            ("export_applications", _("Can take data of applicants out of the portal")),
            ("erase_applications", _("Can erase an applicant's data")),
        ]

    def __str__(self):
        return self.number

    @property
    def is_open(self) -> bool:
        return self.status not in self.CLOSED


class Repeat(models.Model):
    """A form sent by someone whose application is open already: what its receipt said, so that staff can find it.

    Such a sender sees the same page as everyone, or a stranger could learn who has applied; the mailbox owner gets the
    truth by letter.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="repeats")
    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    idempotency_key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("repeated form")
        verbose_name_plural = _("repeated forms")

    def __str__(self):
        return self.number


class NumberSeries(models.Model):
    """The last number given in a series: ``SAV-2026`` → 42. Its row is the queue in which new applications wait."""

    key = models.CharField(max_length=12, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.key}-{self.last:04d}"

    @classmethod
    def next(cls, key: str) -> str:
        """The next number. Others wait for theirs until this transaction ends, so nobody gets one twice."""
        cls.objects.bulk_create([cls(key=key)], ignore_conflicts=True)
        row = cls.objects.select_for_update().get(key=key)
        row.last += 1
        row.save(update_fields=["last"])
        return str(row)
