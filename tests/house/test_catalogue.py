"""Every text has its Lithuanian: our own and, where Django or a package lacks it, theirs too."""

import ast
import re
import shutil
from importlib.util import find_spec
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import trans_real

from script import collect_messages

CATALOGUES = sorted((settings.BASE_DIR / "locale/lt/LC_MESSAGES").glob("*.po"))
DJANGO = ["conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/postgres"]
PACKAGES = ["axes", "django_filters", "django_prose_editor", "modeltranslation", "crispy_forms"]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd%]|\{\w*\}")


def folder_of(package: str) -> Path:
    return Path(find_spec(package).origin).parent


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_every_text_is_translated_and_none_is_a_guess(catalogue):
    entries = polib.pofile(str(catalogue))

    assert [entry.msgid for entry in entries if not all(texts(entry)) or entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_a_translation_names_the_same_values(catalogue):
    # A plural's Lithuanian may leave the number out only where its English does.
    differing = [
        (entry.msgid, text)
        for entry in polib.pofile(str(catalogue))
        for text in texts(entry)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    ]

    assert differing == []


@pytest.mark.skipif(not shutil.which("xgettext"), reason="collecting texts needs gettext")
def test_the_catalogue_holds_every_text_of_code_and_templates():
    missing, unused = collect_messages.compare()

    assert ([entry.msgid for entry in missing], [entry.msgid for entry in unused]) == ([], [])


MARKS = {
    "gettext",
    "gettext_lazy",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
    "npgettext",
    "npgettext_lazy",
}


def names_hidden_from_xgettext(file: Path) -> list[str]:
    """Texts that it passes over: inside an f-string, or marked by a name that it does not know."""
    hidden = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.JoinedStr):
            calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
            hidden += [file.name for call in calls if getattr(call.func, "id", "") in MARKS | {"_"}]
        elif isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            hidden += [file.name for name in node.names if name.name in MARKS and name.asname not in (None, "_")]
    return hidden


def test_no_text_is_marked_where_the_catalogue_does_not_find_it():
    ours = [settings.BASE_DIR / name for name in ("lvg_portal", "projects", "news", "volunteers", "script")]

    assert [name for folder in ours for file in folder.rglob("*.py") for name in names_hidden_from_xgettext(file)] == []


def catalogue_of(package: str, language: str, domain: str) -> list[tuple[str | None, str, str]]:
    path = folder_of("django") / package if package in DJANGO else folder_of(package)
    entries = polib.pofile(str(path / "locale" / language / "LC_MESSAGES" / f"{domain}.po"))
    return [(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries if not entry.obsolete]


def texts_in_code(package: str) -> list[tuple[None, str, str]]:
    """What a package's Python marks for translation; its catalogues may lag behind."""
    calls = [
        node
        for file in folder_of(package).rglob("*.py")
        if "tests" not in file.parts
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "gettext", "gettext_lazy"}
    ]
    return [(None, call.args[0].value, "") for call in calls if isinstance(call.args[0], ast.Constant)]


BORROWED = {
    **{f"django {name}": ("django", catalogue_of(name, "en", "django")) for name in DJANGO},
    **{name: ("django", texts_in_code(name)) for name in PACKAGES},
    "admin's scripts": ("djangojs", catalogue_of("contrib/admin", "en", "djangojs")),
    "editor's scripts": ("djangojs", catalogue_of("django_prose_editor", "de", "djangojs")),
}


@pytest.mark.parametrize("place", BORROWED)
def test_staff_read_no_english_of_packages(place):
    domain, entries = BORROWED[place]
    # All catalogues as Django has merged them; asking gettext could not tell "URL" translated from "URL" missing.
    lithuanian = trans_real.DjangoTranslation("lt", domain=domain)._catalog

    missing = []
    for context, text, plural in entries:
        name = f"{context}\x04{text}" if context else text
        if ((name, 1) if plural else name) not in lithuanian:
            missing.append(text)

    assert missing == []
