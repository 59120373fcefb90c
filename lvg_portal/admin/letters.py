"""The outbox as staff see it: what was sent, what waits, what failed – never a letter's text or address."""

import re

from django.contrib import admin, messages
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from lvg_portal.models import ContactMessage, Letter

VARIABLE = re.compile(r"{[{%].*?[}%]}")


class ReadOnlyAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in self.opts.fields]


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    list_display = ["subject", "language", "state", "created_at", "sent_at", "error"]
    list_filter = ["status"]
    ordering = ["-pk"]
    fields = ["key", "language", "refs", "status", "attempts", "created_at", "due_at", "sent_at", "error"]
    actions = ["send_again"]
    show_full_result_count = False

    @admin.display(description=_("letter"), ordering="key")
    def subject(self, letter):
        """The subject's fixed words: who it is about is nobody's business here."""
        try:
            source = get_template(f"letters/{get_language()}/{letter.key}.txt").template.source
        except TemplateDoesNotExist:  # an old letter of a kind that is written no more
            return letter.key
        return VARIABLE.sub("…", source.partition("\n")[0].removeprefix("Subject:").strip())

    @admin.display(description=_("status"), ordering="status")
    def state(self, letter):
        return letter.get_status_display()

    @admin.action(description=_("Send the failed ones again"), permissions=["change"])
    def send_again(self, request, queryset):
        """Only what was given up: sending a letter twice would confuse whoever got it."""
        count = queryset.filter(status=Letter.Status.FAILED).update(
            status=Letter.Status.WAITING, attempts=0, due_at=timezone.now(), error=""
        )
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
