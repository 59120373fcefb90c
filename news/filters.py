"""The filters of news and of events: plain GET parameters, their values the same in both languages."""

import django_filters
from django.db.models import Exists, OuterRef
from django.forms import HiddenInput
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from projects.models import Place, Project, Theme, Verb

from .archive import year_span
from .models import Article, Category, Event
from .months import FIRST_YEAR, LAST_YEAR


def public_projects(request):
    return Project.objects.public()


class ArticleFilter(django_filters.FilterSet):
    category = django_filters.ChoiceFilter(method="of_category")
    theme = django_filters.ModelChoiceFilter(queryset=Theme.objects.all(), to_field_name="key")
    project = django_filters.ModelChoiceFilter(
        field_name="projects", queryset=public_projects, to_field_name="slug_lt", distinct=False
    )

    class Meta:
        model = Article
        fields = ["category", "theme", "project"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        used = Exists(Article.objects.public().filter(category=OuterRef("pk")))
        self.categories = list(Category.objects.annotate(is_used=used))
        self.filters["category"].extra["choices"] = [(category.key, category.title) for category in self.categories]

    def of_category(self, queryset, name, key):
        # By number, not by key: only so can PostgreSQL walk down the index that is in the order of the list.
        return queryset.filter(category=next(row.pk for row in self.categories if row.key == key))

    @property
    def chips(self) -> list[Category]:
        """The categories that have news, and the chosen one."""
        self.form.is_valid()
        chosen = self.form.cleaned_data.get("category")
        return [row for row in self.categories if row.is_used or row.key == chosen]


KINDS = [(value, capfirst(label)) for value, label in Event.Kind.choices]


class EventFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KINDS, empty_label=pgettext_lazy("kinds", "All"))
    place = django_filters.ChoiceFilter(
        label=_("Eldership"), empty_label=pgettext_lazy("elderships", "All"), method="in_place"
    )
    verb = django_filters.ChoiceFilter(method="for_verb", widget=HiddenInput)
    project = django_filters.ModelChoiceFilter(queryset=public_projects, to_field_name="slug_lt", widget=HiddenInput)
    when = django_filters.ChoiceFilter(choices=[("past", _("past"))], method="at_any_time", widget=HiddenInput)
    year = django_filters.TypedChoiceFilter(
        choices=[(str(year), year) for year in range(FIRST_YEAR, LAST_YEAR + 1)],
        coerce=int,
        method="in_year",
        widget=HiddenInput,
    )

    class Meta:
        model = Event
        fields = ["kind", "place", "verb", "project", "when", "year"]

    def __init__(self, data, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        for name in ("verb", "project", "when", "year"):  # an empty hidden field would only lengthen the address
            if not data.get(name):
                del self.filters[name]
        self.places = list(Place.objects.all())
        self.filters["place"].extra["choices"] = [
            (place.key, place.title) for place in self.places if place.kind == Place.Kind.ELDERSHIP
        ]
        open_now = Exists(Event.objects.public().upcoming().filter(verbs=OuterRef("pk")))
        self.verbs = list(Verb.objects.annotate(is_open=open_now))
        if "verb" in self.filters:
            self.filters["verb"].extra["choices"] = [(verb.key, verb.title) for verb in self.verbs]

    def in_place(self, queryset, name, key):
        """In the eldership or in a town or village of it."""
        eldership = next(place.pk for place in self.places if place.key == key)
        return queryset.filter(place__in=[row.pk for row in self.places if eldership in (row.pk, row.parent_id)])

    def for_verb(self, queryset, name, key):
        return queryset.filter(verbs=next(verb.pk for verb in self.verbs if verb.key == key))

    def in_year(self, queryset, name, year):
        start, end = year_span(year)
        return queryset.filter(starts_at__gte=start, starts_at__lt=end)

    def at_any_time(self, queryset, name, value):
        return queryset  # the view asks: what is past stands in another order

    @property
    def is_narrowed(self) -> bool:
        """By what stands in the form, not in the chips."""
        return bool(self._asked("kind") or self._asked("place"))

    @property
    def is_past(self) -> bool:
        return self._asked("when") == "past"

    @property
    def chips(self) -> list[Verb]:
        """The verbs for which something is to come, and the chosen one."""
        return [verb for verb in self.verbs if verb.is_open or verb.key == self._asked("verb")]

    def _asked(self, name: str):
        """What was asked and understood; other parameters may be junk meanwhile."""
        self.form.is_valid()
        return self.form.cleaned_data.get(name)
