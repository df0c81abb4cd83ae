from importlib import import_module

from django.db import migrations

# What a contact's causes claim together is looked up above the joins, so only for rows that are asked for: inside, a
# plan without statistics looked it up for every link there is, once for each problem. Automatic mails are no contacts.
CAUSED = """
CREATE VIEW problems_caused AS
SELECT link.problem_id, link.contact_id, link.share / GREATEST(1, CASE WHEN link.is_said THEN (
    SELECT SUM(other.share) FROM problems_flag other
    WHERE other.contact_id = link.contact_id AND other.kind = 'cause'
) END) AS share
FROM (
    SELECT flag.problem_id, flag.contact_id, flag.share, TRUE AS is_said
    FROM problems_flag flag WHERE flag.kind = 'cause'
    UNION ALL
    SELECT match.problem_id, match.contact_id, 1, FALSE FROM problems_match match
    WHERE NOT EXISTS (
        SELECT FROM problems_flag own WHERE own.contact_id = match.contact_id AND own.kind = 'cause'
    )
) link
JOIN contacts_contact contact ON contact.id = link.contact_id
WHERE contact.direction = 'in' AND NOT contact.is_spam AND NOT contact.asked_by_us AND NOT contact.is_automatic
  AND (contact.channel <> 'phone' OR contact.is_answered)
"""
EARLIER = import_module("wortel.problems.migrations.0021_count_parts_of_contacts").CAUSED


class Migration(migrations.Migration):
    dependencies = [("problems", "0024_bring_in_work"), ("contacts", "0001_first")]

    operations = [
        migrations.RunSQL("DROP VIEW problems_caused", EARLIER),
        migrations.RunSQL(CAUSED, "DROP VIEW problems_caused"),
    ]
