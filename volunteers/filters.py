"""The filters of opportunities, by what one can do: plain GET parameters, their values the same in both languages."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from volunteers.age import OLDEST, VOLUNTEERS_FROM
from volunteers.models import Opportunity
from volunteers.words import Word, all_words

Setting = Opportunity.Setting
KINDS = [(value, capfirst(label)) for value, label in Opportunity.Kind.choices]
SETTINGS = [(value, capfirst(label)) for value, label in Setting.choices if value != Setting.BOTH]


class AgeFilter(django_filters.Filter):
    field_class = forms.IntegerField


class OpportunityFilter(django_filters.FilterSet):
    setting = django_filters.ChoiceFilter(
        label=_("On site or remote"),
        choices=SETTINGS,
        empty_label=pgettext_lazy("on site or remote", "Either"),
        method="at_setting",
    )
    kind = django_filters.ChoiceFilter(
        label=_("How long"),
        choices=KINDS,
        empty_label=pgettext_lazy("how long", "Any"),
    )
    place = django_filters.ChoiceFilter(
        label=_("Eldership"), empty_label=pgettext_lazy("elderships", "All"), method="in_place"
    )
    theme = django_filters.ChoiceFilter(label=_("Theme"), empty_label=pgettext_lazy("themes", "All"), method="of_word")
    help = django_filters.ChoiceFilter(
        label=_("What would help you"), empty_label=pgettext_lazy("help to take part", "Any"), method="of_word"
    )
    age = AgeFilter(
        label=_("Your age"), method="at_age", min_value=1, max_value=OLDEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3, "autocomplete": "off"}),
    )  # fmt: skip
    verb = django_filters.ChoiceFilter(method="of_word", widget=forms.HiddenInput)

    class Meta:
        model = Opportunity
        fields = ["setting", "kind", "place", "theme", "help", "age", "verb"]

    def __init__(self, data, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        if not data.get("verb"):  # an empty hidden field would only lengthen the address
            del self.filters["verb"]
        self.words = all_words()
        used_places = {word.parent or word.pk for word in self.of("place") if word.is_used}
        for name in ("theme", "help", "verb", "place"):
            if name not in self.filters:
                continue
            self.filters[name].extra["choices"] = [
                (word.key, capfirst(word.title))
                for word in self.of(name)
                if word.key == data.get(name) or (word.pk in used_places if name == "place" else word.is_used)
            ]

    def of(self, name: str) -> list[Word]:
        """The words of one filter, used or not."""
        return [word for word in self.words if word.filter == name]

    def at_setting(self, queryset, name, value):
        return queryset.filter(setting__in=[value, Setting.BOTH])

    def in_place(self, queryset, name, key):
        """In the eldership or in a town or village of it."""
        places = self.of("place")
        eldership = next(word.pk for word in places if word.key == key)
        return queryset.filter(place__in=[word.pk for word in places if eldership in (word.pk, word.parent)])

    def of_word(self, queryset, name, key):
        field = {"theme": "theme", "help": "support_offered", "verb": "verbs"}[name]
        return queryset.filter(**{field: next(word.pk for word in self.of(name) if word.key == key)})

    def at_age(self, queryset, name, age):
        return queryset.filter(Q(max_age__isnull=True) | Q(max_age__gte=age), min_age__lte=age)

    @property
    def is_narrowed(self) -> bool:
        """By what stands in the form, not in the chips."""
        return any(self._asked(name) not in (None, "") for name in self.filters if name != "verb")

    @property
    def is_asked(self) -> bool:
        return self.is_narrowed or bool(self._asked("verb"))

    @property
    def is_too_young(self) -> bool:
        return (self._asked("age") or VOLUNTEERS_FROM) < VOLUNTEERS_FROM

    @property
    def chips(self) -> list[Word]:
        """The verbs for which hands are needed, and the chosen one."""
        return [word for word in self.of("verb") if word.is_used or word.key == self._asked("verb")]

    @property
    def support_options(self) -> list[Word]:
        """What people may tick in the form; "something else" is no example."""
        return [word for word in self.of("help") if word.key != "other"]

    def _asked(self, name: str):
        """What was asked and understood; other parameters may be junk meanwhile."""
        self.form.is_valid()
        return self.form.cleaned_data.get(name)
