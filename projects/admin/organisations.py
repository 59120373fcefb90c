"""Organisations, and the projects they take part in."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from lvg_portal.admin.publishing import pair
from projects import countries
from projects.models import Organisation, Partnership


class ProjectInline(admin.StackedInline):
    model = Partnership
    fields = [("project", "role")]
    autocomplete_fields = ["project"]
    extra = 0
    verbose_name = _("project")
    verbose_name_plural = _("projects")


@admin.register(Organisation)
class OrganisationAdmin(TranslationAdmin):
    list_display = ["name", "kind", "country_name", "website"]
    list_filter = ["kind", "country"]
    search_fields = ["name_lt", "name_en"]
    fields = [pair("name"), ("kind", "country"), "website"]
    inlines = [ProjectInline]

    @admin.display(description=_("country"), ordering="country")
    def country_name(self, organisation):
        return countries.name(organisation.country)
