from django.db import migrations, models


class Migration(migrations.Migration):
    """Who wants no messages that they did not ask for, by address."""

    dependencies = [("customers", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="OptOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("email", "E-mail"),
                            ("phone", "Phone"),
                            ("social", "Social"),
                            ("visitor", "Visitor"),
                        ],
                        max_length=8,
                    ),
                ),
                ("value", models.CharField(max_length=254)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("link", "by the link in a message"),
                            ("one_click", "by their mail program"),
                            ("colleague", "told to a colleague"),
                        ],
                        max_length=9,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("kind", "value"), name="opted_out_once"
                    )
                ],
            },
        ),
    ]
