from django.db import migrations, models

KINDS = [
    ("cannot_solve", "I cannot solve this"), ("sent_again", "Sent again"), ("promise_broken", "Promise broken"),
    ("re_asked", "Asked for what we know"), ("website_referral", "Sent to the website"), ("transfer", "Handed over"),
    ("broken_again", "Broken again"), ("fed_up", "The customer is fed up"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("signals", "0002_see_signals")]
    operations = [
        migrations.AlterField("signal", "kind", models.CharField(choices=KINDS, max_length=16)),
        migrations.AlterField(
            "tone",
            "label",
            models.CharField(
                choices=[("blame", "blame of the customer"), ("stuck", "a colleague got stuck")], max_length=12
            ),
        ),
    ]
