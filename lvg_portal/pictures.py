"""Photos: checked, turned upright, stripped of where they were taken, made in the sizes that screens need."""

import io
import secrets
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 64_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST = 2560  # px of the longer side that we keep
WIDTHS = (480, 960, 1440)
# AVIF at speed 9 is ten times quicker than the default and hardly larger: the sizes are made while staff wait.
ENCODERS = {"avif": {"quality": 55, "speed": 9}, "webp": {"quality": 76}, "jpg": {"quality": 80, "progressive": True}}
PILLOW_NAMES = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


def place(picture, filename: str) -> str:
    """Where a picture is kept in media/: a random name, so that it tells nothing and collides with nothing."""
    return f"pictures/{secrets.token_hex(12)}.jpg"


def _open(file) -> Image.Image:
    """The picture in ``file``, decoded. Raises ValidationError with a sentence for whoever uploads."""
    if file.size > MAX_BYTES:
        raise ValidationError(_("The picture is larger than 25 MB. Save it smaller and try again."))
    try:
        file.seek(0)
        image = Image.open(file, formats=FORMATS)
        if image.width * image.height > MAX_PIXELS:
            raise ValidationError(_("The picture has more than 64 megapixels. Save it smaller and try again."))
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(_("This is not a picture we can read. Save it as JPEG, PNG or WebP.")) from error
    return image


def check(file) -> None:
    """Raise ValidationError unless the upload is a JPEG, PNG or WebP of at most 25 MB and 64 megapixels."""
    if not getattr(file, "_committed", False):
        _open(file)


def prepare(picture) -> bool:
    """Make a fresh upload a clean JPEG: upright, no EXIF or GPS, at most 2560 px. False when nothing is fresh."""
    if not picture.file or picture.file._committed:
        return False
    image = ImageOps.exif_transpose(_open(picture.file))
    if image.mode in {"RGBA", "LA", "P"}:
        with_alpha = image.convert("RGBA")
        image = Image.new("RGB", image.size, "white")
        image.paste(with_alpha, mask=with_alpha.getchannel("A"))
    image = image.convert("RGB")
    image.thumbnail((LARGEST, LARGEST))
    picture.width, picture.height = image.size
    picture.file.save("upload.jpg", ContentFile(_encoded(image, "jpg")), save=False)
    return True


def make_sizes(picture) -> None:
    """Write the smaller sizes beside a prepared picture, in every format."""
    storage = picture.file.storage
    with picture.file.open("rb") as file:
        image = Image.open(file)
        image.load()
    for width in _widths(picture.width):
        sized = image if width == image.width else image.resize((width, round(image.height * width / image.width)))
        for suffix in ENCODERS:
            storage.save(_size_name(picture.file.name, width, suffix), ContentFile(_encoded(sized, suffix)))


def sources(picture) -> dict:
    """For a ``<picture>``: ``{"avif": srcset, "webp": srcset, "jpg": srcset, "src": address of the middle size}``."""
    storage, name = picture.file.storage, picture.file.name
    widths = _widths(picture.width)
    found = {
        suffix: ", ".join(f"{storage.url(_size_name(name, width, suffix))} {width}w" for width in widths)
        for suffix in ENCODERS
    }
    return found | {"src": storage.url(_size_name(name, widths[min(1, len(widths) - 1)], "jpg"))}


def smallest(picture) -> str:
    """The name of the smallest JPEG, for lists in the admin."""
    return _size_name(picture.file.name, _widths(picture.width)[0], "jpg")


def file_names(picture) -> list[str]:
    """All files of a picture, to be removed with it."""
    name = picture.file.name
    return [name] + [_size_name(name, width, suffix) for width in _widths(picture.width) for suffix in ENCODERS]


def _widths(width: int) -> list[int]:
    return [size for size in WIDTHS if size < width] or [width]


def _size_name(name: str, width: int, suffix: str) -> str:
    path = PurePath(name)
    return str(path.with_name(f"{path.stem}-{width}.{suffix}"))


def _encoded(image: Image.Image, suffix: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, PILLOW_NAMES[suffix], **ENCODERS[suffix])
    return buffer.getvalue()
