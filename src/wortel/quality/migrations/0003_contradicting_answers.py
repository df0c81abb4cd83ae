import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

KINDS = [
    ("term", "a term"), ("amount", "an amount"), ("share", "a percentage"), ("answer", "yes or no"),
    ("article", "another article"),
]  # fmt: skip
CHOICES = [("keep", "It may stay so"), ("right", "One of them is right"), ("both", "Both are right")]


class Migration(migrations.Migration):
    dependencies = [
        ("quality", "0002_compare_our_answers"),
        ("reasons", "0001_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=2)),
                ("kind", models.CharField(choices=KINDS, max_length=7)),
                ("about", models.JSONField(default=list)),
                ("values", models.JSONField(default=list)),
                ("answers", models.PositiveIntegerField()),
                ("different", models.FloatField()),
                ("low", models.FloatField()),
                ("high", models.FloatField()),
                ("found_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("gone_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="conflicts", to="reasons.reason"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice", models.CharField(choices=CHOICES, max_length=5)),
                ("right", models.CharField(blank=True, max_length=120)),
                ("why", models.CharField(blank=True, max_length=500)),
                ("known", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "agent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "conflict",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rulings", to="quality.conflict"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("conflict",), condition=Q(ended_at=None), name="one_standing_ruling"
                    ),
                    models.CheckConstraint(condition=~Q(choice="right") | ~Q(right=""), name="right_names_a_value"),
                    models.CheckConstraint(condition=~Q(choice="both") | ~Q(why=""), name="both_says_why"),
                ],
            },
        ),
    ]
