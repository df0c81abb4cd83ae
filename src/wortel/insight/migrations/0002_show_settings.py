from django.db import migrations

# One row, also before there is an organisation.
SETTING = """
CREATE VIEW fact_setting AS
SELECT COALESCE(max(time_zone), 'Europe/Amsterdam') AS time_zone,
    COALESCE(max(repeat_window_hours), 168) AS repeat_window_hours
FROM accounts_organisation WHERE id = 1
"""


class Migration(migrations.Migration):
    dependencies = [("insight", "0001_show_facts")]
    operations = [migrations.RunSQL(SETTING, "DROP VIEW fact_setting")]
