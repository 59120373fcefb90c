"""Who saw whose data: read by the data officer and the lead, written by the back office, changed by nobody."""

from django.contrib import admin

from volunteers.models import AccessLog


@admin.register(AccessLog)
class AccessLogAdmin(admin.ModelAdmin):
    list_display = ["at", "actor", "deed", "application", "reason"]
    list_display_links = None
    list_filter = ["deed", "at"]
    list_select_related = ["actor", "application"]
    search_fields = ["application__number", "actor__username"]
    date_hierarchy = "at"
    list_per_page = 100

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
