"""A photo straight from a phone: made small and safe, or refused in words."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from PIL import Image

from lvg_portal import pictures
from lvg_portal.models import Picture
from tests import make

pytestmark = pytest.mark.django_db
ADD = "/admin/lvg_portal/picture/add/"


def with_gps_and_turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6  # Orientation: the phone was held upright
    exif.get_ifd(0x8825)[1] = "N"  # GPSLatitudeRef
    return exif


def test_a_photo_is_turned_upright_and_tells_nothing_of_where_it_was_taken():
    picture = make.picture(file=make.photo(900, 600, exif=with_gps_and_turned()))

    kept = Image.open(default_storage.open(picture.file.name))

    assert (picture.width, picture.height) == (600, 900) == kept.size
    assert not kept.getexif()
    assert "photo" not in picture.file.name


def test_every_size_that_a_page_names_is_there():
    picture = make.picture(file=make.photo(1600, 900))

    for suffix in ("avif", "webp", "jpg"):
        entries = [entry.split() for entry in picture.sources[suffix].split(", ")]
        assert [width for _address, width in entries] == ["480w", "960w", "1440w"]
        for address, width in entries:
            with default_storage.open(address.removeprefix("/media/")) as file:
                assert Image.open(file).width == int(width[:-1])


def test_a_transparent_drawing_gets_a_white_ground():
    buffer = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(buffer, "PNG")

    picture = make.picture(file=SimpleUploadedFile("mark.png", buffer.getvalue()))

    assert Image.open(default_storage.open(picture.file.name)).getpixel((5, 5)) == (255, 255, 255)


BAD_FILES = {
    "a page in disguise": SimpleUploadedFile("photo.jpg", b"<html><script>alert(1)</script></html>"),
    "an SVG": SimpleUploadedFile("photo.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "half a photo": SimpleUploadedFile("photo.jpg", make.photo().read()[:700]),
    "nothing": SimpleUploadedFile("photo.jpg", b"\x00"),
}


@pytest.mark.parametrize("file", BAD_FILES.values(), ids=BAD_FILES)
def test_what_is_no_picture_is_refused_in_words_and_not_kept(client, editor, file):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    file.seek(0)

    answer = client.post(ADD, {"file": file, "alt_lt": "Gėlynas"})

    assert answer.status_code == 200
    assert "file" in answer.context["adminform"].form.errors
    assert not Picture.objects.exists()


def test_fifty_megabytes_are_refused_in_words():
    with pytest.raises(ValidationError, match="25 MB"):
        Picture(file=SimpleUploadedFile("photo.jpg", bytes(50 * 1024 * 1024)), alt_lt="x").full_clean()


def test_a_photo_without_words_is_refused_unless_decorative(client, editor):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")

    refused = client.post(ADD, {"file": make.photo()})
    taken = client.post(ADD, {"file": make.photo(), "is_decorative": "on"})

    assert "parodyta" in str(refused.context["adminform"].form.errors)
    assert taken.status_code == 302
    with pytest.raises(IntegrityError):
        Picture.objects.update(is_decorative=False)


def test_the_files_go_with_the_picture_but_only_once_it_is_certain(client, editor, django_capture_on_commit_callbacks):
    picture = make.picture()
    names = pictures.file_names(picture)
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")

    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/lvg_portal/picture/{picture.pk}/delete/", {"post": "yes"})
        still_there = [default_storage.exists(name) for name in names]

    assert not Picture.objects.exists()
    assert all(still_there)
    assert not any(default_storage.exists(name) for name in names)
