"""What every page of the portal shows around its own matter: our names, the menu, the footer, the other language.

Nothing is fetched until a template asks, and then everything comes with one query.
"""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models.functions import JSONObject
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from lvg_portal.addresses import reverse_or_none
from lvg_portal.models import Page, SiteSettings

# (a view's name, or "page:" and a page's key; label). An entry shows once its page exists.
MENU = [
    ("projects:list", _("Projects")),
    ("news:events", _("Events")),
    ("calls:list", _("Calls")),
    ("volunteers:landing", _("Volunteering")),
    ("money", _("Money")),
    ("news:list", _("News")),
    ("page:about", _("About us")),
]
TAKE_PART = [
    ("news:events", _("Events")),
    ("volunteers:landing", _("Volunteering")),
    ("calls:list", _("Calls for applications")),
    ("page:membership", _("Become a member")),
]
SEE_FOR_YOURSELF = [
    ("projects:themes", _("Themes and their projects")),
    ("money", _("Money in the open")),
    ("documents", _("Documents")),
    ("open_data", _("Open data")),
    ("news:feed", _("News feed (Atom)")),
]
OUR_LAND = [
    ("places", _("Elderships and communities")),
]
SMALL_PRINT = [
    ("page:accessibility", _("Accessibility")),
    ("page:privacy", _("Privacy")),
    ("page:cookies", _("Cookies")),
    ("site-map", _("Site map")),
]
FEEDS = [
    ("news:feed", _("News")),
    ("news:events_feed", _("Events")),
    ("projects:feed", _("Projects")),
]
OWN_NAMES = {"lt": "Lietuvių", "en": "English"}


def portal(request: HttpRequest) -> dict:
    """The context processor: ``portal`` and, because letters and pages ask for it so often, ``site``."""
    surroundings = surroundings_of(request)
    return {"portal": surroundings, "site": SimpleLazyObject(lambda: surroundings.site)}


def surroundings_of(request: HttpRequest | None) -> "Surroundings":
    """One a request: partials rendered by themselves share what the page has fetched."""
    if request is None:
        return Surroundings(None)
    if not hasattr(request, "_surroundings"):
        request._surroundings = Surroundings(request)
    return request._surroundings


class Surroundings:
    def __init__(self, request: HttpRequest | None):
        self.request = request

    @cached_property
    def site(self) -> SiteSettings:
        """Our names and contacts, with the pages that code knows by key (``key_pages``)."""
        key_pages = (
            Page.objects.public()
            .exclude(key=None)
            .order_by("menu", "order", "pk")
            .annotate(
                facts=JSONObject(
                    **{name: name for name in ("key", "menu", "slug_lt", "slug_en", "title_lt", "title_en")},
                )
            )
            .values("facts")
        )
        site = SiteSettings.objects.filter(pk=1).annotate(key_pages=ArraySubquery(key_pages)).first()
        if site is None:
            site = SiteSettings(pk=1)
            site.key_pages = [row["facts"] for row in key_pages]
        return site

    @cached_property
    def key_pages(self) -> dict[str, dict]:
        """The public pages that code knows, by key: ``{"about": {"title": …, "address": …, "menu": …}}``."""
        pages, language = {}, get_language()
        for facts in self.site.key_pages:
            slug = facts.get(f"slug_{language}") or facts["slug_lt"]
            if address := reverse_or_none("page", slug):
                title = facts.get(f"title_{language}") or facts["title_lt"]
                pages[facts["key"]] = {"title": title, "address": address, "menu": facts["menu"]}
        return pages

    @cached_property
    def page_slugs(self) -> set[str]:
        """The slugs of all public pages, in both languages."""
        return {slug for pair in Page.objects.public().values_list("slug_lt", "slug_en") for slug in pair if slug}

    def page_address(self, key: str) -> str:
        """The address of the page that code knows by ``key``; "" while there is no such public page."""
        return self.key_pages.get(key, {}).get("address", "")

    def _entries(self, entries) -> list[dict]:
        shown = []
        for name, label in entries:
            address = self.page_address(name[5:]) if name.startswith("page:") else reverse_or_none(name)
            if address:
                shown.append({"label": label, "address": address, "current": self.current(address)})
        return shown

    def current(self, address: str) -> str:
        """The value of ``aria-current``: "page" here, "true" in this part of the portal, else ""."""
        path = self.request.path if self.request else ""
        if path == address:
            return "page"
        return "true" if path.startswith(address) else ""

    @cached_property
    def menu(self) -> list[dict]:
        return self._entries(MENU)

    @cached_property
    def footer(self) -> dict[str, list[dict]]:
        return {
            "take_part": self._entries(TAKE_PART),
            "see_for_yourself": self._entries(SEE_FOR_YOURSELF),
            "our_land": self._entries(OUR_LAND),
            "small_print": self._entries(SMALL_PRINT),
        }

    @cached_property
    def feeds(self) -> list[dict]:
        return self._entries(FEEDS)

    @cached_property
    def home(self) -> str:
        return "/" if get_language() == "lt" else f"/{get_language()}/"

    @cached_property
    def brand(self) -> tuple[str, str]:
        """Our name in the header's two lines: whose, and what."""
        words = self.site.name.split(" ")
        return " ".join(words[:2]), " ".join(words[2:])

    @property
    def origin(self) -> str:
        return settings.SITE_URL

    @cached_property
    def canonical(self) -> str:
        """This page's one address for search engines: filters left out, the page of a whole list kept."""
        page = "" if self.is_filtered else self.request.GET.get("page", "")
        query = f"?page={page}" if page.isascii() and page.isdigit() and page != "1" else ""
        return settings.SITE_URL + self.request.path + query

    @cached_property
    def is_filtered(self) -> bool:
        """Filtered and searched lists are endless: search engines follow their links, but keep none of them."""
        return bool(set(self.request.GET) - {"page"})

    @cached_property
    def search(self) -> str:
        return reverse_or_none("search") or ""


def languages(request: HttpRequest, alternates: dict[str, str] | None = None) -> list[dict]:
    """The same page in each language: code, own name, path with the parameters, absolute address.

    Args:
        alternates: the paths, where a view knows better than the address does (slugs are per language).
    """
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    rows = []
    for code, _name in settings.LANGUAGES:
        path = (alternates or {}).get(code) or translate_url(request.path, code)
        if path == request.path and code != get_language():  # an error page: nothing to translate
            path = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
        rows.append(
            {
                "code": code,
                "name": OWN_NAMES.get(code) or get_language_info(code)["name_local"],
                "path": path + query,
                "absolute": settings.SITE_URL + path,
                "current": code == get_language(),
            }
        )
    return rows
