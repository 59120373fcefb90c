"""What every published thing has in the admin: both languages side by side, publish, schedule, preview."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from modeltranslation.admin import TranslationAdmin

from lvg_portal.models import Publishable

from .dates import Dated


def pair(field: str) -> tuple[str, str]:
    """One row of a fieldset: the field in Lithuanian and in English."""
    return (f"{field}_lt", f"{field}_en")


PUBLICATION = (_("Publication"), {"fields": (("status", "published_at"), "is_example")})


class PublishableAdmin(Dated, TranslationAdmin):
    """Base for Publishable models. ``preview_response(request, item)`` of a subclass says how a draft looks."""

    date_hierarchy = "published_at"
    save_on_top = True
    list_per_page = 50
    actions = ["publish", "withdraw"]
    change_form_template = "admin/publishable_change_form.html"

    def get_prepopulated_fields(self, request, obj=None):
        # Only for what is new: an address on a poster must not change because a title was corrected.
        if obj is not None or not hasattr(self.model, "slug_lt"):
            return {}
        return {"slug_lt": ("title_lt",), "slug_en": ("title_en",)}

    @admin.display(description=_("publication"), ordering="status")
    def publication(self, item: Publishable):
        if item.is_scheduled:
            when = timezone.localtime(item.published_at)
            return format_html('<span class="state">{} {:%Y-%m-%d %H:%M}</span>', _("scheduled for"), when)
        css_class = "state state--open" if item.status == Publishable.Status.PUBLISHED else "state"
        return format_html('<span class="{}">{}</span>', css_class, item.get_status_display())

    @admin.action(description=_("Publish the selected"), permissions=["change"])
    def publish(self, request, queryset):
        self._set_status(request, queryset, Publishable.Status.PUBLISHED)

    @admin.action(description=_("Withdraw the selected to drafts"), permissions=["change"])
    def withdraw(self, request, queryset):
        self._set_status(request, queryset, Publishable.Status.DRAFT)

    def _set_status(self, request, queryset, status):
        changed = 0
        for item in queryset.exclude(status=status):
            item.status = status
            item.save()
            self.log_change(request, item, [{"changed": {"fields": [str(_("publication"))]}}])
            changed += 1
        message = ngettext("%(count)d item changed.", "%(count)d items changed.", changed) % {"count": changed}
        self.message_user(request, message, messages.SUCCESS)

    def get_urls(self):
        if not hasattr(self, "preview_response"):  # local projects have no page of their own
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview)
        return [path("<int:pk>/preview/", view, name=name), *super().get_urls()]

    def preview(self, request, pk: int):
        """The item as visitors will see it, whatever its status; for staff who may see it."""
        item = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_view_permission(request, item):
            raise PermissionDenied
        item.published_at = item.published_at or timezone.now()  # as if it were published now
        return self.preview_response(request, item)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        extra = dict(extra_context or {})
        if hasattr(self, "preview_response") and object_id.isascii() and object_id.isdigit():
            name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_preview"
            extra["preview_address"] = reverse(name, args=[object_id])
        return super().change_view(request, object_id, form_url, extra)

    def view_on_site(self, item):
        # Django offers the link for drafts too, where it would lead to a 404.
        public = item.status == Publishable.Status.PUBLISHED and not item.is_scheduled
        return item.get_absolute_url() if public else None

    def get_view_on_site_url(self, obj=None):
        return self.view_on_site(obj) if obj is not None and hasattr(self.model, "get_absolute_url") else None
