import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contacts", "0003_pay_for_fewer_indexes"), ("customers", "0005_object_to_reading")]
    operations = [
        migrations.CreateModel(
            name="Withheld",
            fields=[
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="withheld",
                        serialize=False,
                        to="contacts.contact",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
        ),
    ]
