"""Who saw whose data: read by the data officer and the lead, written by the back office, changed by nobody."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from lvg_portal.admin.dates import Dated
from volunteers.models import AccessLog


@admin.register(AccessLog)
class AccessLogAdmin(Dated, admin.ModelAdmin):
    list_display = ["at", "actor", "deed", "whose", "reason"]
    list_display_links = None
    list_select_related = ["actor", "application"]
    search_fields = ["application__number", "actor__username"]
    date_hierarchy = "at"
    list_per_page = 100

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Who has looked at whose data"), **(extra_context or {})})

    @admin.display(description=_("application"), ordering="application__number")
    def whose(self, row):
        return row.application.number

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
