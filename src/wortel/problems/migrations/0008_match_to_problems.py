from django.db import migrations, models

CAUSED = """
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
EARLIER = """
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


class Migration(migrations.Migration):
    """Which problem a rule counts to changes with a merge, so the match names the problem; matches are worked out anew."""

    dependencies = [("problems", "0007_keep_attributes")]

    operations = [
        migrations.RunSQL("DROP VIEW problems_caused", EARLIER),
        migrations.RunSQL("DELETE FROM problems_match", migrations.RunSQL.noop),
        migrations.RemoveField("match", "rule"),
        migrations.AddField(
            "match",
            "problem",
            models.ForeignKey(on_delete=models.deletion.CASCADE, related_name="matches", to="problems.problem"),
        ),
        migrations.RunSQL(CAUSED, "DROP VIEW problems_caused"),
    ]
