"""Letters to many: from the worklist through a preview to the result, person by person."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from lvg_portal.models import Letter
from volunteers import bulk
from volunteers.access import visible_applications
from volunteers.forms.bulk import BulkForm
from volunteers.models import Application, BulkLetter, BulkRecipient


@admin.action(description=gettext_lazy("Write to the selected"), permissions=["write_letters"])
def write_to_selected(modeladmin, request, queryset):
    """Opens the page on which the letter is written; only for applications that stand in one status."""
    found = bulk.reachable(queryset)
    chosen = list(found.order_by("pk").values_list("pk", "status")[: bulk.AT_MOST + 1])
    statuses = {status for _pk, status in chosen}
    if found.count() < queryset.count():
        messages.warning(request, _("Those whose contacts have been erased are left out: nobody can reach them."))
    if not statuses:
        return None
    if len(statuses) > 1:
        message = _("The selected applications stand in different statuses. Choose those of one: a letter fits one.")
        return messages.error(request, message)
    if len(chosen) > bulk.AT_MOST:
        message = _("One letter goes to %(count)d people at most. Choose fewer.") % {"count": bulk.AT_MOST}
        return messages.error(request, message)
    form = BulkForm(initial={"status": statuses.pop(), "chosen": ",".join(str(pk) for pk, _status in chosen)})
    return compose(request, form, form.initial["status"], [pk for pk, _status in chosen])


def compose(request, form: BulkForm, status: str, chosen: list[int], previews=()) -> TemplateResponse:
    """Where the letter is written and looked at; who gets it is told in numbers."""
    applications = visible_applications(request.user).filter(pk__in=chosen)
    in_english = bool(form.is_bound and form.data.get("body_en", "").strip())
    counts = bulk.expected(applications, status, in_english=in_english)
    context = {
        **admin.site.each_context(request),
        "title": _("Letter to many"),
        "opts": BulkLetter._meta,
        "form": form,
        "previews": previews,
        "status": Application.Status(status).label,
        "numbers": list(applications.order_by("pk").values_list("number", flat=True)),
        "counts": counts,
        "letters": counts["lt"] + counts["en"],
        "placeholders": [
            ("number", _("the number of the application")),
            ("activity", _("the title of the activity")),
            ("link", _("the link to the application; it also stands at the end of each letter")),
        ],
    }
    return TemplateResponse(request, "admin/volunteers/bulkletter/compose.html", context)


@admin.register(BulkLetter)
class BulkLetterAdmin(admin.ModelAdmin):
    list_display = ["subject_lt", "status", "created_by", "created_at"]
    list_select_related = ["created_by"]
    list_filter = ["status"]
    show_full_result_count = False

    # --- Who may what ------------------------------------------------------------------------------------------------
    def get_queryset(self, request):
        """One's own letters; a lead's all."""
        rows = super().get_queryset(request)
        return (
            rows if request.user.has_perm("volunteers.see_all_applications") else rows.filter(created_by=request.user)
        )

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def has_add_permission(self, request):
        return False  # only from the worklist, for those who were chosen there

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        view = self.admin_site.admin_view(require_POST(self.write_view))
        return [path("write/", view, name="volunteers_bulkletter_write"), *super().get_urls()]

    # --- Writing -----------------------------------------------------------------------------------------------------
    def write_view(self, request):
        """Preview, then send. A second click on "send" leads to what the first has sent."""
        if not request.user.has_perm("volunteers.add_bulkletter"):
            raise PermissionDenied
        form = BulkForm(request.POST)
        is_valid = form.is_valid()
        if not {"status", "chosen", "key"} <= form.cleaned_data.keys():  # not from our page
            messages.error(request, _("Choose the applications in the list anew."))
            return redirect("admin:volunteers_application_changelist")
        status, chosen = form.cleaned_data["status"], form.cleaned_data["chosen"]
        if not is_valid or "send" not in request.POST:
            previews = form.previews() if is_valid and "again" not in request.POST else ()
            return compose(request, form, status, chosen, previews)
        already = BulkLetter.objects.filter(idempotency_key=form.cleaned_data["key"]).exists()
        sent = bulk.write(form.texts(), status=status, chosen=chosen, by=request.user, key=form.cleaned_data["key"])
        if already:
            messages.warning(request, _("This letter has been sent already. Nothing was sent twice."))
        else:
            self._tell(request, sent, len(set(chosen)))
        return redirect("admin:volunteers_bulkletter_change", sent.pk)

    def _tell(self, request, sent: BulkLetter, chosen: int) -> None:
        self.log_addition(request, sent, _("letter to many"))
        posted = sent.recipients.filter(outcome=BulkRecipient.Outcome.POSTED).count()
        told = ngettext("%(count)d letter is on its way.", "%(count)d letters are on their way.", posted)
        messages.success(request, told % {"count": posted})
        if left := chosen - sent.recipients.count():
            told = ngettext(
                "%(count)d application is handled by a colleague now and was left out.",
                "%(count)d applications are handled by colleagues now and were left out.",
                left,
            )
            messages.warning(request, told % {"count": left})

    # --- What was written --------------------------------------------------------------------------------------------
    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Letters to many"), **(extra_context or {})})

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Person by person, as their letters stand now."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        sent = self.get_object(request, object_id)
        recipients = sent.recipients.filter(application__in=visible_applications(request.user))
        rows = [
            {
                "number": recipient.application.number,
                "address": reverse("admin:volunteers_application_change", args=[recipient.application_id]),
                **how_it_went(recipient),
            }
            for recipient in recipients.select_related("application", "letter").order_by("application__number")
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": sent.subject_lt,
            "opts": self.opts,
            "sent": sent,
            "rows": rows,
            "hidden": sent.recipients.count() - len(rows),
            "status": Application.Status(sent.status).label,
        }
        return TemplateResponse(request, "admin/volunteers/bulkletter/result.html", context)


def how_it_went(recipient: BulkRecipient) -> dict:
    """In words, from the letter as it stands now; its record is deleted earlier than ours at most by a night."""
    letter, outcome = recipient.letter, recipient.get_outcome_display()
    if recipient.outcome != BulkRecipient.Outcome.POSTED:
        return {"words": outcome, "at": None, "css_class": "state"}
    if letter is None:
        return {"words": _("sent long ago"), "at": None, "css_class": "state"}
    words = {
        Letter.Status.WAITING: _("waiting to be sent"),
        Letter.Status.SENT: _("sent"),
        Letter.Status.FAILED: _("could not be sent"),
        Letter.Status.DROPPED: _("not sent: the status changed first"),
    }
    css_classes = {Letter.Status.SENT: "state state--open", Letter.Status.FAILED: "state state--late"}
    return {"words": words[letter.status], "at": letter.sent_at, "css_class": css_classes.get(letter.status, "state")}
