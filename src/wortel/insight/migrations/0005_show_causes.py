"""The causes of contacts of which not one whole problem is the cause: what the cost is divided by."""

from django.db import migrations

# In the order by which `fact_contact.own_problem` is the first.
MAIN = """(
    SELECT other.id FROM problems_flag other
    JOIN problems_problem its ON its.id = other.problem_id
    LEFT JOIN problems_problem stays ON stays.id = its.merged_into_id
    WHERE other.contact_id = contact.id AND other.kind = 'cause'
    ORDER BY other.share DESC, COALESCE(stays.code, its.code) COLLATE "C" LIMIT 1
)"""
CAUSE = f"""
SELECT
    contact.id AS contact,
    contact.started_at,
    to_char(contact.started_at AT TIME ZONE here.time_zone, 'YYYY-MM') COLLATE "C" AS month,
    COALESCE(kept.code, problem.code) COLLATE "C" AS problem,
    flag.share,
    (
        SELECT sum(other.share) FROM problems_flag other WHERE other.contact_id = contact.id AND other.kind = 'cause'
    )::numeric(9, 4) AS claim,
    flag.id = {MAIN} AS is_main
FROM contacts_contact contact
JOIN problems_flag flag ON flag.contact_id = contact.id AND flag.kind = 'cause'
JOIN problems_problem problem ON problem.id = flag.problem_id
LEFT JOIN problems_problem kept ON kept.id = problem.merged_into_id
CROSS JOIN (
    SELECT COALESCE((SELECT time_zone FROM accounts_organisation WHERE id = 1), 'Europe/Amsterdam') AS time_zone
) here
WHERE contact.direction = 'in' AND (flag.share <> 1 OR EXISTS (
    SELECT FROM problems_flag other
    WHERE other.contact_id = contact.id AND other.kind = 'cause' AND other.id <> flag.id
))
"""


class Migration(migrations.Migration):
    dependencies = [("insight", "0004_show_parcels"), ("problems", "0021_count_parts_of_contacts")]
    operations = [migrations.RunSQL(f"CREATE VIEW fact_cause AS {CAUSE}", "DROP VIEW fact_cause")]
