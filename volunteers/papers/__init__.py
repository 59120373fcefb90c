"""Papers: agreement, hours journal and certificate as tagged PDF that a screen reader reads (PDF/UA-1).

Their words stand in ``<paper>.<language>.typ``, whole sentences in each language; values come as JSON.
"""

import json
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

from lvg_portal.models import SiteSettings

HERE = Path(__file__).parent


@cache
def _fonts() -> typst.Fonts:
    """Our letters and those that typst brings along, for names in other scripts; never the machine's own."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[HERE / "fonts"])


def typeset(paper: str, language: str, facts: dict) -> bytes:
    """The PDF of ``<paper>.<language>.typ``; ``facts`` hold its ``title`` and the words of its ``footer``."""
    data = json.dumps({**facts, "language": language, "organisation": _organisation()}, ensure_ascii=False)
    source = HERE / f"{paper}.{language}.typ"
    known = {"root": settings.BASE_DIR, "sys_inputs": {"data": data}, "font_paths": _fonts()}
    try:
        return typst.compile(source, **known, pdf_standards=["ua-1"])
    except typst.TypstError:
        # PDF/UA forbids a letter that no font has, and a name may be in any script: tagged, but promising less.
        return typst.compile(source, **known)


def _organisation() -> dict:
    site = SiteSettings.load()
    contacts = [value for value in (site.email, site.phone) if value]
    return {
        "name": site.name,
        "name_lt": site.name_lt,
        "legal_form": site.legal_form,
        "address": site.address,
        "contacts": ", ".join(contacts),
    }
