"""A link to erased data stays for a while, knowing no application, to say that they are erased."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0003_rules_of_consent")]

    operations = [
        migrations.AlterField(
            model_name="token",
            name="application",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tokens",
                to="volunteers.application",
            ),
        ),
        # Taken back, such links end at once.
        migrations.RunSQL(migrations.RunSQL.noop, "DELETE FROM volunteers_token WHERE application_id IS NULL"),
    ]
