from django.db import migrations, models


class Migration(migrations.Migration):
    """Whoever is drawn to hear nothing has not "heard it already"; they are in a message."""

    dependencies = [("problems", "0021_count_parts_of_contacts")]

    operations = [
        migrations.AlterField(
            model_name="recipient",
            name="why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("no_address", "no address that works"),
                    ("not_yet", "this channel cannot tell yet"),
                    ("shared", "somebody else at this address is told"),
                    ("opted_out", "wants no messages"),
                    ("told", "is in a message about this already"),
                    ("complaint", "a complaint is pending"),
                    ("open_case", "a case of theirs is still open"),
                    ("recently", "heard from us recently"),
                    ("called", "has made contact meanwhile"),
                    ("stopped", "the message was stopped"),
                ],
                max_length=10,
            ),
        ),
    ]
