"""Covers are the same for ever: links to them are kept a year, and the printed ones should match."""

from hashlib import sha256
from io import BytesIO

import pytest
from PIL import Image

from lvg_portal.covers import SIZES, THEMES, cover_png, cover_svg

# Of the reference drawings, each with the newline its file ends with.
REFERENCE = {
    ("zydinti-lietuva", "living-villages", "list"): "68e755ea5ed2",
    ("culttrips-2", "slow-tourism", "list"): "d33bc9e54ce9",
    ("projektu-saveika-ir-darbu-testinumas", "strategy", "strip"): "3b3ea6bf35b4",
}


@pytest.mark.parametrize(("slug", "theme", "size"), REFERENCE)
def test_a_cover_is_byte_for_byte_the_reference(slug, theme, size):
    drawing = cover_svg(slug, theme, SIZES[size]) + "\n"

    assert sha256(drawing.encode()).hexdigest()[:12] == REFERENCE[slug, theme, size]


def test_an_unknown_theme_is_woven_as_strategy():
    assert cover_svg("a", "no-such-theme") == cover_svg("a", "strategy")


@pytest.mark.parametrize("theme", THEMES)
def test_the_preview_shows_the_colours_of_the_drawing(theme):
    picture = Image.open(BytesIO(cover_png("zydinti-lietuva", theme)))

    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    edge = "#{:02x}{:02x}{:02x}".format(*picture.convert("RGB").getpixel((600, 2)))
    assert edge in {THEMES[theme].deep, THEMES[theme].bright}


def test_covers_are_served_without_looking_anything_up(client):  # no "db": a query would fail
    small, strip = client.get("/virselis/heritage/ko-nera.svg"), client.get("/virselis/heritage/ko-nera.svg?size=strip")
    junk = client.get("/virselis/heritage/ko-nera.svg?size=%00huge")
    preview = client.get("/virselis/heritage/ko-nera.png")

    assert small["Content-Type"] == "image/svg+xml"
    assert small["Cache-Control"] == "public, max-age=31536000, immutable"
    assert b'viewBox="0 0 1216 128"' in strip.content
    assert junk.content == small.content
    assert preview["Content-Type"] == "image/png"


def test_an_endless_slug_is_refused(client, db):
    assert client.get(f"/virselis/heritage/{'a' * 121}.svg").status_code == 404
