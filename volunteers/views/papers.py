"""Papers and scans as downloads: under a name that tells nobody's, kept by no one on the way."""

from django.http import FileResponse, Http404, HttpResponse

from volunteers import scans
from volunteers.models import Agreement, Application, Certificate, Signature
from volunteers.papers import serving

STEMS = {
    "agreement": {"lt": "sutartis", "en": "agreement"},
    "hours": {"lt": "valandos", "en": "hours"},
    "certificate": {"lt": "pazyma", "en": "certificate"},
}


def agreement(row: Agreement) -> HttpResponse:
    return _pdf(serving.agreement_pdf(row), "agreement", row.language, row.number)


def journal(application: Application, language: str) -> HttpResponse:
    return _pdf(serving.journal_pdf(application, language), "hours", language, application.number)


def certificate(row: Certificate) -> HttpResponse:
    return _pdf(serving.certificate_pdf(row), "certificate", row.language, row.number)


def scan(signature: Signature) -> FileResponse:
    """The paper as it was uploaded. Raises Http404 where the file is lost."""
    try:
        file = signature.scan.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    suffix = signature.scan.name.rpartition(".")[2]
    name = f"{signature.agreement.number}-{signature.party}.{suffix}"
    response = FileResponse(file, as_attachment=True, filename=name, content_type=scans.TYPES[suffix])
    response.headers["Cache-Control"] = "no-store"
    return response


def _pdf(content: bytes, kind: str, language: str, number: str) -> HttpResponse:
    name = f"{STEMS[kind][language]}-{number}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
