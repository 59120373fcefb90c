"""The promised addresses: Lithuanian without a prefix, English under /en/. Machines' addresses have no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from lvg_portal.views import covers, errors

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [  # sitemap, robots, health, media
    path("virselis/<slug:theme>/<slug:slug>.svg", covers.svg, name="cover"),
    path("virselis/<slug:theme>/<slug:slug>.png", covers.png, name="cover_png"),
]

urlpatterns += i18n_patterns(
    path("admin/", admin.site.urls),
    path("", include("projects.urls")),
    path("", include("news.urls")),
    path("", include("volunteers.urls")),
    # The pages' catch-all stands last: path("<slug:slug>/", pages.page, name="page")
    prefix_default_language=False,
)
