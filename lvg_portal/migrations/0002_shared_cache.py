"""The table of the cache that all server processes share (throttles)."""

from django.core.management import call_command
from django.db import migrations


def make(apps, schema_editor):
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("lvg_portal", "0001_initial")]
    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
        migrations.RunSQL(migrations.RunSQL.noop, "DROP TABLE IF EXISTS shared_cache"),
    ]
