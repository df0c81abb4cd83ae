"""What contacts showed beyond their words, and in which cells it may be told; automatic mails told apart.

No colleague stands in either: of a cell only is told how many different ones helped in it.
"""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("wortel.insight.migrations.0003_show_shared_minutes").CONTACT
CONTACT = BEFORE.replace("\nFROM contacts_contact contact\n", ",\n    contact.is_automatic\nFROM contacts_contact contact\n")
HERE = """
CROSS JOIN (
    SELECT COALESCE((SELECT time_zone FROM accounts_organisation WHERE id = 1), 'Europe/Amsterdam') AS time_zone
) here
"""
SIGNAL = f"""
SELECT
    signal.id,
    signal.at AS seen_at,
    to_char(signal.at AT TIME ZONE here.time_zone, 'YYYY-MM') COLLATE "C" AS month,
    date_trunc('week', signal.at AT TIME ZONE here.time_zone)::date AS week,
    signal.kind COLLATE "C" AS kind,
    COALESCE(reason.code, '') COLLATE "C" AS reason,
    COALESCE(contact.channel, '') COLLATE "C" AS channel
FROM signals_signal signal
LEFT JOIN contacts_contact contact ON contact.id = signal.contact_id
LEFT JOIN reasons_givenreason given ON given.contact_id = contact.id
LEFT JOIN reasons_reason reason ON reason.id = given.reason_id
{HERE}
WHERE signal.undone_at IS NULL
"""
# A month at a time, so that the index on the moment is used for the months that are asked for and no others.
# Where week, reason or channel is null it stands for all of them.
CELL = f"""
SELECT span.month COLLATE "C" AS month, span.begins AS seen_at, cell.week, cell.reason, cell.channel, cell.contacts,
    cell.employees
FROM (
    SELECT to_char(begun, 'YYYY-MM') AS month, begun AT TIME ZONE here.time_zone AS begins,
        (begun + interval '1 month') AT TIME ZONE here.time_zone AS ends, here.time_zone
    FROM (SELECT min(started_at) AS first, max(started_at) AS latest FROM contacts_contact WHERE direction = 'in') known
    {HERE}
    CROSS JOIN LATERAL generate_series(
        date_trunc('month', known.first AT TIME ZONE here.time_zone), known.latest AT TIME ZONE here.time_zone,
        interval '1 month'
    ) begun
) span
CROSS JOIN LATERAL (
    WITH came AS (
        SELECT contact.id, contact.conversation_id, contact.agent_id, contact.channel COLLATE "C" AS channel,
            COALESCE(reason.code, '') COLLATE "C" AS reason,
            date_trunc('week', contact.started_at AT TIME ZONE span.time_zone)::date AS week
        FROM contacts_contact contact
        LEFT JOIN reasons_givenreason given ON given.contact_id = contact.id
        LEFT JOIN reasons_reason reason ON reason.id = given.reason_id
        WHERE contact.started_at >= span.begins AND contact.started_at < span.ends AND contact.direction = 'in'
          AND NOT contact.is_spam AND NOT contact.asked_by_us AND NOT contact.is_automatic
          AND (contact.channel <> 'phone' OR contact.is_answered)
    ), helped AS (
        SELECT week, reason, channel, agent_id, count(*) AS contacts FROM came GROUP BY 1, 2, 3, 4
        UNION ALL
        SELECT came.week, came.reason, came.channel, answer.agent_id, 0 FROM came
        JOIN contacts_contact answer ON answer.conversation_id = came.conversation_id
        WHERE answer.direction = 'out' AND answer.agent_id IS NOT NULL
        GROUP BY 1, 2, 3, 4
    )
    SELECT week, reason, channel, sum(contacts)::bigint AS contacts, count(DISTINCT agent_id) AS employees
    FROM helped GROUP BY CUBE (week, reason, channel)
    HAVING sum(contacts) > 0
) cell
"""


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0005_show_causes"),
        ("contacts", "0001_first"),
        ("reasons", "0001_first"),
        ("signals", "0002_see_signals"),
    ]
    operations = [
        # A column may be added to a view and not taken off it, so on the way back it is made anew.
        migrations.RunSQL(
            f"CREATE OR REPLACE VIEW fact_contact AS {CONTACT}",
            f"DROP VIEW fact_contact; CREATE VIEW fact_contact AS {BEFORE}",
        ),
        migrations.RunSQL(f"CREATE VIEW fact_signal AS {SIGNAL}", "DROP VIEW fact_signal"),
        migrations.RunSQL(f"CREATE VIEW fact_cell AS {CELL}", "DROP VIEW fact_cell"),
    ]
