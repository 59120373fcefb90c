"""Write the staff groups and their rights to the database (migrate does it too)."""

from django.core.management.base import BaseCommand

from lvg_portal import roles


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        roles.write()
        return f"{len(roles.ROLES)} roles written"
