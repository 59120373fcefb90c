"""What the database itself demands of consents; and the age bands of applications made before they were kept."""

from django.db import migrations

# A support need stands on a consent of the same person, to a text about support needs, not withdrawn (GDPR art. 9).
SUPPORT_NEED = """
CREATE FUNCTION support_need_has_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM volunteers_consent AS consent
        JOIN volunteers_consenttext AS words ON words.id = consent.text_id
        JOIN volunteers_application AS application ON application.person_id = consent.person_id
        WHERE consent.id = NEW.consent_id AND consent.withdrawn_at IS NULL
            AND words.purpose = 'support' AND application.id = NEW.application_id
    ) THEN
        RAISE EXCEPTION 'a support need stands on an explicit consent that is valid'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'support_need_has_consent';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER support_need_has_consent BEFORE INSERT OR UPDATE ON volunteers_supportneed
    FOR EACH ROW EXECUTE FUNCTION support_need_has_consent();
"""
# The words somebody agreed to never change: a change is a new version.
CONSENT_TEXT = """
CREATE FUNCTION consent_text_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.purpose, NEW.version, NEW.language, NEW.body) IS DISTINCT FROM
            (OLD.purpose, OLD.version, OLD.language, OLD.body)
        AND (EXISTS (SELECT FROM volunteers_consent WHERE text_id = OLD.id)
            OR EXISTS (SELECT FROM volunteers_guardianconsent WHERE text_id = OLD.id))
    THEN
        RAISE EXCEPTION 'somebody has answered this text: add a new version'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'consent_text_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consent_text_stays BEFORE UPDATE ON volunteers_consenttext
    FOR EACH ROW EXECUTE FUNCTION consent_text_stays();
"""
AGE_BAND = """
UPDATE volunteers_application AS application SET age_band = CASE
    WHEN years >= 65 THEN '65+' WHEN years >= 30 THEN '30–64' WHEN years >= 18 THEN '18–29' ELSE '14–17' END
FROM (
    SELECT id, extract(year FROM age((SELECT (made.created_at AT TIME ZONE 'Europe/Vilnius')::date
        FROM volunteers_application AS made WHERE made.person_id = person.id), born_on)) AS years
    FROM volunteers_person AS person
) AS person
WHERE person.id = application.person_id;
"""


class Migration(migrations.Migration):
    dependencies = [("volunteers", "0002_serving_and_leaving")]

    operations = [
        migrations.RunSQL(
            SUPPORT_NEED,
            "DROP TRIGGER support_need_has_consent ON volunteers_supportneed; DROP FUNCTION support_need_has_consent;",
        ),
        migrations.RunSQL(
            CONSENT_TEXT,
            "DROP TRIGGER consent_text_stays ON volunteers_consenttext; DROP FUNCTION consent_text_stays;",
        ),
        migrations.RunSQL(AGE_BAND, migrations.RunSQL.noop),
    ]
