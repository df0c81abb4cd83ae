from django.db import migrations, models

LABELS = [
    ("blame", "blame of the customer"), ("stuck", "a colleague got stuck"), ("sharp", "sharp words"),
    ("harsher", "sharp words to a customer who had none"), ("threat", "threat"),
    ("legal_threat", "threat with a court"), ("insult", "insult"), ("passive_aggressive", "sneer"),
    ("sarcasm", "mockery"), ("not_my_department", "not my department"), ("disappointed", "disappointment stated"),
    ("repeat_mentioned", "said it happened before"), ("uncertain", "uncertainty"), ("thanks", "thanks"),
]  # fmt: skip
SIDES = [("ours", "our side"), ("theirs", "the customers' side")]


class Migration(migrations.Migration):
    dependencies = [("signals", "0004_find_copies")]
    operations = [
        migrations.AlterField("tone", "label", models.CharField(choices=LABELS, max_length=20)),
        migrations.AlterField("tone", "side", models.CharField(choices=SIDES, max_length=8)),
        migrations.AddField("heard", "tone_at", models.DateTimeField(null=True)),
        # What was read before, was counted before.
        migrations.RunSQL("UPDATE signals_heard SET tone_at = at", migrations.RunSQL.noop),
        migrations.AddIndex(
            "heard",
            models.Index(condition=models.Q(("tone_at", None)), fields=["at"], name="heard_tone_waits"),
        ),
    ]
