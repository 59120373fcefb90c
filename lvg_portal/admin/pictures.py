"""Photos: uploaded once, with their words, and used wherever a cover or a gallery is chosen."""

from django.contrib import admin
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from lvg_portal import pictures
from lvg_portal.models import Picture

from .publishing import pair


@admin.register(Picture)
class PictureAdmin(TranslationAdmin):
    list_display = ["thumbnail", "alt", "is_decorative", "created_at"]
    list_display_links = ["thumbnail", "alt"]
    search_fields = ["alt_lt", "alt_en", "caption_lt", "caption_en"]
    fields = ["file", pair("alt"), "is_decorative", pair("caption")]

    @admin.display(description=_("picture"))
    def thumbnail(self, picture):
        return format_html(
            '<img src="{}" width="96" height="{}" alt="{}">',
            picture.file.storage.url(pictures.smallest(picture)),
            round(96 * picture.height / picture.width) if picture.width else 64,
            picture,  # the row's heading and a link: it needs a name, of a decorative picture that of its file
        )

    def get_readonly_fields(self, request, obj=None):
        # A picture in use keeps its file: another photo is another picture, with words of its own.
        return ["file"] if obj else []

    def delete_model(self, request, obj):
        self._remove(obj)

    def delete_queryset(self, request, queryset):
        for picture in queryset:
            self._remove(picture)

    def _remove(self, picture):
        names, storage = pictures.file_names(picture), picture.file.storage
        picture.delete()
        # Only once it is certain: a deletion that is rolled back must not lose the files.
        transaction.on_commit(lambda: [storage.delete(name) for name in names])
