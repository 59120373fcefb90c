from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("lvg_portal", "0004_search_columns")]

    operations = [
        migrations.CreateModel(
            name="Throttle",
            fields=[
                ("key", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField(default=0)),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.RunSQL("DROP TABLE IF EXISTS shared_cache", migrations.RunSQL.noop),
    ]
