"""From a slug to the item: this language's slug, the Lithuanian one where English has none, else an old one."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from lvg_portal.models import OldAddress


class Moved(Exception):
    """The item is at another address now. ``lvg_portal.middleware.Hygiene`` answers it with a 301."""

    def __init__(self, address: str):
        self.address = address


def find(queryset, slug: str):
    """The item of ``queryset`` at ``slug`` in the active language.

    Raises Moved when the slug is an old one of an item that the queryset still holds, Http404 when there is none.
    """
    language = translation.get_language()
    own = Q(**{f"slug_{language}": slug})
    if language != "lt":
        own |= Q(slug_lt=slug) & (Q(**{f"slug_{language}__isnull": True}) | Q(**{f"slug_{language}": ""}))
    # The Lithuanian slug of one may be the English one of another: whose own it is goes first.
    found = sorted(queryset.filter(own)[:2], key=lambda item: getattr(item, f"slug_{language}") != slug)
    if found:
        return found[0]
    old = OldAddress.objects.filter(
        kind=queryset.model._meta.label_lower, language__in={language, "lt"}, slug=slug
    ).values_list("object_id", flat=True)
    item = queryset.filter(Q(pk__in=old) | Q(slug_lt=slug)).first()
    if item is None:
        raise Http404
    raise Moved(item.get_absolute_url())


def alternates(item) -> dict[str, str]:
    """The item's address in each language, for the language link and hreflang: ``{"lt": …, "en": …}``."""
    addresses = {}
    for language in ("lt", "en"):
        with translation.override(language):
            addresses[language] = item.get_absolute_url()
    return addresses


def moved_response(moved: Moved):
    return redirect(moved.address, permanent=True)


def reverse_or_none(name: str, *args) -> str | None:
    """The address of a view, or None where no such page exists yet."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
