"""The outbox as staff see it: what was sent, what waits, what failed – never a letter's text or address."""

from collections import defaultdict
from collections.abc import Callable

from django.contrib import admin, messages
from django.db.models import Case, Value, When
from django.http import Http404
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from lvg_portal import outbox
from lvg_portal.models import ContactMessage, Letter

from .letter_texts import title_of

Status = Letter.Status
FAILED_FIRST = Case(When(status=Status.FAILED, then=Value(0)), When(status=Status.WAITING, then=Value(1)), default=2)
CSS_CLASSES = {Status.FAILED: "state state--late", Status.SENT: "state state--open"}

# What a letter is about, by the name of its ref: a function of the user and primary keys that gives number and address
# of what this user may see. The apps that post letters add theirs.
abouts: dict[str, Callable[..., dict[int, tuple[str, str]]]] = {}


def about(ref: str):
    """Register the function that tells about ``refs[ref]``."""

    def register(look_up):
        abouts[ref] = look_up
        return look_up

    return register


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in self.opts.fields]


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    list_display = ["subject", "about", "state", "when", "again"]
    list_display_links = ["subject"]
    list_filter = ["status", "language"]
    search_fields = ["key"]
    ordering = [FAILED_FIRST, "-pk"]
    fields = ["key", "language", "about", "status", "attempts", "created_at", "due_at", "sent_at", "error"]
    actions = ["send_again"]
    show_full_result_count = False
    list_per_page = 50

    class Media:
        css = {"all": ["css/letters.css"]}

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.again_view))
        return [path("<int:pk>/again/", view, name="lvg_portal_letter_again"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Letters"), **(extra_context or {})})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Nothing on it is changed by hand, so there is nothing to save."""
        nothing = {"show_save": False, "show_save_and_continue": False, "title": _("Letter")}
        return super().change_view(request, object_id, form_url, {**nothing, **(extra_context or {})})

    def get_changelist_instance(self, request):
        """The page's letters, with what each is about; one query for each kind of thing, however many letters."""
        changelist = super().get_changelist_instance(request)
        self._find_out(request.user, changelist.result_list)
        return changelist

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found:
            self._find_out(request.user, [found])
        return found

    def _find_out(self, user, letters) -> None:
        keys = defaultdict(set)
        for letter in letters:
            for ref in abouts.keys() & letter.refs.keys():
                if isinstance(letter.refs[ref], int):
                    keys[ref].add(letter.refs[ref])
        known = {ref: abouts[ref](user, keys[ref]) for ref in keys}
        for letter in letters:
            letter.is_about = [known[ref][pk] for ref, pk in letter.refs.items() if ref in known and pk in known[ref]]
            letter.may_be_sent_again = letter.status == Status.FAILED and user.has_perm("lvg_portal.change_letter")

    # --- The columns -------------------------------------------------------------------------------------------------
    @admin.display(description=_("letter"), ordering="key")
    def subject(self, letter):
        """The subject with invented data: who it is about is nobody's business here."""
        return format_html(
            '{}<span class="second-line">{} · {}</span>', title_of(letter.key), letter.key, letter.language
        )

    @admin.display(description=_("about"))
    def about(self, letter):
        links = ((address, number) for number, address in letter.is_about)
        return format_html_join(", ", '<a href="{}">{}</a>', links) or "–"

    @admin.display(description=_("status"), ordering="status")
    def state(self, letter):
        is_in_flight = letter.attempts and not letter.error and letter.due_at > timezone.now()
        words = (
            gettext("being sent") if letter.status == Status.WAITING and is_in_flight else letter.get_status_display()
        )
        said = format_html('<span class="{}">{}</span>', CSS_CLASSES.get(letter.status, "state"), words)
        return format_html('{}<span class="second-line">{}</span>', said, letter.error) if letter.error else said

    @admin.display(description=_("when"), ordering="due_at")
    def when(self, letter):
        """In words: when it went, or how long until it is tried."""
        now = timezone.now()
        if letter.status == Status.SENT:
            return timezone.localtime(letter.sent_at).strftime("%Y-%m-%d %H:%M")
        if letter.status == Status.WAITING:
            words = gettext("in %(time)s") % {"time": timeuntil(letter.due_at, now)}
            words = (
                words if letter.due_at > now else gettext("due for %(time)s") % {"time": timesince(letter.due_at, now)}
            )
        else:
            words = timezone.localtime(letter.created_at).strftime("%Y-%m-%d %H:%M")
        if not letter.attempts:
            return words
        tried = ngettext("tried %(count)d time", "tried %(count)d times", letter.attempts) % {"count": letter.attempts}
        return format_html('{}<span class="second-line">{}</span>', words, tried)

    @admin.display(description=_("what can be done"))
    def again(self, letter):
        if not letter.may_be_sent_again:
            return ""
        # A button of the list's own form, which holds the CSRF token; it posts to another address.
        return format_html(
            '<button class="button" formaction="{}" aria-label="{}">{}</button>',
            reverse("admin:lvg_portal_letter_again", args=[letter.pk]),
            gettext("Send letter %(number)s again") % {"number": letter.pk},
            gettext("Send again"),
        )

    # --- Sending again -----------------------------------------------------------------------------------------------
    def again_view(self, request, pk: int):
        letter = Letter.objects.filter(pk=pk)
        if not self.has_change_permission(request) or not letter.exists():
            raise Http404
        self.send_again(request, letter)
        return redirect("admin:lvg_portal_letter_changelist")

    @admin.action(description=_("Send the failed ones again"), permissions=["change"])
    def send_again(self, request, queryset):
        """Only what was given up: sending a letter twice would confuse whoever got it."""
        count = outbox.send_again(queryset)
        if count:
            message = ngettext("%(count)d letter is sent again.", "%(count)d letters are sent again.", count)
            self.message_user(request, message % {"count": count}, messages.SUCCESS)
        else:
            self.message_user(request, _("None of these letters has failed."), messages.WARNING)


@admin.register(ContactMessage)
class ContactMessageAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "name", "reply_to", "language"]
    list_filter = ["language"]
    fields = ["created_at", "name", "reply_to", "text", "language"]

    def has_change_permission(self, request, obj=None):
        return False
