"""The fact tables: what `metrics` reads, by name, on PostgreSQL here and in Parquet elsewhere.

A room that changes the type of a column named here drops these views and makes them again in the same migration.
"""

from django.db import migrations

# Names compare by their bytes, whatever the language of the database.
FACTS = {
    "fact_contact": """
SELECT
    contact.id,
    COALESCE(contact.code, '') COLLATE "C" AS code,
    contact.started_at,
    contact.ended_at,
    (contact.started_at AT TIME ZONE here.time_zone)::date AS day,
    to_char(contact.started_at AT TIME ZONE here.time_zone, 'YYYY-MM') COLLATE "C" AS month,
    contact.channel COLLATE "C" AS channel,
    contact.direction COLLATE "C" AS direction,
    contact.is_spam,
    contact.asked_by_us,
    contact.is_answered,
    contact.customer_id AS customer,
    COALESCE(reason.code, '') COLLATE "C" AS reason,
    COALESCE(team.name, '') COLLATE "C" AS team,
    contact.minutes,
    frozen.minutes AS frozen_minutes,
    frozen.eur_per_minute AS frozen_eur_per_minute,
    frozen.fee_eur AS frozen_fee_eur,
    contact.transfers,
    contact.wait_seconds,
    contact.callback_promised OR EXISTS (
        SELECT FROM cases_part part JOIN cases_promise promise ON promise.case_id = part.case_id
        WHERE part.conversation_id = contact.conversation_id AND promise.kind = 'call_back'
    ) AS callback_promised,
    contact.follow_up_open OR EXISTS (
        SELECT FROM cases_part part JOIN cases_promise promise ON promise.case_id = part.case_id
        WHERE part.conversation_id = contact.conversation_id AND promise.kept_at IS NULL
    ) AS follow_up_open,
    COALESCE(outcome.is_cause_open, FALSE) AS is_cause_open,
    COALESCE((
        SELECT COALESCE(kept.code, problem.code)
        FROM problems_flag flag
        JOIN problems_problem problem ON problem.id = flag.problem_id
        LEFT JOIN problems_problem kept ON kept.id = problem.merged_into_id
        WHERE flag.contact_id = contact.id AND flag.kind = 'cause'
        ORDER BY flag.share DESC, COALESCE(kept.code, problem.code) COLLATE "C"
        LIMIT 1
    ), '') COLLATE "C" AS own_problem,
    COALESCE((
        SELECT string_agg(lack.means, ';' ORDER BY lack.means COLLATE "C") FROM signals_lack lack
        WHERE lack.contact_id = contact.id
    ), '') COLLATE "C" AS lacked,
    (SELECT score FROM quality_answer WHERE contact_id = contact.id AND question = 'csat') AS csat,
    (SELECT score FROM quality_answer WHERE contact_id = contact.id AND question = 'nps') AS nps,
    (SELECT score FROM quality_answer WHERE contact_id = contact.id AND question = 'ces') AS ces,
    (SELECT score FROM quality_answer WHERE contact_id = contact.id AND question = 'friendliness') AS friendliness
FROM contacts_contact contact
CROSS JOIN (
    SELECT COALESCE((SELECT time_zone FROM accounts_organisation WHERE id = 1), 'Europe/Amsterdam') AS time_zone
) here
LEFT JOIN reasons_givenreason given ON given.contact_id = contact.id
LEFT JOIN reasons_reason reason ON reason.id = given.reason_id
LEFT JOIN accounts_team team ON team.id = contact.team_id
LEFT JOIN cases_outcome outcome ON outcome.contact_id = contact.id
LEFT JOIN problems_contactcost frozen ON frozen.contact_id = contact.id
""",
    "fact_order": """
SELECT
    bought.id,
    bought.placed_at,
    (bought.placed_at AT TIME ZONE here.time_zone)::date AS day,
    to_char(bought.placed_at AT TIME ZONE here.time_zone, 'YYYY-MM') COLLATE "C" AS month
FROM orders_order bought
CROSS JOIN (
    SELECT COALESCE((SELECT time_zone FROM accounts_organisation WHERE id = 1), 'Europe/Amsterdam') AS time_zone
) here
WHERE bought.placed_at IS NOT NULL
""",
    # Who each merged customer turned out to be; a circle ends where it was entered twice.
    "fact_merge": """
WITH RECURSIVE climb AS (
    SELECT id AS customer, merged_into_id AS standing, 1 AS depth
    FROM customers_customer WHERE merged_into_id IS NOT NULL
    UNION ALL
    SELECT climb.customer, above.merged_into_id, climb.depth + 1
    FROM climb JOIN customers_customer above ON above.id = climb.standing
    WHERE above.merged_into_id IS NOT NULL AND climb.depth < 20
)
SELECT DISTINCT ON (customer) customer, standing FROM climb ORDER BY customer, depth DESC
""",
    "fact_reason": """
SELECT reason.code COLLATE "C" AS reason, COALESCE(parent.code, '') COLLATE "C" AS parent,
    reason.demand COLLATE "C" AS demand, reason.customer_sign COLLATE "C" AS customer_sign,
    reason.company_sign COLLATE "C" AS company_sign
FROM reasons_reason reason LEFT JOIN reasons_reason parent ON parent.id = reason.parent_id
""",
    "fact_problem": """
SELECT problem.code COLLATE "C" AS problem, problem.closed_at FROM problems_problem problem
""",
    # A rule holds for a reason and for everything below it.
    "fact_rule": """
WITH RECURSIVE below AS (
    SELECT COALESCE(kept.code, problem.code) AS problem, rule.reason_id AS reason_id, rule.not_first_channel
    FROM problems_rule rule
    JOIN problems_problem problem ON problem.id = rule.problem_id
    LEFT JOIN problems_problem kept ON kept.id = problem.merged_into_id
    UNION
    SELECT below.problem, child.id, below.not_first_channel
    FROM below JOIN reasons_reason child ON child.parent_id = below.reason_id
)
SELECT below.problem COLLATE "C" AS problem, reason.code COLLATE "C" AS reason,
    below.not_first_channel COLLATE "C" AS not_first_channel
FROM below JOIN reasons_reason reason ON reason.id = below.reason_id
""",
    "fact_owner": """
SELECT problem.code COLLATE "C" AS problem, owner.name COLLATE "C" AS owner, ownership.share
FROM problems_ownership ownership
JOIN problems_problem problem ON problem.id = ownership.problem_id
JOIN problems_processowner owner ON owner.id = ownership.owner_id
WHERE ownership.until IS NULL
""",
    "fact_rate": """
SELECT COALESCE(team.name, '') COLLATE "C" AS team, rate.valid_from,
    COALESCE(lead(rate.valid_from) OVER (PARTITION BY rate.team_id ORDER BY rate.valid_from), '9999-12-31') AS valid_until,
    rate.eur_per_minute
FROM problems_rate rate LEFT JOIN accounts_team team ON team.id = rate.team_id
""",
    "fact_fee": """
SELECT fee.channel COLLATE "C" AS channel, fee.valid_from,
    COALESCE(lead(fee.valid_from) OVER (PARTITION BY fee.channel ORDER BY fee.valid_from), '9999-12-31') AS valid_until,
    fee.fee_eur
FROM problems_channelfee fee
""",
    "fact_minutes": """
SELECT reason.code COLLATE "C" AS reason, standard.channel COLLATE "C" AS channel, standard.valid_from,
    COALESCE(
        lead(standard.valid_from) OVER (PARTITION BY standard.reason_id, standard.channel ORDER BY standard.valid_from),
        '9999-12-31'
    ) AS valid_until,
    standard.minutes
FROM problems_standardminutes standard JOIN reasons_reason reason ON reason.id = standard.reason_id
""",
    "fact_budget": """
SELECT budget.month COLLATE "C" AS month, budget.cost_eur, budget.practical_minutes FROM problems_budget budget
""",
}


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_first"),
        ("cases", "0001_first"),
        ("contacts", "0001_first"),
        ("customers", "0001_first"),
        ("orders", "0001_first"),
        ("problems", "0001_first"),
        ("quality", "0001_first"),
        ("reasons", "0001_first"),
        ("signals", "0001_first"),
    ]
    operations = [migrations.RunSQL(f"CREATE VIEW {name} AS {query}", f"DROP VIEW {name}") for name, query in FACTS.items()]
