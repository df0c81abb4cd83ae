from django.db import migrations

# A contact with several causes costs each of them its share; together never more than the contact itself.
CAUSED = """
CREATE VIEW problems_caused AS
SELECT link.problem_id, link.contact_id, link.share
FROM (
    SELECT flag.problem_id, flag.contact_id, flag.share / GREATEST(1, (
        SELECT SUM(other.share) FROM problems_flag other
        WHERE other.contact_id = flag.contact_id AND other.kind = 'cause'
    )) AS share
    FROM problems_flag flag WHERE flag.kind = 'cause'
    UNION ALL
    SELECT match.problem_id, match.contact_id, 1 FROM problems_match match
    WHERE NOT EXISTS (
        SELECT FROM problems_flag own WHERE own.contact_id = match.contact_id AND own.kind = 'cause'
    )
) link
JOIN contacts_contact contact ON contact.id = link.contact_id
WHERE contact.direction = 'in' AND NOT contact.is_spam AND NOT contact.asked_by_us
  AND (contact.channel <> 'phone' OR contact.is_answered)
"""
EARLIER = """
CREATE VIEW problems_caused AS
SELECT link.problem_id, link.contact_id
FROM (
    SELECT problem_id, contact_id FROM problems_flag WHERE kind = 'cause'
    UNION
    SELECT problem_id, contact_id FROM problems_match
) link
JOIN contacts_contact contact ON contact.id = link.contact_id
WHERE contact.direction = 'in' AND NOT contact.is_spam AND NOT contact.asked_by_us
  AND (contact.channel <> 'phone' OR contact.is_answered)
"""


class Migration(migrations.Migration):
    dependencies = [("problems", "0020_pack_evidence")]

    operations = [
        migrations.RunSQL("DROP VIEW problems_caused", EARLIER),
        migrations.RunSQL(CAUSED, "DROP VIEW problems_caused"),
    ]
