"""Projects with all that belongs to them: money, partners, results, and the links from both ends."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.forms.models import BaseInlineFormSet
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modeltranslation.admin import TranslationStackedInline

from lvg_portal.admin.publishing import PUBLICATION, PublishableAdmin, pair
from lvg_portal.templatetags.portal import eur
from projects import money
from projects.models import FundingLine, Partnership, Project, ProjectLink, Result
from projects.templatetags.projects import total, years
from projects.views.projects import render_project


class FundingFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        if any(self.errors):
            return
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data and form not in self.deleted_forms]
        missing = money.own_contribution_missing(
            self.instance.kind, [(row["source"], row["amount_eur"]) for row in rows]
        )
        if missing:
            raise ValidationError(
                _("Own contribution is %(missing)s short: it must be at least 5 % of the total."),
                params={"missing": eur(missing)},
            )


class FundingInline(TranslationStackedInline):
    model = FundingLine
    formset = FundingFormSet
    fields = [("source", "amount_eur", "share_percent"), pair("title"), ("is_approximate", "order")]
    extra = 0


# Stacked: a table's fields would have no label of their own for those who do not see its head.
class PartnershipInline(admin.StackedInline):
    model = Partnership
    fields = [("organisation", "role", "order")]
    autocomplete_fields = ["organisation"]
    extra = 0


class ResultInline(TranslationStackedInline):
    model = Result
    fields = [pair("indicator"), ("value", *pair("unit")), ("audience", "order")]
    extra = 0


class EarlierInline(admin.StackedInline):
    model = ProjectLink
    fk_name = "later"
    fields = [("earlier", "kind")]
    autocomplete_fields = ["earlier"]
    extra = 0
    verbose_name = _("earlier or enabling project")
    verbose_name_plural = _("What came before: projects that this one carries on, that made it possible")


class LaterInline(admin.StackedInline):
    model = ProjectLink
    fk_name = "earlier"
    fields = [("kind", "later")]
    autocomplete_fields = ["later"]
    extra = 0
    verbose_name = _("later project")
    verbose_name_plural = _("What came after: projects that carry this one on, that it made possible")


@admin.register(Project)
class ProjectAdmin(PublishableAdmin):
    list_display = ["title", "kind", "years", "stage", "total", "publication", "is_example"]
    list_filter = ["status", "kind", "stage", "main_theme", "is_example"]
    ordering = [F("start_year").desc(nulls_last=True), "-pk"]
    search_fields = ["title_lt", "title_en", "code", "slug_lt", "slug_en"]
    autocomplete_fields = ["programme", "places", "cover", "gallery"]
    inlines = [FundingInline, PartnershipInline, ResultInline, EarlierInline, LaterInline]
    fieldsets = [
        (None, {"fields": [pair("title"), pair("slug"), pair("summary"), pair("goal"), pair("body")]}),
        (_("Pictures"), {"fields": ["cover", "gallery"]}),
        (_("What it is"), {"fields": [("kind", "stage"), "programme", "code"]}),
        (_("When"), {"fields": [("start_year", "end_year"), ("start_on", "end_on")]}),
        (_("Money"), {"fields": [("total_eur", "total_is_approximate")]}),
        (_("About what and for whom"), {"fields": ["main_theme", "themes", "verbs", "audiences", "places"]}),
        PUBLICATION,
        (_("Where the facts come from"), {"fields": ["sources"]}),
    ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name not in self.autocomplete_fields:
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description=pgettext_lazy("project", "years"), ordering="start_year")
    def years(self, project):
        return years(project)

    @admin.display(description=_("total"), ordering="total_eur")
    def total(self, project):
        return total(project)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as error:
            # Each link was lawful when its row was checked, but with another row, or one that a colleague saved
            # meanwhile, they close a circle. Saving was undone as a whole.
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect(request.path)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        project = form.instance
        if project.main_theme_id:
            project.themes.add(project.main_theme_id)

    def preview_response(self, request, project):
        return render_project(request, project)
