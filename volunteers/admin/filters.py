"""Filters of the worklist. Age is filtered by band, so that no birth date stands in an address."""

from django.contrib import admin
from django.db.models import Exists, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from volunteers.agebands import BANDS, born_in
from volunteers.models import Application, Task
from volunteers.worklist import HOURS_TO_CONFIRM, OPEN_TASKS, overdue


class RouteFilter(admin.ChoicesFieldListFilter):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = pgettext_lazy("filter by", "route")


class ActivityFilter(admin.RelatedOnlyFieldListFilter):
    """Only the activities of applications that one may see."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.title = pgettext_lazy("filter by", "activity")


class StatusFilter(admin.SimpleListFilter):
    """Open ones unless asked otherwise: a worklist is no archive."""

    title = pgettext_lazy("filter by", "status")
    parameter_name = "status"
    OVERDUE, ALL = "overdue", "all"

    def lookups(self, request, model_admin):
        return [
            (self.OVERDUE, pgettext_lazy("applications", "late")),
            *Application.Status.choices,
            (self.ALL, _("all, closed ones too")),
        ]

    def choices(self, changelist):
        yes, *rest = super().choices(changelist)
        yield {**yes, "display": pgettext_lazy("applications", "open")}
        yield from rest

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset.exclude(status__in=Application.CLOSED)
        if self.value() == self.OVERDUE:
            return overdue(queryset)
        if self.value() in Application.Status.values:
            return queryset.filter(status=self.value())
        return queryset


class TaskFilter(admin.SimpleListFilter):
    """What is to be done by hand."""

    title = pgettext_lazy("filter by", "task")
    parameter_name = "task"
    ANY, HOURS = "any", "hours"

    def lookups(self, request, model_admin):
        return [(self.ANY, _("any task")), (self.HOURS, _("hours to confirm")), *Task.What.choices]

    def queryset(self, request, queryset):
        if self.value() == self.ANY:
            return queryset.filter(Exists(OPEN_TASKS))
        if self.value() == self.HOURS:
            return queryset.filter(Exists(HOURS_TO_CONFIRM))
        if self.value() in Task.What.values:
            return queryset.filter(Exists(OPEN_TASKS.filter(what=self.value())))
        return queryset


class AgeBandFilter(admin.SimpleListFilter):
    title = pgettext_lazy("filter by", "age")
    parameter_name = "age"

    def lookups(self, request, model_admin):
        return [(str(band), str(band)) for band in BANDS]

    def queryset(self, request, queryset: QuerySet):
        band = next((band for band in BANDS if str(band) == self.value()), None)
        if band is None:
            return queryset
        return queryset.filter(born_in(band, timezone.localdate(), "person__"))


class OwnerFilter(admin.SimpleListFilter):
    title = pgettext_lazy("filter by", "owner")
    parameter_name = "whose"

    def lookups(self, request, model_admin):
        return [("mine", pgettext_lazy("applications", "mine")), ("nobody", _("nobody has taken"))]

    def queryset(self, request, queryset):
        if self.value() == "mine":
            return queryset.filter(owner=request.user)
        if self.value() == "nobody":
            return queryset.filter(owner=None)
        return queryset
