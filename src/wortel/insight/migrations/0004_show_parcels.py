"""What carriers brought, and which contact is about which parcel; how hard a parcel is, as far as its order says."""

from django.db import migrations

HERE = """
CROSS JOIN (
    SELECT COALESCE((SELECT time_zone FROM accounts_organisation WHERE id = 1), 'Europe/Amsterdam') AS time_zone
) here
"""
# The first two digits of a Dutch postcode are a region of some 150,000 homes; whole postcodes never get this far.
MIX = """
    left(COALESCE(NULLIF(bought.attributes->>'region', ''), substring(bought.attributes->>'postcode' from '^\\d\\d'), ''), 40)
        COLLATE "C" AS region,
    left(COALESCE(bought.attributes->>'size', ''), 40) COLLATE "C" AS size
"""
FACTS = {
    "fact_parcel": f"""
SELECT
    parcel.id,
    bought.placed_at,
    (bought.placed_at AT TIME ZONE here.time_zone)::date AS day,
    to_char(bought.placed_at AT TIME ZONE here.time_zone, 'YYYY-MM') COLLATE "C" AS month,
    carrier.name COLLATE "C" AS carrier,
    parcel.promised_to,
    parcel.delivered_at,
    {MIX}
FROM orders_parcel parcel
JOIN orders_order bought ON bought.id = parcel.order_id
JOIN partners_partner carrier ON carrier.id = parcel.carrier_id
{HERE}
WHERE bought.placed_at IS NOT NULL
""",
    "fact_sent": f"""
SELECT DISTINCT
    contact.id AS contact,
    contact.started_at,
    to_char(contact.started_at AT TIME ZONE here.time_zone, 'YYYY-MM') COLLATE "C" AS month,
    bought.id AS bought,
    carrier.name COLLATE "C" AS carrier,
    {MIX}
FROM contacts_contact contact
JOIN orders_order bought ON bought.id = contact.order_id
JOIN orders_parcel parcel ON parcel.order_id = bought.id
JOIN partners_partner carrier ON carrier.id = parcel.carrier_id
{HERE}
WHERE contact.direction = 'in'
""",
    "fact_partner": """
SELECT owner.name COLLATE "C" AS owner, partner.name COLLATE "C" AS partner
FROM problems_processowner owner JOIN partners_partner partner ON partner.id = owner.partner_id
""",
}


class Migration(migrations.Migration):
    dependencies = [
        ("insight", "0003_show_shared_minutes"),
        ("contacts", "0001_first"),
        ("orders", "0001_first"),
        ("partners", "0001_first"),
        ("problems", "0001_first"),
    ]
    operations = [migrations.RunSQL(f"CREATE VIEW {name} AS {query}", f"DROP VIEW {name}") for name, query in FACTS.items()]
