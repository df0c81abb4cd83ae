from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("problems", "0004_let_owners_wink"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("accepted", "The owner takes it on."),
                            ("not_mine", "The owner says it is somebody else's."),
                            ("planned", "The owner has planned it."),
                            ("fixed", "Something was done about it."),
                            ("works", "It works: fewer contacts."),
                            ("risk", "The risk was accepted."),
                            ("back", "It is back."),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="notices", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="notices", to="problems.problem"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("read_at", None)), fields=["agent", "-at"], name="notice_unread"
                    )
                ]
            },
        ),
    ]
