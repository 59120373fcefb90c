"""News and its categories, as editors write them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from lvg_portal.admin.publishing import PUBLICATION, PublishableAdmin, pair
from news.models import Article, Category
from news.views.articles import render_article

from .copies import duplicate


@admin.register(Category)
class CategoryAdmin(TranslationAdmin):
    list_display = ["title", "key", "theme", "order"]
    list_editable = ["order"]
    list_select_related = ["theme"]
    search_fields = ["title_lt", "title_en"]
    fields = [pair("title"), "key", "theme", "order"]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"key": ("title_en",)}

    def get_readonly_fields(self, request, obj=None):
        return ["key"] if obj else []  # it stands in addresses: ?category=calls


@admin.register(Article)
class ArticleAdmin(PublishableAdmin):
    list_display = ["title", "published_at", "category", "publication", "is_example"]
    list_filter = ["status", "category", "theme", "is_example"]
    list_select_related = ["category"]
    search_fields = ["title_lt", "title_en", "summary_lt", "summary_en", "slug_lt", "slug_en"]
    ordering = ["-published_at", "-pk"]
    autocomplete_fields = ["projects", "cover"]
    actions = [*PublishableAdmin.actions, duplicate]
    fieldsets = [
        (None, {"fields": [pair("title"), pair("slug"), "category", pair("summary"), pair("body"), "cover"]}),
        (_("Belongs to"), {"fields": ["projects", "theme"]}),
        (PUBLICATION[0], {"fields": [*PUBLICATION[1]["fields"], "date_is_approximate"]}),
        (_("Where the facts come from"), {"fields": ["sources"]}),
    ]

    def preview_response(self, request, article):
        return render_article(request, article)
