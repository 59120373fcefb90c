"""Two applications that staff merged to one person may both tell what would help, under one consent."""

import django.db.models.deletion
from django.db import migrations, models

# Taken back, one answer stands on a consent: the later one stays.
ONE_ANSWER = """
CREATE TEMPORARY TABLE earlier ON COMMIT DROP AS
    SELECT one.id FROM volunteers_supportneed AS one
    JOIN volunteers_supportneed AS later ON later.consent_id = one.consent_id AND later.id > one.id;
DELETE FROM volunteers_supportneed_options WHERE supportneed_id IN (SELECT id FROM earlier);
DELETE FROM volunteers_supportneed WHERE id IN (SELECT id FROM earlier);
SET CONSTRAINTS ALL IMMEDIATE;
"""


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
        migrations.RunSQL(migrations.RunSQL.noop, ONE_ANSWER),
    ]
