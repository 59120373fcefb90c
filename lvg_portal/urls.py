"""The promised addresses: Lithuanian without a prefix, English under /en/. Machines' addresses have no language."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.utils.translation import pgettext_lazy

from lvg_portal.views import contact, covers, errors, health, home, machines, media, pages, passwords, search, site_map

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [  # media
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", machines.robots, name="robots"),
    path(".well-known/security.txt", machines.security_txt, name="security-txt"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-fixed.xml", machines.sitemap_fixed, name="sitemap-fixed"),
    path("sitemap-<slug:section>-<int:number>.xml", machines.sitemap_part, name="sitemap-part"),
    path("virselis/<slug:theme>/<slug:slug>.svg", covers.svg, name="cover"),
    path("virselis/<slug:theme>/<slug:slug>.png", covers.png, name="cover_png"),
    re_path(r"^media/pictures/(?P<name>[\w-]+\.\w+)$", media.picture),
]

urlpatterns += i18n_patterns(
    *passwords.urlpatterns,
    path("admin/", admin.site.urls),
    path("", home.home, name="home"),
    path("", include("projects.urls")),
    path("", include("news.urls")),
    path("", include("volunteers.urls")),
    path(pgettext_lazy("address", "search/"), search.search, name="search"),
    path(pgettext_lazy("address", "site-map/"), site_map.site_map, name="site-map"),
    path(pgettext_lazy("address", "documents/"), pages.documents, name="documents"),
    path(pgettext_lazy("address", "documents/<int:pk>/"), pages.document, name="document"),
    path(pgettext_lazy("address", "contacts/received/"), contact.received, name="contact_received"),
    # Stands last: it takes every address of one word.
    path("<slug:slug>/", pages.page, name="page"),
    prefix_default_language=False,
)
