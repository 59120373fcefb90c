"""The filters of the portal's own lists."""

import django_filters
from django.utils.translation import gettext_lazy as _

from lvg_portal.models import Document


class DocumentFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Document.Kind.choices, empty_label=_("All kinds"))
    year = django_filters.ChoiceFilter(label=_("Year"), empty_label=_("All years"))
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=[("lt", _("Lithuanian")), ("en", _("English"))], empty_label=_("All languages")
    )

    class Meta:
        model = Document
        fields = ["kind", "year", "language"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = self.queryset.exclude(year=None).order_by("-year").values_list("year", flat=True).distinct()
        self.filters["year"].extra["choices"] = [(year, year) for year in years]
