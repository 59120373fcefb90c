"""Who we are, as visitors read it: one row of names and contacts, and the facts of the about page."""

from django.contrib import admin
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from lvg_portal.models import OrganisationFact, SiteSettings

from .publishing import pair


@admin.register(SiteSettings)
class SiteSettingsAdmin(TranslationAdmin):
    fieldsets = [
        (None, {"fields": [pair("name"), pair("short_name"), pair("legal_form"), "registered_on"]}),
        (_("Contacts"), {"fields": [pair("address"), ("email", "phone"), pair("opening_hours")]}),
        (_("What we are"), {"fields": [pair("mission"), pair("territory"), pair("accreditation")]}),
        (_("Letters"), {"fields": ["letter_days"]}),
    ]

    def changelist_view(self, request, extra_context=None):
        """There is one row: straight to it."""
        if SiteSettings.objects.filter(pk=1).exists():
            return redirect(reverse("admin:lvg_portal_sitesettings_change", args=[1]))
        return redirect(reverse("admin:lvg_portal_sitesettings_add"))

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(OrganisationFact)
class OrganisationFactAdmin(TranslationAdmin):
    list_display = ["text", "kind", "happened_on", "value", "year", "order"]
    list_filter = ["kind"]
    search_fields = ["text_lt", "text_en"]
    list_per_page = 100
    fields = ["kind", pair("text"), "happened_on", ("value", "is_approximate", "year"), "source", "order"]
