"""Documents that staff upload: where they are kept and what is refused."""

import secrets
import zipfile
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 25 * 1024 * 1024


def document_place(document, filename: str) -> str:
    """Where an uploaded document is kept in media/: a name of our own with a random part, never the uploader's."""
    suffix = PurePath(filename).suffix.lower()
    return f"documents/{slugify(document.title)[:60] or 'document'}-{secrets.token_hex(4)}{suffix}"


def check_document(file) -> None:
    """Raise ValidationError unless the file is no larger than 25 MB and its bytes are what its name says."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 25 MB. Save it smaller and try again."))
    stream = file.file if hasattr(file, "file") else file
    stream.seek(0)
    head = stream.read(5)
    stream.seek(0)
    is_pdf = file.name.lower().endswith(".pdf")
    genuine = head == b"%PDF-" if is_pdf else head.startswith(b"PK") and zipfile.is_zipfile(stream)
    stream.seek(0)
    if not genuine:
        raise ValidationError(_("The file is not what its name says. Save it anew as PDF, DOCX, XLSX, ODT or ODS."))


def attachment(document) -> FileResponse:
    """The file to be kept, under a name that says what it is. Raises Http404 where the file is lost."""
    try:
        file = document.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{slugify(document.title) or 'document'}.{document.file_type.lower()}"
    response = FileResponse(file, as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
