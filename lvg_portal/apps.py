from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "lvg_portal"
    verbose_name = _("Portal")

    def ready(self):
        from lvg_portal import letters, roles  # noqa: F401 - letters registers who writes what

        # By the turn of auth, which stands behind our apps, every permission of ours has been made.
        post_migrate.connect(roles.write, sender=apps.get_app_config("auth"), dispatch_uid="lvg_portal.roles")


class PortalAdminConfig(AdminConfig):
    default_site = "lvg_portal.back_office.PortalAdminSite"
