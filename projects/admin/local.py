"""Local projects: what a strategy funded."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from lvg_portal.admin.publishing import PUBLICATION, PublishableAdmin, pair
from projects.models import LocalProject, Place


@admin.register(LocalProject)
class LocalProjectAdmin(PublishableAdmin):
    list_display = ["title", "strategy", "beneficiary", "place", "call_number", "total_eur", "grant_eur", "publication"]
    list_filter = ["status", "strategy", "place", "is_example"]
    list_select_related = ["strategy", "beneficiary", "place"]
    search_fields = ["title_lt", "title_en", "code", "beneficiary__name_lt", "where_lt"]
    ordering = ["-pk"]
    autocomplete_fields = ["strategy", "beneficiary"]
    fieldsets = [
        (None, {"fields": [pair("title"), pair("slug"), "strategy", ("code", "call_number"), pair("goal")]}),
        (_("Who and where"), {"fields": ["beneficiary", "place", pair("where")]}),
        (_("Money"), {"fields": [("total_eur", "grant_eur"), pair("note"), "decided_on"]}),
        PUBLICATION,
        (_("Where the facts come from"), {"fields": ["sources"]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "place":
            kwargs["queryset"] = Place.objects.elderships()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def view_on_site(self, local):
        # It stands on its strategy's page, and is seen only where that page is.
        return super().view_on_site(local) if super().view_on_site(local.strategy) else None
