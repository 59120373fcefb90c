"""For the data officer: the ledger of erasures, the log of exports, and erasing by number. Read, never changed."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from lvg_portal.admin.dates import Dated
from lvg_portal.back_office import room
from volunteers.models import Erasure, Export
from volunteers.views import erasing

room("volunteers/erase/", "volunteers_erase", permission="volunteers.erase_applications", title=_("Erase data"))(
    erasing.erase
)


class LogAdmin(Dated, admin.ModelAdmin):
    list_display_links = None
    date_hierarchy = "at"
    list_per_page = 100

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Erasure)
class ErasureAdmin(LogAdmin):
    list_display = ["at", "mark"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("What has been erased"), **(extra_context or {})})

    @admin.display(description=_("keyed hash of the number"))
    def mark(self, erasure):
        return f"{erasure.keyed_hash[:16]}…"


@admin.register(Export)
class ExportAdmin(LogAdmin):
    list_display = ["at", "actor", "what", "file_format", "rows", "purpose"]
    list_select_related = ["actor"]
    list_filter = ["file_format"]
    search_fields = ["what", "purpose", "actor__username"]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Who has taken data out"), **(extra_context or {})})
