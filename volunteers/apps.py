from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class VolunteersConfig(AppConfig):
    name = "volunteers"
    verbose_name = _("Volunteers")

    def ready(self):
        from volunteers import consents, letters  # noqa: F401 - letters registers who writes what

        post_migrate.connect(consents.write_first_texts, sender=self, dispatch_uid="volunteers.consents")
