from django.db import migrations, models

# Counted as FORMATS has it: inbound, no spam, no answer to our own question, no abandoned call.
CAUSED = """
CREATE VIEW problems_caused AS
SELECT link.problem_id, link.contact_id
FROM (
    SELECT problem_id, contact_id FROM problems_flag WHERE kind = 'cause'
    UNION
    SELECT rule.problem_id, match.contact_id FROM problems_match match JOIN problems_rule rule ON rule.id = match.rule_id
) link
JOIN contacts_contact contact ON contact.id = link.contact_id
WHERE contact.direction = 'in' AND NOT contact.is_spam AND NOT contact.asked_by_us
  AND (contact.channel <> 'phone' OR contact.is_answered)
"""

# The subqueries run only where nothing was frozen: COALESCE stops at the first value.
PRICE = """
CREATE VIEW problems_price AS
SELECT contact_id, minutes, eur_per_minute, fee_eur, minutes * eur_per_minute + fee_eur AS eur
FROM (
    SELECT contact.id AS contact_id,
        COALESCE(frozen.minutes, contact.minutes, (
            SELECT standard.minutes FROM problems_standardminutes standard
            JOIN reasons_givenreason given ON given.reason_id = standard.reason_id
            WHERE given.contact_id = contact.id AND standard.channel = contact.channel
              AND standard.valid_from <= (contact.started_at AT TIME ZONE here.time_zone)::date
            ORDER BY standard.valid_from DESC LIMIT 1
        ), 0) AS minutes,
        COALESCE(frozen.eur_per_minute, (
            SELECT rate.eur_per_minute FROM problems_rate rate
            WHERE (rate.team_id = contact.team_id OR rate.team_id IS NULL)
              AND rate.valid_from <= (contact.started_at AT TIME ZONE here.time_zone)::date
            ORDER BY rate.team_id NULLS LAST, rate.valid_from DESC LIMIT 1
        ), (
            SELECT budget.cost_eur / NULLIF(budget.practical_minutes, 0) FROM problems_budget budget
            WHERE budget.month = to_char(contact.started_at AT TIME ZONE here.time_zone, 'YYYY-MM')
        ), 0) AS eur_per_minute,
        COALESCE(frozen.fee_eur, (
            SELECT fee.fee_eur FROM problems_channelfee fee
            WHERE fee.channel = contact.channel
              AND fee.valid_from <= (contact.started_at AT TIME ZONE here.time_zone)::date
            ORDER BY fee.valid_from DESC LIMIT 1
        ), 0) AS fee_eur
    FROM contacts_contact contact
    LEFT JOIN problems_contactcost frozen ON frozen.contact_id = contact.id
    CROSS JOIN (
        SELECT COALESCE((SELECT time_zone FROM accounts_organisation WHERE id = 1), 'Europe/Amsterdam') AS time_zone
    ) here
) priced
"""


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0005_tell_reporters"),
        ("contacts", "0001_first"),
        ("reasons", "0001_first"),
        ("accounts", "0001_first"),
    ]

    operations = [
        migrations.RunSQL(CAUSED, "DROP VIEW problems_caused"),
        migrations.RunSQL(PRICE, "DROP VIEW problems_price"),
        migrations.CreateModel(
            name="Caused",
            fields=[
                ("pk", models.CompositePrimaryKey("problem_id", "contact_id", blank=True, editable=False, primary_key=True, serialize=False)),
            ],
            options={"db_table": "problems_caused", "managed": False},
        ),
        migrations.CreateModel(
            name="Price",
            fields=[
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="price",
                        serialize=False,
                        to="contacts.contact",
                    ),
                ),
                ("minutes", models.DecimalField(decimal_places=3, max_digits=9)),
                ("eur_per_minute", models.DecimalField(decimal_places=9, max_digits=18)),
                ("fee_eur", models.DecimalField(decimal_places=6, max_digits=12)),
                ("eur", models.DecimalField(decimal_places=9, max_digits=18)),
            ],
            options={"db_table": "problems_price", "managed": False},
        ),
    ]
