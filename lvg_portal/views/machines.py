"""What machines read: the sitemap, robots.txt and security.txt. No language prefix, no cookie."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from lvg_portal import sitemaps
from lvg_portal.addresses import reverse_or_none
from lvg_portal.models import SiteSettings

# Search results, and what belongs to one person. A view that takes a token is kept out with all its tokens.
NOT_FOR_ROBOTS = [
    ("search", []),
    ("volunteers:apply", []),
    ("volunteers:link", []),
    ("volunteers:my", ["x"]),
    ("volunteers:confirm", ["x"]),
    ("volunteers:consent", ["x"]),
]
# Under those addresses, but for everybody.
FOR_ROBOTS = ["volunteers:easy", "volunteers:on_paper"]


def sitemap(request: HttpRequest) -> HttpResponse:
    """All addresses, or, where they are too many for one file, where the files are."""
    entries = sitemaps.whole()
    if entries is not None:
        return _xml("sitemap.xml", {"urlset": entries})
    paths = [reverse("sitemap-fixed")]
    for section in sitemaps.SECTIONS:
        paths += [reverse("sitemap-part", args=[section, number]) for number in sitemaps.files_of(section)]
    return _xml("sitemap_index.xml", {"sitemaps": [{"location": settings.SITE_URL + path} for path in paths]})


def sitemap_fixed(request: HttpRequest) -> HttpResponse:
    return _xml("sitemap.xml", {"urlset": sitemaps.fixed_pages()})


def sitemap_part(request: HttpRequest, section: str, number: int) -> HttpResponse:
    if section not in sitemaps.SECTIONS or number not in sitemaps.files_of(section):
        raise Http404
    return _xml("sitemap.xml", {"urlset": sitemaps.part(section, number)})


def _xml(template: str, context: dict) -> HttpResponse:
    # Search engines read it, but need not show it among their results.
    headers = {"X-Robots-Tag": "noindex, noodp, noarchive"}
    return HttpResponse(render_to_string(template, context), content_type="application/xml", headers=headers)


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *"]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            lines += [f"Allow: {reverse(name)}" for name in FOR_ROBOTS]  # some machines take the first line that fits
            paths = [reverse("admin:index"), *(reverse_or_none(name, *args) for name, args in NOT_FOR_ROBOTS)]
            lines += [f"Disallow: {path.removesuffix('x/')}" for path in paths if path]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a hole. It expires at the beginning of a month, six to seven months ahead."""
    expires = (timezone.now().astimezone(UTC) + timedelta(days=212)).replace(day=1)
    lines = [
        f"Contact: mailto:{SiteSettings.load().email}",
        f"Expires: {datetime(expires.year, expires.month, 1).isoformat()}Z",
        "Preferred-Languages: lt, en",
        f"Canonical: {settings.SITE_URL}{request.path}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
