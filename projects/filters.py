"""The filters of the project list. Their values are keys that are the same in both languages."""

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lvg_portal.collation import alphabetical
from projects.models import Place, Project, Theme

FIRST_YEAR = 2009  # the group was founded then
KINDS = [
    (Project.Kind.TERRITORIAL, pgettext_lazy("projects", "Territorial")),
    (Project.Kind.INTERNATIONAL, pgettext_lazy("projects", "International")),
    (Project.Kind.MUNICIPAL, pgettext_lazy("projects", "Funded by the municipality")),
    (Project.Kind.NATIONAL, pgettext_lazy("projects", "National")),
    (Project.Kind.STRATEGY, pgettext_lazy("projects", "Strategies")),
]
STAGES = [
    (Project.Stage.PLANNED, pgettext_lazy("projects", "Planned")),
    (Project.Stage.ACTIVE, pgettext_lazy("projects", "Under way")),
    (Project.Stage.COMPLETED, pgettext_lazy("projects", "Completed")),
]


def years() -> list[tuple[int, int]]:
    return [(year, year) for year in range(timezone.localdate().year, FIRST_YEAR - 1, -1)]


class ProjectFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KINDS, empty_label=_("All"))
    theme = django_filters.ModelChoiceFilter(
        label=_("Theme"),
        field_name="themes",
        queryset=Theme.objects.all(),
        to_field_name="key",
        empty_label=_("All"),
    )
    place = django_filters.ModelChoiceFilter(
        label=_("Eldership"),
        field_name="places",
        queryset=lambda request: Place.objects.elderships().order_by(alphabetical("title_lt")),
        to_field_name="key",
        empty_label=_("All"),
    )
    year = django_filters.ChoiceFilter(
        label=_("Year"), choices=years, empty_label=pgettext_lazy("years", "All"), method="of_year"
    )
    status = django_filters.ChoiceFilter(
        label=_("Stage"), field_name="stage", choices=STAGES, empty_label=pgettext_lazy("stage", "Any")
    )
    # A link beside the list chooses the order; here it is only kept while one filters.
    sort = django_filters.ChoiceFilter(
        choices=[("title", "title")], method="in_order", widget=forms.HiddenInput, empty_label=None
    )

    class Meta:
        model = Project
        fields = ["kind", "theme", "place", "year", "status", "sort"]

    def of_year(self, queryset, name, year):
        return queryset.in_year(int(year), timezone.localdate().year)

    def in_order(self, queryset, name, value):
        return queryset.by_title()
