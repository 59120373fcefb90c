"""Links that staff wrote: one to an address of ours that leads nowhere is shown as plain text.

Decided each time the text is shown, so that a link comes alive by itself when its page does.
"""

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

# The HTML comes out of the sanitiser: attributes in double quotes, no link inside a link.
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
FILES = (settings.MEDIA_URL, settings.STATIC_URL)


def own_path(address: str) -> str:
    """The path of an address on this portal; "" for any other, and for files."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        if f"{parts.scheme}://{parts.netloc}" != settings.SITE_URL:
            return ""
    elif not address.startswith("/"):
        return ""
    path = unquote(parts.path) or "/"
    return "" if path.startswith(FILES) else path


def leads_somewhere(path: str, page_slugs: Callable[[], set[str]]) -> bool:
    """Whether a path of ours has an answer.

    Args:
        page_slugs: the slugs of all public pages, in both languages; asked only for what the catch-all takes.
    """
    path = path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/"  # as APPEND_SLASH does
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path)
        except Resolver404:
            return False
    return match.view_name != "page" or match.kwargs.get("slug", *match.args[:1]) in page_slugs()


def without_dead_links(html: str, page_slugs: Callable[[], set[str]]) -> str:
    """Sanitised HTML in which a link to an address of ours that leads nowhere has become its text."""

    def keep_or_unwrap(match: re.Match) -> str:
        try:
            path = own_path(unescape(match[1]))
        except ValueError:  # an address that is none: "http://[", say
            return match[2]
        return match[0] if not path or leads_somewhere(path, page_slugs) else match[2]

    return LINK.sub(keep_or_unwrap, html)
