"""Voluntary work of local projects, announced beforehand so that it counts as their contribution in kind."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lvg_portal.admin.dates import Dated
from volunteers.models import Terms, WorkNotice
from volunteers.reports.in_kind import in_time


@admin.register(WorkNotice)
class WorkNoticeAdmin(Dated, admin.ModelAdmin):
    list_display = ["work_on", "local_project", "what", "announced_on", "is_in_time"]
    list_display_links = ["work_on"]
    list_filter = ["work_on"]
    list_select_related = ["local_project"]
    search_fields = ["what", "local_project__title_lt"]
    fields = ["local_project", "work_on", "announced_on", "what"]
    date_hierarchy = "work_on"

    def changelist_view(self, request, extra_context=None):
        self.terms = Terms.load()
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("announced in time"), boolean=True)
    def is_in_time(self, notice):
        return in_time(notice.announced_on, notice.work_on, self.terms.announce_working_days)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
        days = Terms.load().announce_working_days
        if not in_time(obj.announced_on, obj.work_on, days):
            words = ngettext(
                "Announced less than %(days)d working day ahead: the work may not count as a contribution in kind.",
                "Announced less than %(days)d working days ahead: the work may not count as a contribution in kind.",
                days,
            )
            messages.warning(request, words % {"days": days})
