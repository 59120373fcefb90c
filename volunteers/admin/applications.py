"""The worklist: who waits for us, how long already, and the page on which one application is handled.

Every list, form, history, action and address begins with ``visible_applications``; what one may not see is not found.
"""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_POST

from volunteers import access, worklist
from volunteers.access import visible_applications
from volunteers.agebands import band_of
from volunteers.flow import By, MoveRefused, lawful_moves
from volunteers.models import Application, Terms
from volunteers.views import casework

from . import casepages, serving
from .bulk import write_to_selected
from .filters import ActivityFilter, AgeBandFilter, OwnerFilter, RouteFilter, StatusFilter, TaskFilter

STATE_CLASSES = {
    **dict.fromkeys((Application.Status.SUBMITTED, Application.Status.IN_REVIEW), "state state--ours"),
    **dict.fromkeys(
        (Application.Status.OFFERED, Application.Status.ACCEPTED, Application.Status.ACTIVE), "state state--open"
    ),
}


def two_lines(first, second) -> str:
    return format_html('{}<span class="second-line">{}</span>', first, second)


class Worklist(ChangeList):
    def _get_default_ordering(self):
        """Not by the admin's ``ordering``: lists of other tables order their choices by that, without our columns."""
        is_closed = self.params.get(StatusFilter.parameter_name) in Application.CLOSED
        # What is closed is looked up from its end.
        return ["-status_since", "-pk"] if is_closed else worklist.OLDEST_FIRST

    def get_results(self, request):
        super().get_results(request)
        for application in self.result_list:
            # Not kept in the admin, which all threads share: the buttons would be a colleague's.
            application.reader = request.user


@admin.register(Application)
class ApplicationAdmin(admin.ModelAdmin):
    list_display = ["number", "who", "state", "what", "handled_by"]
    list_display_links = ["number"]
    list_filter = [
        StatusFilter,
        TaskFilter,
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
    actions = ["claim_selected", write_to_selected]

    class Media:
        css = {"all": ["css/casework.css"]}

    # --- Who sees what ----------------------------------------------------------------------------------------------
    def get_queryset(self, request):
        seen = worklist.with_tasks(worklist.with_clock(visible_applications(request.user)))
        return seen.order_by(*worklist.OLDEST_FIRST)

    def get_changelist(self, request, **kwargs):
        return Worklist

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
        if person.is_anonymous:
            return two_lines("–", application.age_band)
        initials = f"{person.first_name[:1]}. {person.last_name[:1]}."
        return two_lines(initials, band_of(person.born_on, timezone.localdate()) or "")

    @admin.display(description=_("status"), ordering="status_since")
    def state(self, application):
        css_class = STATE_CLASSES.get(application.status, "state")
        if application.open_tasks or application.hours_waiting:
            css_class = "state state--ours"
        state = format_html('<span class="{}">{}</span>', css_class, casework.status(application))
        left = worklist.days_left(application, self.terms)
        since = timezone.localdate(application.status_since).isoformat()
        return two_lines(state, since if left is None else casework.answer_due(left))

    @admin.display(description=_("activity"), ordering="opportunity")
    def what(self, application):
        return two_lines(application.opportunity or _("asks for a suggestion"), application.get_route_display())

    @admin.display(description=_("owner and what to do"), ordering="owner")
    def handled_by(self, application):
        if application.owner is None:
            # A button of the list's own form, which holds the CSRF token; it posts to another address.
            return format_html(
                '<button class="button" name="back" value="list" formaction="{}" aria-label="{}">{}</button>{}',
                reverse("admin:volunteers_application_claim", args=[application.pk]),
                _("Take %(number)s") % {"number": application.number},
                _("Take"),
                self._to_do(application),
            )
        owner = application.owner.get_full_name() or application.owner.get_username()
        return format_html("{}{}{}", owner, self._to_do(application), self._moves(application))

    def _to_do(self, application):
        """Open tasks and hours to confirm."""
        lines = [task.get_what_display() for task in application.open_tasks]
        if application.hours_waiting:
            lines.append(_("confirm hours"))
        return format_html_join("", '<span class="second-line">{}</span>', ((line,) for line in lines))

    def _moves(self, application):
        """Buttons for the lawful moves that need no words and end nothing; the others stand on its page."""
        if not access.may_handle(application.reader, application):
            return ""
        address = reverse("admin:volunteers_application_move", args=[application.pk]) + "?back=list"
        moves = [
            (name, address, application.number, move.label, move.label)
            for name, move in lawful_moves(application, By.STAFF).items()
            if not move.ask and move.target not in Application.CLOSED
        ]
        button = '<button class="button" name="move" value="{}" formaction="{}" aria-label="{}: {}">{}</button>'
        buttons = format_html_join(" ", button, moves)
        return format_html('<span class="second-line next-moves">{}</span>', buttons) if moves else ""

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
        return self._page(request, application)

    def _page(self, request, application, **more):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **more}
        return casework.page(request, application, context)

    def add_view(self, request, form_url="", extra_context=None):
        """What came by phone, on paper or in person."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return casework.entry(request, {**self.admin_site.each_context(request), "opts": self.opts})

    def find_view(self, request):
        """By name, e-mail or phone. What is looked for comes by POST and is kept nowhere, that it was done is."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:volunteers_application_changelist")
        self.terms = Terms.load()
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return casework.found(request, context, who=self.who, state=self.state, what=self.what)

    def get_urls(self):
        deeds = [
            path(
                f"<int:pk>/{name}/",
                self.admin_site.admin_view(self._posted(deed)),
                name=f"volunteers_application_{name}",
            )
            for name, deed in casework.DEEDS.items()
        ]
        find = path("find/", self.admin_site.admin_view(self.find_view), name="volunteers_application_find")
        return [find, *deeds, *casepages.urls(self), *serving.urls(self), *super().get_urls()]

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
                if unkept := (request.POST.get("reason") or request.POST.get("text") or "").strip():
                    return self._page(request, self.get_object(request, pk), unkept=unkept)
            else:
                self.log_change(request, application, str(done))
                messages.success(request, done)
            if "list" in (request.POST.get("back"), request.GET.get("back")):
                return redirect("admin:volunteers_application_changelist")
            return redirect("admin:volunteers_application_change", application.pk)

        return view
