"""Generated covers. All that the drawing needs stands in the address: nothing is looked up, so no draft shows."""

from django.http import Http404, HttpRequest, HttpResponse

from lvg_portal.covers import SIZES, cover_png, cover_svg

LONGEST_SLUG = 120  # as the models keep it
A_YEAR = {"Cache-Control": "public, max-age=31536000, immutable"}


def svg(request: HttpRequest, theme: str, slug: str) -> HttpResponse:
    _check(theme, slug)
    drawing = cover_svg(slug, theme, SIZES.get(request.GET.get("size"), SIZES["list"]))
    return HttpResponse(drawing, content_type="image/svg+xml", headers=A_YEAR)


def png(request: HttpRequest, theme: str, slug: str) -> HttpResponse:
    _check(theme, slug)
    return HttpResponse(cover_png(slug, theme), content_type="image/png", headers=A_YEAR)


def _check(theme: str, slug: str) -> None:
    if max(len(theme), len(slug)) > LONGEST_SLUG:
        raise Http404
