from importlib import import_module

from django.db import migrations

FACTS = import_module("wortel.insight.migrations.0001_show_facts").FACTS
WORKED = """    wortel_worked_minutes(
        contact.minutes, contact.channel, contact.attributes->>'chats_at_once', contact.team_id,
        (contact.started_at AT TIME ZONE here.time_zone)::date
    )::numeric(9, 3) AS minutes,
"""
CONTACT = FACTS["fact_contact"].replace("    contact.minutes,\n", WORKED)
# The problem that stands, when it was merged.
LAUNCH = """
SELECT COALESCE(kept.code, problem.code) COLLATE "C" AS problem, launch.first_on, launch.last_on
FROM problems_launch launch
JOIN problems_problem problem ON problem.id = launch.problem_id
LEFT JOIN problems_problem kept ON kept.id = problem.merged_into_id
WHERE launch.withdrawn_at IS NULL
"""
BEHIND = "SELECT work.contact_id AS contact, work.minutes, work.eur_per_minute FROM problems_workbehind work"


class Migration(migrations.Migration):
    """Minutes of chats are shared; work behind a contact and agreed launches are facts of their own."""

    dependencies = [("insight", "0002_show_settings"), ("problems", "0010_price_work_of_its_kind")]
    operations = [
        migrations.RunSQL(
            f"CREATE OR REPLACE VIEW fact_contact AS {CONTACT}", f"CREATE OR REPLACE VIEW fact_contact AS {FACTS['fact_contact']}"
        ),
        migrations.RunSQL(f"CREATE VIEW fact_launch AS {LAUNCH}", "DROP VIEW fact_launch"),
        migrations.RunSQL(f"CREATE VIEW fact_behind AS {BEHIND}", "DROP VIEW fact_behind"),
    ]
