import datetime as dt

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What customers are told about a cause, and how far we go in it."""

    dependencies = [
        ("cases", "0003_pay_for_fewer_indexes"),
        ("contacts", "0003_pay_for_fewer_indexes"),
        ("customers", "0002_opt_out"),
        ("orders", "0001_first"),
        ("partners", "0001_first"),
        ("problems", "0012_gather_look_alikes"),
        ("reasons", "0002_keep_attributes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Recipient",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("gone", "It is gone"), ("ahead", "In advance")], max_length=5)),
                (
                    "way",
                    models.CharField(
                        choices=[("mail", "By mail"), ("call", "By phone"), ("other", "Not possible yet")], max_length=5
                    ),
                ),
                ("value", models.CharField(blank=True, max_length=254)),
                ("times", models.PositiveIntegerField(default=0)),
                ("latest_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("chosen", "chosen"),
                            ("waiting", "waits for its turn"),
                            ("sent", "sent"),
                            ("to_call", "to be called"),
                            ("called", "called"),
                            ("held_out", "told nothing, to compare"),
                            ("left_out", "left out"),
                        ],
                        default="chosen",
                        max_length=8,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_address", "no address that works"),
                            ("not_yet", "this channel cannot tell yet"),
                            ("shared", "somebody else at this address is told"),
                            ("opted_out", "wants no messages"),
                            ("told", "told already"),
                            ("complaint", "a complaint is pending"),
                            ("open_case", "a case of theirs is still open"),
                            ("recently", "heard from us recently"),
                            ("called", "has made contact meanwhile"),
                            ("stopped", "the message was stopped"),
                        ],
                        max_length=10,
                    ),
                ),
                ("drawn", models.CharField(blank=True, choices=[("told", "told"), ("held", "held out")], max_length=4)),
                ("changed_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="cases.case"
                    ),
                ),
                (
                    "contact",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="told",
                        to="contacts.contact",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="customers.customer"
                    ),
                ),
                (
                    "order",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="orders.order"
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="problems.problem"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_still_bothered", models.BooleanField()),
                ("remark", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "recipient",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reply", to="problems.recipient"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("gone", "It is gone"), ("ahead", "In advance")], max_length=5)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("running", "Being sent"),
                            ("paused", "Paused"),
                            ("stopped", "Stopped"),
                            ("done", "Done"),
                        ],
                        default="proposed",
                        max_length=8,
                    ),
                ),
                (
                    "halt",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("person", "somebody paused it"),
                            ("unproven", "the verdict no longer holds"),
                            ("bothered", "too many customers are still bothered"),
                            ("closed", "the cause is closed"),
                            ("no_mailbox", "there is no mailbox to send from"),
                        ],
                        max_length=10,
                    ),
                ),
                ("subject_nl", models.CharField(max_length=150)),
                ("text_nl", models.TextField()),
                ("subject_en", models.CharField(max_length=150)),
                ("text_en", models.TextField()),
                ("proposed_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
                ("held_out_share", models.FloatField(default=0)),
                ("seed", models.BigIntegerField(default=0)),
                ("watch_days", models.PositiveSmallIntegerField(default=14)),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "effect",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="problems.effect"
                    ),
                ),
                (
                    "problem",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tellings", to="problems.problem"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-proposed_at"],
            },
        ),
        migrations.AddField(
            model_name="recipient",
            name="telling",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="recipients", to="problems.telling"
            ),
        ),
        migrations.CreateModel(
            name="Exposure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product", models.CharField(blank=True, max_length=200)),
                (
                    "step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("announced", "Announced"),
                            ("depot", "At the depot"),
                            ("on_route", "On its way"),
                            ("delivered", "Delivered"),
                            ("missed", "Not delivered"),
                            ("damaged", "Damaged"),
                        ],
                        max_length=10,
                    ),
                ),
                ("placed_from", models.DateField(blank=True, null=True)),
                ("placed_until", models.DateField(blank=True, null=True)),
                ("by", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "carrier",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="partners.partner",
                    ),
                ),
                (
                    "problem",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="exposure", to="problems.problem"
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="reasons.reason",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("product", ""), _negated=True),
                            ("carrier__isnull", False),
                            models.Q(("step", ""), _negated=True),
                            ("placed_from__isnull", False),
                            ("placed_until__isnull", False),
                            _connector="OR",
                        ),
                        name="exposure_says_whose",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Restraint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days_between", models.PositiveSmallIntegerField(default=14)),
                ("per_hour", models.PositiveIntegerField(default=200)),
                ("quiet_from", models.TimeField(default=dt.time(20, 0))),
                ("quiet_until", models.TimeField(default=dt.time(9, 0))),
                ("on_sundays", models.BooleanField(default=False)),
                ("open_days", models.PositiveSmallIntegerField(default=14)),
                ("held_out_share", models.FloatField(default=0.1)),
                ("warn_share", models.FloatField(default=0.2)),
                ("complaints", models.ManyToManyField(blank=True, related_name="+", to="reasons.reason")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("id", 1)), name="one_restraint"),
                    models.CheckConstraint(condition=models.Q(("per_hour__gte", 1)), name="at_least_one_an_hour"),
                    models.CheckConstraint(
                        condition=models.Q(("held_out_share__gte", 0.01), ("held_out_share__lte", 0.5)),
                        name="hold_out_between_1_and_50",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("warn_share__gt", 0), ("warn_share__lt", 1)), name="warn_share_is_a_share"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["proposed", "running", "paused"])),
                fields=("problem", "kind"),
                name="one_telling_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "ahead"), ("effect__isnull", False), _connector="OR"),
                name="gone_is_told_on_an_effect",
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_at__isnull", False),
                    models.Q(("state__in", ["running", "paused", "done"]), _negated=True),
                    _connector="OR",
                ),
                name="nothing_is_sent_unapproved",
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(("held_out_share__gte", 0), ("held_out_share__lte", 0.5)),
                name="held_out_share_up_to_half",
            ),
        ),
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["telling", "id"], name="recipient_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="recipient",
            index=models.Index(condition=models.Q(("state", "sent")), fields=["changed_at"], name="recipient_sent"),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.UniqueConstraint(fields=("telling", "customer"), name="recipient_once"),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["waiting", "sent", "to_call", "called", "held_out"])),
                fields=("problem", "kind", "customer"),
                name="told_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "sent", "to_call", "called", "held_out"]),
                    models.Q(("value", ""), _negated=True),
                ),
                fields=("problem", "kind", "value"),
                name="told_once_at_an_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="recipient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "left_out"), _negated=True),
                    models.Q(("why", ""), _negated=True),
                    _connector="OR",
                ),
                name="left_out_for_a_reason",
            ),
        ),
    ]
