"""A draft made from what there is already: next year's celebration differs from this year's by its day only."""

from itertools import count

from django.contrib import admin, messages
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lvg_portal.models import OldAddress, Publishable

SLUG_LENGTH = 120


def free_address(model, language: str, slug: str) -> str:
    """The slug with the first number after it that no item has now or had once."""
    now = model.objects.values_list(f"slug_{language}", flat=True)
    once = OldAddress.objects.filter(kind=model._meta.label_lower, language=language).values_list("slug", flat=True)
    stem = slug[: SLUG_LENGTH - 5]
    taken = {*now.filter(**{f"slug_{language}__startswith": stem}), *once.filter(slug__startswith=stem)}
    return next(f"{stem}-{number}" for number in count(2) if f"{stem}-{number}" not in taken)


@transaction.atomic
def copy_of(item: Publishable) -> Publishable:
    """A draft with everything the item has, at an address of its own."""
    many = {field.name: list(getattr(item, field.name).all()) for field in item._meta.many_to_many}
    copy = type(item).objects.get(pk=item.pk)
    copy.pk, copy._state.adding = None, True
    copy._slugs_before = {}  # the original keeps its address: it is no old one of the copy
    for language in ("lt", "en"):
        if slug := getattr(item, f"slug_{language}"):
            setattr(copy, f"slug_{language}", free_address(type(item), language, slug))
    copy.status, copy.published_at = Publishable.Status.DRAFT, None
    if hasattr(copy, "sequence"):
        copy.sequence = 0
    copy.save()
    for name, rows in many.items():
        getattr(copy, name).set(rows)
    return copy


@admin.action(description=_("Duplicate the selected as drafts"), permissions=["add"])
def duplicate(modeladmin, request, queryset):
    copies = [copy_of(item) for item in queryset]
    for copy in copies:
        modeladmin.log_addition(request, copy, [{"added": {}}])
    message = ngettext("%(count)d draft made.", "%(count)d drafts made.", len(copies)) % {"count": len(copies)}
    modeladmin.message_user(request, message, messages.SUCCESS)
    if len(copies) == 1:
        name = f"{modeladmin.admin_site.name}:{copies[0]._meta.app_label}_{copies[0]._meta.model_name}_change"
        return redirect(reverse(name, args=[copies[0].pk]))
    return None
