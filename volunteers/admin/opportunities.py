"""Where hands are needed: written, scheduled and published by the coordinators."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from lvg_portal.admin.publishing import PUBLICATION, PublishableAdmin, pair
from volunteers.models import Opportunity
from volunteers.views.opportunities import render_opportunity


@admin.register(Opportunity)
class OpportunityAdmin(PublishableAdmin):
    list_display = ["title", "kind", "starts_at", "opens_on", "closes_on", "capacity", "publication", "is_example"]
    list_filter = ["status", "kind", "setting", "theme", "is_example"]
    list_select_related = ["theme"]
    search_fields = ["title_lt", "title_en", "summary_lt", "where_lt"]
    autocomplete_fields = ["cover"]
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    fieldsets = [
        (None, {"fields": [pair("title"), pair("slug"), pair("summary"), pair("body"), "cover"]}),
        (
            _("When and where"),
            {
                "fields": [
                    ("kind", "setting"),
                    ("starts_at", "ends_at", "is_all_day"),
                    ("hours_per_week",),
                    pair("hours_note"),
                    "place",
                    pair("where"),
                    pair("accessibility"),
                ]
            },
        ),
        (
            _("Who"),
            {
                "fields": [
                    ("min_age", "max_age"),
                    ("capacity", "has_waiting_list"),
                    "with_children",
                    pair("welcome_note"),
                    pair("skills"),
                    "languages",
                    "support_offered",
                    "curator",
                ]
            },
        ),
        (_("What they get"), {"fields": [pair("you_get"), pair("expenses_covered")]}),
        (_("Belongs to"), {"fields": ["project", "event", "theme", "verbs"]}),
        (_("Applications"), {"fields": [("opens_on", "closes_on")]}),
        PUBLICATION,
    ]

    def preview_response(self, request, item):
        return render_opportunity(request, item)
