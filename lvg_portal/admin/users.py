"""Accounts of staff. What a role may do stands in roles.py and is written with every migrate, so it is not edited."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User

from lvg_portal import roles

admin.site.unregister([User, Group])


@admin.register(User)
class StaffAdmin(UserAdmin):
    list_filter = ["is_active", "is_staff", "is_superuser"]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups":
            field.label_from_instance = lambda group: str(roles.TITLES.get(group.name, group.name))
        return field
