"""The worklist: who waits for us, how long already, and the page on which one application is handled.

Every list, form, history, action and address begins with ``visible_applications``; what one may not see is not found.
"""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from volunteers import worklist
from volunteers.access import visible_applications
from volunteers.agebands import band_of
from volunteers.flow import MoveRefused
from volunteers.models import Application, Terms
from volunteers.views import casework

from . import serving
from .bulk import write_to_selected
from .filters import ActivityFilter, AgeBandFilter, OwnerFilter, RouteFilter, StatusFilter

STATE_CLASSES = {
    **dict.fromkeys((Application.Status.SUBMITTED, Application.Status.IN_REVIEW), "state state--ours"),
    **dict.fromkeys(
        (Application.Status.OFFERED, Application.Status.ACCEPTED, Application.Status.ACTIVE), "state state--open"
    ),
}


def two_lines(first, second) -> str:
    return format_html('{}<span class="second-line">{}</span>', first, second)


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    list_display = ["number", "who", "state", "what", "handled_by"]
    list_display_links = ["number"]
    list_filter = [
        StatusFilter,
        OwnerFilter,
        AgeBandFilter,
        ("route", RouteFilter),
        ("opportunity", ActivityFilter),
    ]
    list_select_related = ["person", "opportunity", "owner"]
    list_per_page = 50
    show_full_result_count = False
    # Not by name: what is searched stands in the address.
    search_fields = ["number", "repeats__number"]
    ordering = [worklist.OUR_TURN_FIRST, "status_since", "pk"]
    actions = ["claim_selected", write_to_selected]

    class Media:
        css = {"all": ["css/casework.css"]}

    # --- Who sees what ----------------------------------------------------------------------------------------------
    def get_queryset(self, request):
        return worklist.with_clock(visible_applications(request.user)).order_by(*self.ordering)

    def has_write_letters_permission(self, request):
        return request.user.has_perm("volunteers.add_bulkletter")

    def has_delete_permission(self, request, obj=None):
        return False  # applications leave by retention, never by a click

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    # --- The list ---------------------------------------------------------------------------------------------------
    def changelist_view(self, request, extra_context=None):
        self.terms = Terms.load()
        return super().changelist_view(request, {"title": _("Applications to volunteer"), **(extra_context or {})})

    @admin.display(description=_("who"))
    def who(self, application):
        """Initials and an age band: the name is shown, and its showing noted, where the application is opened."""
        person = application.person
        initials = f"{person.first_name[:1]}. {person.last_name[:1]}."
        return two_lines(initials, band_of(person.born_on, timezone.localdate()) or "")

    @admin.display(description=_("status"), ordering="status_since")
    def state(self, application):
        css_class = STATE_CLASSES.get(application.status, "state")
        state = format_html('<span class="{}">{}</span>', css_class, application.get_status_display())
        left = worklist.days_left(application, self.terms)
        since = timezone.localdate(application.status_since).isoformat()
        return two_lines(state, since if left is None else casework.answer_due(left))

    @admin.display(description=_("activity"), ordering="opportunity")
    def what(self, application):
        return two_lines(application.opportunity or _("asks for a suggestion"), application.get_route_display())

    @admin.display(description=_("owner"), ordering="owner")
    def handled_by(self, application):
        if application.owner:
            return application.owner.get_full_name() or application.owner.get_username()
        # A button of the list's own form, which holds the CSRF token; it posts to another address.
        return format_html(
            '<button class="button" name="back" value="list" formaction="{}" aria-label="{}">{}</button>',
            reverse("admin:volunteers_application_claim", args=[application.pk]),
            _("Take %(number)s") % {"number": application.number},
            _("Take"),
        )

    @admin.action(description=_("Take the selected"), permissions=["change"])
    def claim_selected(self, request, queryset):
        taken = 0
        for application in queryset:
            try:
                worklist.claim(application, request.user)
            except MoveRefused as refused:
                messages.error(request, f"{application.number}: {casework.refusal(refused)}")
            else:
                self.log_change(request, application, str(pgettext_lazy("applications", "taken")))
                taken += 1
        if taken:
            said = ngettext("%(count)d application taken.", "%(count)d applications taken.", taken)
            messages.success(request, said % {"count": taken})

    # --- One application --------------------------------------------------------------------------------------------
    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one application. It has no form of its own: each deed is posted to an address of its own."""
        application = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, application):
            raise PermissionDenied
        if request.method != "GET":
            return redirect("admin:volunteers_application_change", application.pk)
        return casework.page(request, application, {**self.admin_site.each_context(request), "opts": self.opts})

    def add_view(self, request, form_url="", extra_context=None):
        """What came by phone, on paper or in person."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return casework.entry(request, {**self.admin_site.each_context(request), "opts": self.opts})

    def get_urls(self):
        deeds = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(self._posted(deed)),
                name=f"volunteers_application_{name}",
            )
            for name, deed in casework.DEEDS.items()
        ]
        return [*deeds, *serving.urls(self), *super().get_urls()]

    def _posted(self, deed):
        """A view that does one deed with one application and tells how it went."""

        @require_POST
        def view(request, pk: int):
            application = self.get_object(request, pk)
            if not self.has_change_permission(request, application):
                raise PermissionDenied
            try:
                done = deed(request, application)
            except MoveRefused as refused:
                messages.error(request, casework.refusal(refused))
            else:
                self.log_change(request, application, str(done))
                messages.success(request, done)
            if request.POST.get("back") == "list":
                return redirect("admin:volunteers_application_changelist")
            return redirect("admin:volunteers_application_change", application.pk)

        return view
