"""Events, as editors write them."""

from django import forms
from django.contrib import admin
from django.db import models
from django.utils.translation import gettext_lazy as _

from lvg_portal.admin.publishing import PUBLICATION, PublishableAdmin, pair
from lvg_portal.templatetags.portal import date_range, time_range
from news.forms import EventForm
from news.models import Event
from news.views.events import render_event
from projects.models import Place

from .copies import duplicate


@admin.register(Event)
class EventAdmin(PublishableAdmin):
    form = EventForm
    list_display = ["title", "when", "kind", "place", "state", "publication", "is_example"]
    list_filter = ["status", "state", "kind", ("place", admin.RelatedOnlyFieldListFilter), "is_example"]
    list_select_related = ["place"]
    search_fields = ["title_lt", "title_en", "summary_lt", "summary_en", "where_lt", "slug_lt", "slug_en"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at", "-pk"]
    autocomplete_fields = ["project", "cover"]
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    actions = [*PublishableAdmin.actions, duplicate]
    fieldsets = [
        (None, {"fields": [pair("title"), pair("slug"), "kind", pair("summary"), pair("body"), "cover"]}),
        (_("When"), {"fields": ["is_all_day", ("starts_at", "ends_at"), "date_precision"]}),
        (_("Where"), {"fields": [pair("where"), "place", "online_url", pair("accessibility")]}),
        (_("Places"), {"fields": ["capacity", pair("capacity_note")]}),
        (_("Cancelled?"), {"fields": ["state", pair("cancelled_because")]}),
        (_("Belongs to"), {"fields": ["project", "theme", "verbs", "audiences"]}),
        PUBLICATION,
        (_("Where the facts come from"), {"fields": ["sources"]}),
    ]

    @admin.display(description=_("when"), ordering="starts_at")
    def when(self, event: Event) -> str:
        days = date_range(event.first_day, event.last_day)
        if event.is_all_day or not event.lasts_one_day:
            return days
        return f"{days}, {time_range(event.starts_at, event.ends_at)}"

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "place":
            kwargs["queryset"] = Place.objects.elderships()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def preview_response(self, request, event):
        return render_event(request, event)
