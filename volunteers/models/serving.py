"""Serving: agreements and their signatures, hours, certificates, and criminal-record certificates that were seen."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import IntegerRangeField, RangeOperators
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from projects.models import LocalProject, Project

from .application import Application

MINUTES_A_DAY = 24 * 60


def private_files():
    """Scans hold personal data: they lie outside the media folder, and only the back office hands them out."""
    return storages["private"]


class Agreement(models.Model):
    """A volunteering agreement. A longer or changed period is a new agreement; the old one is cancelled."""

    class Kind(models.TextChoices):
        LONG = "long", _("long-term volunteering")
        SERVICE = "service", _("volunteer service")
        MINOR = "minor", _("a minor's volunteering")
        JST = "jst", _("Youth Voluntary Service (JST)")
        OTHER = "other", _("on request, or with expenses paid")

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="agreements", verbose_name=_("application")
    )
    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)  # SUT-2026-0001
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=2, default="lt")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until, inclusive"))
    hours_planned = models.PositiveIntegerField(_("hours planned"))
    duties = models.TextField(_("what the volunteer does"), max_length=1000)
    expenses = models.CharField(_("expenses paid"), max_length=250, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_it_begins",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The agreement ends before it begins."),
            ),
            models.UniqueConstraint(
                fields=["application"], condition=Q(cancelled_at__isnull=True), name="agreement_one_in_force"
            ),
        ]

    def __str__(self):
        return self.number


class Signature(models.Model):
    """That a party signed, as staff saw it: on a scan that is kept, or on the paper itself. Never an e-signature."""

    class Party(models.TextChoices):
        ORGANISATION = "organisation", _("the organisation")
        VOLUNTEER = "volunteer", _("the volunteer")
        GUARDIAN = "guardian", _("the parent or guardian")

    class Route(models.TextChoices):
        SCAN = "scan", _("scan of the paper")
        SEEN = "seen", _("paper seen")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="signatures")
    party = models.CharField(_("party"), max_length=12, choices=Party.choices)
    route = models.CharField(_("how we know"), max_length=4, choices=Route.choices)
    signed_on = models.DateField(_("signed on"))
    scan = models.FileField(_("scan"), storage=private_files, upload_to="agreements/", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        constraints = [
            models.UniqueConstraint(fields=["agreement", "party"], name="signature_once_a_party"),
            models.CheckConstraint(
                name="signature_scan_is_there",
                condition=(Q(route="scan") & ~Q(scan="")) | Q(route="seen", scan=""),
                violation_error_message=_("Add the scan, or say that you saw the paper."),
            ),
        ]

    def __str__(self):
        return f"{self.agreement} {self.party}"


class HoursEntry(models.Model):
    """When somebody volunteered on one Vilnius day, by the clock on the wall. Overlaps are refused by the database."""

    class Status(models.TextChoices):
        ENTERED = "entered", _("waits for the curator")
        CONFIRMED = "confirmed", _("confirmed")
        RETURNED = "returned", _("returned to be corrected")

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="hours", verbose_name=_("application")
    )
    worked_on = models.DateField(_("day"))
    began_minute = models.PositiveSmallIntegerField(_("from"))  # minutes since midnight
    minutes = models.PositiveSmallIntegerField(_("how long"))  # minutes
    activity = models.CharField(_("what was done"), max_length=300)
    project = models.ForeignKey(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("project")
    )
    local_project = models.ForeignKey(
        LocalProject, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("local project"),
    )  # fmt: skip
    status = models.CharField(_("status"), max_length=9, choices=Status.choices, default=Status.ENTERED)
    entered_by = models.ForeignKey(  # empty: the volunteer
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("entered by"),
    )  # fmt: skip
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("confirmed or returned by"),
    )  # fmt: skip
    decided_at = models.DateTimeField(_("confirmed or returned"), null=True, blank=True)
    returned_because = models.CharField(_("why it was returned"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("hours entry")
        verbose_name_plural = _("hours journal")
        ordering = ["worked_on", "began_minute", "pk"]
        constraints = [
            models.CheckConstraint(
                name="hours_within_a_day",
                condition=Q(minutes__gte=1) & Q(minutes__lte=MINUTES_A_DAY - F("began_minute")),
                violation_error_message=_("The end is after the beginning, on the same day."),
            ),
            models.CheckConstraint(
                name="hours_decided_or_not",
                condition=Q(status="entered", decided_at__isnull=True)
                | (~Q(status="entered") & Q(decided_at__isnull=False)),
            ),
            ExclusionConstraint(
                name="hours_do_not_overlap",
                expressions=[
                    ("application", RangeOperators.EQUAL),
                    ("worked_on", RangeOperators.EQUAL),
                    (
                        Func(
                            F("began_minute"), F("began_minute") + F("minutes"),
                            function="int4range", output_field=IntegerRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(status="returned"),
                violation_error_message=_("These hours overlap with others of the same day."),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["status", "worked_on"], name="hours_waiting"),
            models.Index(fields=["local_project", "worked_on"], name="hours_in_kind"),
        ]

    def __str__(self):
        return f"{self.worked_on} {self.minutes}"


class Certificate(models.Model):
    """What somebody did as a volunteer, on paper. Anyone may check its number; who knows the code sees the name."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="certificates", verbose_name=_("application")
    )
    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)  # PAZ-2026-0001
    code = models.CharField(_("code"), max_length=12, editable=False)  # printed on the paper
    language = models.CharField(_("language"), max_length=2, default="lt")
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"))
    minutes = models.PositiveIntegerField(_("volunteered"))  # minutes confirmed in the journal
    duties = models.TextField(_("what the volunteer did"), max_length=1000)
    competences = models.TextField(_("competences"), max_length=1000, blank=True, help_text=_("One a line."))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("issued by")
    )
    issued_at = models.DateTimeField(_("issued"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_because = models.CharField(_("why it was revoked"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="certificate_revoked_with_a_reason",
                condition=Q(revoked_at__isnull=True) | ~Q(revoked_because=""),
                violation_error_message=_("Say why the certificate is revoked."),
            ),
            models.CheckConstraint(
                name="certificate_covers_time", condition=Q(to_on__gte=F("from_on"), minutes__gte=1)
            ),
        ]

    def __str__(self):
        return self.number


class RecordCheck(models.Model):
    """A criminal-record certificate was seen (law on child rights protection, art. 30). The paper is never kept."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="record_checks", verbose_name=_("application")
    )
    seen_on = models.DateField(_("seen on"))
    valid_until = models.DateField(_("valid until, inclusive"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("seen by")
    )
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("criminal-record certificate")
        verbose_name_plural = _("criminal-record certificates")
        ordering = ["-seen_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="record_check_valid_after_seen",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("seen_on")),
                violation_error_message=_("The certificate had run out before it was seen."),
            )
        ]

    def __str__(self):
        return f"#{self.pk}"


class WorkNotice(models.Model):
    """Voluntary work of a local project, announced beforehand so that it counts as its in-kind contribution."""

    local_project = models.ForeignKey(
        LocalProject, on_delete=models.CASCADE, related_name="work_notices", verbose_name=_("local project")
    )
    work_on = models.DateField(_("day of the work"))
    announced_on = models.DateField(_("announced on"))
    what = models.CharField(_("what is done"), max_length=300)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("recorded by"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("announced voluntary work")
        verbose_name_plural = _("announced voluntary work")
        ordering = ["-work_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="work_notice_beforehand",
                condition=Q(announced_on__lte=F("work_on")),
                violation_error_message=_("The work is announced before it is done."),
            ),
            models.UniqueConstraint(fields=["local_project", "work_on"], name="work_notice_once_a_day"),
        ]

    def __str__(self):
        return f"{self.work_on}"
