"""Two applications that staff merged to one person may both tell what would help, under one consent."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0004_links_outlive_the_data")]

    operations = [
        migrations.AlterField(
            model_name="supportneed",
            name="consent",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="support_needs",
                to="volunteers.consent",
            ),
        ),
    ]
