"""What is made from the sources: translations and the stylesheet."""

import os

import polib
import pytest
from django.core.management import CommandError, call_command

from lvg_portal.management.commands import build_css


@pytest.fixture
def catalogue(tmp_path, settings):
    """A small .po in a project of its own."""
    path = tmp_path / "locale" / "lt" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "Spruce"\nmsgstr "Eglė"\n')
    settings.BASE_DIR = tmp_path
    return path


def test_a_changed_catalogue_is_compiled_and_an_unchanged_one_is_not(catalogue):
    assert call_command("compile_messages") == "1 catalogues compiled"
    assert polib.mofile(str(catalogue.with_suffix(".mo"))).find("Spruce").msgstr == "Eglė"

    assert call_command("compile_messages") == "0 catalogues compiled"

    later = catalogue.stat().st_mtime + 5
    os.utime(catalogue, (later, later))
    assert call_command("compile_messages") == "1 catalogues compiled"


def test_a_broken_catalogue_is_named(catalogue):
    catalogue.write_text('msgid "Spruce"\nnonsense\n')

    with pytest.raises(CommandError, match=r"locale/lt/LC_MESSAGES/django\.po: .*line 2"):
        call_command("compile_messages")


def test_the_stylesheet_keeps_the_order_of_its_files(tmp_path):
    for name, colour in [
        ("modes.css", "red"),
        ("base.css", "blue"),
        ("components/a.css", "green"),
        ("other.css", "tan"),
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f".x {{ color: {colour} }}")

    assert build_css.bundle(tmp_path) == ".x{color:#00f}.x{color:green}.x{color:red}"


def test_a_broken_stylesheet_is_named(tmp_path):
    (tmp_path / "base.css").write_text(".x { color: red } }")

    with pytest.raises(CommandError, match=r"^base\.css: "):
        build_css.bundle(tmp_path)
