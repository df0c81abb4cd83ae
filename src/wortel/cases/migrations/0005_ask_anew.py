import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_say_what_is_needed"), ("contacts", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="asks_anew",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="contacts.contact",
            ),
        ),
    ]
