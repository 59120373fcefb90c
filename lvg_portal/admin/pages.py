"""Standing pages and documents."""

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lvg_portal import pages
from lvg_portal.documents import attachment
from lvg_portal.models import Document, Page

from .publishing import PUBLICATION, PublishableAdmin, pair


@admin.register(Page)
class PageAdmin(PublishableAdmin):
    list_display = ["title", "menu", "order", "has_open_questions", "publication", "updated_at"]
    list_filter = ["menu", "status"]
    search_fields = ["title_lt", "title_en", "summary_lt", "body_lt", "body_en"]
    ordering = ["menu", "order", "pk"]
    fieldsets = [
        (None, {"fields": [pair("title"), pair("summary"), pair("body")]}),
        (_("Still to be confirmed"), {"fields": ["to_confirm"]}),
        (_("Menu and address"), {"fields": [("menu", "order"), pair("slug")]}),
        PUBLICATION,
    ]

    @admin.display(description=_("to be confirmed"))
    def has_open_questions(self, page):
        return len(page.to_confirm.splitlines()) or "–"

    def has_delete_permission(self, request, obj=None):
        # What code knows by its key – contacts, privacy – can be withdrawn, but an address on posters must not die.
        return super().has_delete_permission(request, obj) and not (obj and obj.key)

    def preview_response(self, request, page):
        return pages.show(request, page)


@admin.register(Document)
class DocumentAdmin(PublishableAdmin):
    list_display = ["title", "kind", "year", "language", "publication"]
    list_filter = ["kind", "language", "status"]
    search_fields = ["title_lt", "title_en"]
    fieldsets = [
        (None, {"fields": [pair("title"), ("kind", "year", "language"), "current_file", "file"]}),
        PUBLICATION,
    ]
    readonly_fields = ["current_file"]
    # Django's widget would link to the file's own address, where nothing is handed out.
    formfield_overrides = {models.FileField: {"widget": forms.FileInput}}

    @admin.display(description=_("file kept now"))
    def current_file(self, document):
        if not document.pk:
            return "–"
        address = reverse("admin:lvg_portal_document_preview", args=[document.pk])
        return format_html('<a href="{}">{}</a>', address, document.file_type)

    def preview_response(self, request, document):
        return attachment(document)

    def save_model(self, request, obj, form, change):
        old = Document.objects.get(pk=obj.pk).file.name if change and "file" in form.changed_data else ""
        super().save_model(request, obj, form, change)
        if old:
            self._remove_file(obj.file.storage, old)

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self._remove_file(obj.file.storage, obj.file.name)

    def delete_queryset(self, request, queryset):
        for document in queryset:
            self.delete_model(request, document)

    def _remove_file(self, storage, name: str):
        # Only once it is certain: a deletion that is rolled back must not lose the file.
        transaction.on_commit(lambda: storage.delete(name))
