"""Scans of signed papers: what is taken, and under which name it is kept outside the media folder."""

import io
import secrets

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from lvg_portal.pictures import MAX_PIXELS

MAX_BYTES = 10 * 1024 * 1024
PICTURES = {"JPEG": "jpg", "PNG": "png"}
TYPES = {"pdf": "application/pdf", "jpg": "image/jpeg", "png": "image/png"}


def checked(upload) -> ContentFile:
    """The scan under a random name, a picture without what the camera wrote into it. Raises ValidationError.

    What it is, its bytes tell, never its name.
    """
    if upload.size > MAX_BYTES:
        raise ValidationError(_("The file is larger than 10 MB. Scan it in grey or at a lower resolution."))
    content = upload.read()
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return _named(content, "pdf")
    return _picture(content)


def _picture(content: bytes) -> ContentFile:
    try:
        image = Image.open(io.BytesIO(content), formats=list(PICTURES))
        if image.width * image.height > MAX_PIXELS:
            raise ValidationError(_("The picture has more than 64 megapixels. Save it smaller and try again."))
        kind = image.format
        image = ImageOps.exif_transpose(image)
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("We can read PDF, JPEG and PNG. Save the scan as one of them.")) from error
    if kind == "JPEG" and image.mode not in ("L", "RGB"):
        image = image.convert("RGB")
    image.info = {}
    clean = io.BytesIO()
    image.save(clean, kind, quality=85)
    return _named(clean.getvalue(), PICTURES[kind])


def _named(content: bytes, suffix: str) -> ContentFile:
    return ContentFile(content, name=f"{secrets.token_hex(16)}.{suffix}")
