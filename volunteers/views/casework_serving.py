"""What staff do about serving on the page of one application: agreement, certificate, criminal-record check.

The hours journal has a page of its own: casework_hours.py. A page returns an answer, or in words what was done.
"""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from volunteers import access, agreements, certificates, hours, records
from volunteers.flow import MoveRefused
from volunteers.forms.serving import AgreementForm, CertificateForm, ReasonForm, RecordForm, SignatureForm
from volunteers.models import AccessLog, Agreement, Application, Certificate, Signature
from volunteers.views import papers
from volunteers.views.casework_form import form_page

Status = Application.Status
# Before a place is offered none of this is anybody's concern.
CONCERNS = (Status.OFFERED, Status.ACCEPTED, Status.ACTIVE, Status.PAUSED, Status.COMPLETED)


# --- The section on the page of an application ------------------------------------------------------------------------
def context(application: Application, user) -> dict:
    """What the page shows of it; nothing before a place is offered."""
    rows = list(application.agreements.prefetch_related("signatures__recorded_by"))
    if application.status not in CONCERNS and not rows:
        return {"serving": None}
    agreement = next((row for row in rows if row.cancelled_at is None), None)
    handles = access.may_handle(user, application)
    needed = agreements.required_kind(application) if application.person.born_on else None
    missing = agreements.missing_parties(agreement) if agreement else []
    return {
        "serving": {
            "handles": handles,
            "agreement": agreement,
            "cancelled": [row for row in rows if row.cancelled_at],
            "is_frozen": bool(agreement and agreement.signatures.all()),
            "is_over": bool(agreement and agreements.has_ended(agreement)),
            "missing": missing,
            "needed": needed.label if needed else "",
            "may_make": handles and agreements.may_be_made(application),
            "record": records.standing(application),
            "record_is_needed": records.is_needed(application),
            "progress": hours.progress(application),
            "shows_hours": application.status in (Status.ACTIVE, Status.PAUSED, Status.COMPLETED),
            "certificates": list(application.certificates.select_related("issued_by")),
            "may_issue": handles and certificates.may_be_issued(application),
        }
    }


def cancel_agreement(request, application: Application) -> str:
    access.must_handle(request.user, application)
    if not request.user.has_perm("volunteers.change_agreement"):
        raise PermissionDenied
    agreement = agreements.in_force(application)
    if agreement is None:
        raise MoveRefused(_("There is no agreement in force."))
    _lawfully(agreements.cancel, agreement)
    return _("Agreement %(number)s is cancelled.") % {"number": agreement.number}


# Each changes something and returns what was done, in words, or raises MoveRefused: see casework.DEEDS.
DEEDS = {"cancel_agreement": cancel_agreement}


