"""The words that all apps use: themes, programmes, verbs, audiences and places."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from lvg_portal.admin.publishing import pair
from projects.models import Audience, Place, Programme, Theme, Verb


class KeyedAdmin(TranslationAdmin):
    """A word with a key. The key stands in addresses (``?theme=heritage``), so it is set once."""

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"key": ("title_en",)}

    def get_readonly_fields(self, request, obj=None):
        return ["key"] if obj else []


@admin.register(Theme)
class ThemeAdmin(KeyedAdmin):
    list_display = ["title", "key", "order"]
    list_editable = ["order"]
    search_fields = ["title_lt", "title_en"]
    fields = [pair("title"), pair("slug"), pair("summary"), ("key", "order")]

    def get_prepopulated_fields(self, request, obj=None):
        # An address on a poster must not change because a title was corrected.
        return {} if obj else {"key": ("title_en",), "slug_lt": ("title_lt",), "slug_en": ("title_en",)}

    def view_on_site(self, theme):
        return theme.get_absolute_url()


@admin.register(Verb, Audience)
class OrderedWordAdmin(KeyedAdmin):
    list_display = ["title", "key", "order"]
    list_editable = ["order"]
    search_fields = ["title_lt", "title_en"]
    fields = [pair("title"), ("key", "order")]


@admin.register(Programme)
class ProgrammeAdmin(TranslationAdmin):
    list_display = ["title_lt", "title_en"]
    search_fields = ["title_lt", "title_en"]
    fields = [pair("title")]


@admin.register(Place)
class PlaceAdmin(KeyedAdmin):
    list_display = ["title", "kind", "parent", "municipality", "population"]
    list_filter = ["kind", "parent"]
    list_select_related = ["parent"]
    search_fields = ["title_lt", "title_en"]
    fieldsets = [
        (None, {"fields": [pair("title"), pair("genitive"), pair("locative"), ("key", "kind"), "parent"]}),
        (_("On the map"), {"fields": [pair("municipality"), ("longitude", "latitude"), "population"]}),
    ]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            kwargs["queryset"] = Place.objects.elderships()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
