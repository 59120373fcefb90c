"""Certificates of volunteering: issued from confirmed hours, revoked with a reason, verified by number and code."""

import re
import secrets
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max, Min, Sum
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from lvg_portal import outbox
from volunteers import consequences, locks
from volunteers.models import Application, Certificate, HoursEntry, NumberSeries, Task

Status = Application.Status
ISSUED_IN = (Status.ACTIVE, Status.PAUSED, Status.COMPLETED)
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # nothing that is read as something else: no I, L, O, 0, 1
CODE_LENGTH = 10
NUMBER = re.compile(r"(?:PAZ)?[\s\u2010-\u2015_-]*([0-9]{4})[\s\u2010-\u2015_-]*([0-9]{4,6})", re.IGNORECASE)


def may_be_issued(application: Application) -> bool:
    return application.status in ISSUED_IN and covered(application)["entries"] > 0


def covered(application: Application) -> dict:
    """What a certificate issued now covers: ``from_on``, ``to_on``, ``minutes``, and how many ``entries``."""
    return application.hours.filter(status=HoursEntry.Status.CONFIRMED).aggregate(
        from_on=Min("worked_on"), to_on=Max("worked_on"), minutes=Sum("minutes", default=0), entries=Count("pk")
    )


def issue(application: Application, *, language: str, duties: str, competences: str, user) -> Certificate:
    """From the hours confirmed by now; the volunteer is told. Raises ValidationError."""
    with transaction.atomic():
        row = locks.row_of(application)
        if not may_be_issued(row):
            raise ValidationError(_("A certificate is issued from confirmed hours, and there are none."))
        facts = covered(row)
        del facts["entries"]
        same = row.certificates.filter(**facts, language=language, revoked_at=None).first()
        if same:
            said = _("A certificate of these very hours has been issued: %(number)s. Revoke it first.")
            raise ValidationError(said % {"number": same.number})
        certificate = Certificate.objects.create(
            application=row,
            number=NumberSeries.next(f"PAZ-{timezone.localdate():%Y}"),
            code="".join(secrets.choice(LETTERS) for _place in range(CODE_LENGTH)),
            language=language,
            duties=duties,
            competences=competences,
            issued_by=user,
            **facts,
        )
        Task.objects.filter(application=row, what=Task.What.CERTIFICATE, done_at=None).update(
            done_at=timezone.now(), done_by=user
        )
        _tell(row, certificate, "certificate")
    return certificate


def revoke(certificate: Certificate, *, reason: str) -> None:
    """From now on its page says so, and the volunteer is told. Raises ValidationError."""
    with transaction.atomic():
        changed = Certificate.objects.filter(pk=certificate.pk, revoked_at=None).update(
            revoked_at=timezone.now(), revoked_because=reason
        )
        if not changed:
            raise ValidationError(_("It is revoked already."))
        _tell(certificate.application, certificate, "certificate_revoked")


def _tell(application: Application, certificate: Certificate, key: str) -> None:
    if application.person.email:
        about = {"application": application.pk, "certificate": certificate.pk}
        outbox.post(key, language=application.person.language, **about)
    elif application.person.phone:
        consequences.add_task(application, Task.What.CALL, letter=key)


# --- Is it genuine? -------------------------------------------------------------------------------------------------
def clean_number(typed: str) -> str:
    """``PAZ-2026-0001`` from what somebody typed, with other dashes, spaces or small letters; "" when it is none."""
    found = NUMBER.fullmatch(typed.strip())
    return f"PAZ-{found[1]}-{found[2]}" if found else ""


def printed_code(certificate: Certificate) -> str:
    """As it stands on the paper: in two groups."""
    half = CODE_LENGTH // 2
    return f"{certificate.code[:half]}-{certificate.code[half:]}"


def code_fits(certificate: Certificate, typed: str) -> bool:
    """Whether somebody holds the paper; takes the same time whatever was typed."""
    return constant_time_compare(re.sub(r"[^A-Z0-9]", "", typed.upper()), certificate.code)


def issued_on(certificate: Certificate) -> date:
    return timezone.localdate(certificate.issued_at)
