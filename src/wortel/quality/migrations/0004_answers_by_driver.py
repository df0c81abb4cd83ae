import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

ASKED = Q(driver__isnull=False) | Q(reason__isnull=False)


def refer(to: str, name: str) -> models.ForeignKey:  # type: ignore[type-arg]  # generic only where types are checked
    return models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name=name, to=to)


class Migration(migrations.Migration):
    dependencies = [("quality", "0003_contradicting_answers"), ("reasons", "0004_find_drivers")]
    operations = [
        migrations.AddField("conflict", "driver", refer("reasons.driver", "conflicts")),
        migrations.AddField("sameness", "driver", refer("reasons.driver", "samenesses")),
        migrations.AlterField("conflict", "reason", refer("reasons.reason", "conflicts")),
        migrations.AlterField("sameness", "reason", refer("reasons.reason", "samenesses")),
        migrations.RemoveConstraint("sameness", "sameness_once"),
        migrations.AddConstraint(
            "sameness", models.UniqueConstraint(fields=("driver", "language"), name="sameness_of_driver_once")
        ),
        migrations.AddConstraint(
            "sameness",
            models.UniqueConstraint(
                condition=Q(driver=None), fields=("reason", "language"), name="sameness_of_reason_once"
            ),
        ),
        migrations.AddConstraint("sameness", models.CheckConstraint(condition=ASKED, name="sameness_of_something")),
        migrations.AddConstraint("conflict", models.CheckConstraint(condition=ASKED, name="conflict_of_something")),
    ]
