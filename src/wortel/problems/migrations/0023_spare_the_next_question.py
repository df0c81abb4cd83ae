import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Which question follows which, the sentence that spares it, and whether it was taken over."""

    dependencies = [
        ("contacts", "0003_pay_for_fewer_indexes"),
        ("problems", "0022_say_why_left_out"),
        ("reasons", "0002_keep_attributes"),
    ]

    operations = [
        migrations.CreateModel(
            name="NextIssue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("times", models.PositiveIntegerField()),
                ("of", models.PositiveIntegerField()),
                ("share", models.FloatField()),
                ("low", models.FloatField()),
                ("high", models.FloatField()),
                ("base", models.FloatField()),
                ("text_nl", models.TextField(blank=True)),
                ("text_en", models.TextField(blank=True)),
                ("learned_at", models.DateTimeField()),
                (
                    "next_reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reasons.reason"
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reasons.reason"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("reason", "next_reason"), name="next_issue_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shown_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("ignored_at", models.DateTimeField(null=True)),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="suggestion", to="contacts.contact"
                    ),
                ),
                (
                    "next_issue",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="problems.nextissue",
                    ),
                ),
            ],
        ),
    ]
