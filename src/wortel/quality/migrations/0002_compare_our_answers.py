import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quality", "0001_first"), ("reasons", "0001_first")]
    operations = [
        migrations.CreateModel(
            name="Sameness",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=2)),
                ("answers", models.PositiveIntegerField()),
                ("different", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("most_given", models.FloatField(null=True)),
                ("variants", models.JSONField(default=list)),
                ("since", models.DateField()),
                ("looked_at", models.DateTimeField()),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="samenesses", to="reasons.reason"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("reason", "language"), name="sameness_once")],
            },
        ),
    ]
