"""The figures and texts of volunteering that staff keep: terms, steps, questions, ways to help, consent texts."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from lvg_portal.admin.publishing import pair
from volunteers.models import ConsentText, Question, Step, SupportOption, Terms


@admin.register(Terms)
class TermsAdmin(TranslationAdmin):
    fieldsets = [
        (_("The landing page"), {"fields": [pair("lead"), pair("text"), pair("under_14"), pair("easy_to_read")]}),
        (
            _("How long"),
            {
                "description": _("The organisation's lawyer confirms these figures."),
                "fields": [
                    "answer_working_days",
                    ("confirm_days", "guardian_days"),
                    ("info_days", "offer_days"),
                    ("waitlist_months", "reopen_days"),
                    "link_days",
                ],
            },
        ),
        (
            _("Agreements, hours, certificates"),
            {
                "fields": [
                    ("agreement_days", "agreement_hours"),
                    "certificate_working_days",
                    ("announce_working_days", "hour_value_eur"),
                    ("jst_from_age", "jst_to_age"),
                    ("jst_months", "jst_hours", "jst_hours_per_month"),
                ]
            },
        ),
        (
            _("How long data stay"),
            {
                "description": _(
                    "The organisation's lawyer confirms these figures. The privacy notices tell them too: change them "
                    "there as well."
                ),
                "fields": [
                    ("closed_months", "pool_months"),
                    "support_days",
                    ("contact_months", "agreement_years"),
                    "access_log_months",
                ],
            },
        ),
    ]

    def changelist_view(self, request, extra_context=None):
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        # There is one row: its list would be one more click for nothing.
        if self.has_add_permission(request):
            return redirect("admin:volunteers_terms_add")
        return redirect("admin:volunteers_terms_change", 1)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Terms.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


class OrderedTextAdmin(TranslationAdmin):
    """Short texts in an order of their own."""

    def get_readonly_fields(self, request, obj=None):
        # Code and loaded content know a text by its key.
        return ["key"] if obj else []


@admin.register(Step)
class StepAdmin(OrderedTextAdmin):
    list_display = ["title", "order"]
    fields = ["key", "order", pair("title"), pair("text")]


@admin.register(Question)
class QuestionAdmin(OrderedTextAdmin):
    list_display = ["question", "order"]
    search_fields = ["question_lt", "answer_lt", "question_en", "answer_en"]
    fields = ["key", "order", pair("question"), pair("answer")]


@admin.register(SupportOption)
class SupportOptionAdmin(OrderedTextAdmin):
    list_display = ["title", "order"]
    fields = ["key", "order", pair("title")]


class ConsentTextForm(forms.ModelForm):
    def clean(self):
        typed = super().clean()
        if typed.keys() >= {"purpose", "language", "body"}:
            last = _latest(typed["purpose"], typed["language"])
            if last and last.body.splitlines() == typed["body"].splitlines():
                # Two clicks would make a version that nobody has agreed to out of the same words.
                self.add_error("body", _("These very words are the version that holds now."))
        return typed


def _latest(purpose: str, language: str) -> ConsentText | None:
    return ConsentText.objects.filter(purpose=purpose, language=language).order_by("version").last()


@admin.register(ConsentText)
class ConsentTextAdmin(admin.ModelAdmin):
    """Append-only: people agreed to these very words, so a changed text is a new version."""

    list_display = ["purpose", "language", "version", "created_at"]
    list_filter = ["purpose", "language"]
    form = ConsentTextForm
    fields = ["purpose", "language", "body"]

    def get_readonly_fields(self, request, obj=None):
        return ["purpose", "language", "version", "body", "sha256", "created_at"] if obj else []

    def get_fields(self, request, obj=None):
        return ["purpose", "language", "version", "body", "sha256", "created_at"] if obj else self.fields

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        last = _latest(obj.purpose, obj.language)
        obj.version = last.version + 1 if last else 1
        super().save_model(request, obj, form, change)