# --- Pages with a form ------------------------------------------------------------------------------------------------
def agreement_page(request, application: Application, page: dict) -> HttpResponse | str:
    """Make an agreement, or correct the one that nobody has signed yet."""
    agreement = agreements.in_force(application)
    if agreement and agreements.has_ended(agreement):
        agreement = None  # the next one takes its place
    if agreement and agreement.signatures.exists():
        raise MoveRefused(_("It has been signed. Cancel it and make a new one."))
    if not agreements.may_be_made(application):
        raise MoveRefused(_("An agreement is made when the offer has been accepted."))
    now = (
        {name: getattr(agreement, name) for name in AgreementForm.base_fields}
        if agreement
        else agreements.proposal(application)
    )
    form = AgreementForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            made = agreements.write(application, form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _("Agreement %(number)s is made. Print it, have it signed, and note the signatures.") % {
                "number": made.number
            }
    title = _("Correct the agreement %(number)s") % {"number": agreement.number} if agreement else _("New agreement")
    hint = _("The wording of the paper has still to be confirmed by the organisation's lawyer.")
    return form_page(request, application, page, form, title=title, button=_("Keep the agreement"), hint=hint)


def sign_page(request, application: Application, page: dict) -> HttpResponse | str:
    """Write down a signature: by the scan of the paper, or seen."""
    agreement = agreements.in_force(application)
    missing = agreements.missing_parties(agreement) if agreement else []
    if not missing:
        raise MoveRefused(_("No signature is waited for."))
    form = SignatureForm(request.POST or None, request.FILES or None, parties=missing)
    if request.method == "POST" and form.is_valid():
        try:
            signature = agreements.sign(agreement, **form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _("Signature kept: %(party)s.") % {"party": signature.get_party_display()}
    title = _("Signatures of %(number)s") % {"number": agreement.number}
    return form_page(request, application, page, form, title=title, button=_("Keep the signature"))


def record_page(request, application: Application, page: dict) -> HttpResponse | str:
    """A criminal-record certificate was seen. No copy is taken, and there is no field for one."""
    form = RecordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            records.note(application, **form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _("Kept: the criminal-record certificate was seen.")
    title = _("Criminal-record certificate")
    hint = _("Note only that you saw it and until when it is valid. Keep no copy and write nothing of what it says.")
    return form_page(request, application, page, form, title=title, button=_("I have seen it"), hint=hint)


def certificate_page(request, application: Application, page: dict) -> HttpResponse | str:
    """Issue a certificate of the hours confirmed by now."""
    if not certificates.may_be_issued(application):
        raise MoveRefused(_("A certificate is issued from confirmed hours, and there are none."))
    agreement, offered = agreements.in_force(application), application.opportunity
    so_far = {
        "language": application.person.language,
        "duties": agreement.duties if agreement else offered.title if offered else "",
    }
    form = CertificateForm(request.POST or None, initial=so_far)
    if request.method == "POST" and form.is_valid():
        try:
            issued = certificates.issue(application, **form.cleaned_data, user=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _("Certificate %(number)s is issued. The volunteer is told.") % {"number": issued.number}
    facts, waiting = certificates.covered(application), hours.progress(application).waiting
    return form_page(
        request, application, page, form,
        title=_("New certificate"), button=_("Issue the certificate"), covered=facts, waiting=waiting,
    )  # fmt: skip


def revoke_page(request, application: Application, page: dict, key: int) -> HttpResponse | str:
    certificate = get_object_or_404(Certificate, pk=key, application=application)
    if certificate.revoked_at:
        raise MoveRefused(_("It is revoked already."))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _lawfully(certificates.revoke, certificate, reason=form.cleaned_data["reason"])
        return _("Certificate %(number)s is revoked.") % {"number": certificate.number}
    title = _("Revoke the certificate %(number)s") % {"number": certificate.number}
    hint = _("Whoever checks its number will read that it is revoked. The reason is for staff and the volunteer.")
    return form_page(request, application, page, form, title=title, button=_("Revoke"), hint=hint)


def _lawfully(deed, *args, **kwargs):
    """Do what a rule may refuse; its refusal is told like a move's."""
    try:
        return deed(*args, **kwargs)
    except ValidationError as error:
        raise MoveRefused(" ".join(error.messages)) from error


# --- Papers: each is noted in the access log --------------------------------------------------------------------------
def agreement_pdf(request, application: Application, key: int) -> HttpResponse:
    row = get_object_or_404(Agreement.objects.select_related("application"), pk=key, application=application)
    access.note_access(application, request.user, AccessLog.Deed.PRINTED, reason=row.number)
    return papers.agreement(row)


def scan(request, application: Application, key: int) -> HttpResponse:
    row = get_object_or_404(
        Signature.objects.select_related("agreement"), pk=key, agreement__application=application, route="scan"
    )
    answer = papers.scan(row)
    access.note_access(application, request.user, AccessLog.Deed.PRINTED, reason=f"{row.agreement.number} {row.party}")
    return answer


def hours_pdf(request, application: Application) -> HttpResponse:
    access.note_access(application, request.user, AccessLog.Deed.PRINTED, reason=_("hours journal"))
    return papers.journal(application, application.person.language)


def certificate_pdf(request, application: Application, key: int) -> HttpResponse:
    row = get_object_or_404(Certificate.objects.select_related("application"), pk=key, application=application)
    access.note_access(application, request.user, AccessLog.Deed.PRINTED, reason=row.number)
    return papers.certificate(row)
