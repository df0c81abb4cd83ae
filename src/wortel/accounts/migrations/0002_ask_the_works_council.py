from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first")]

    operations = [
        migrations.AddField("organisation", "works_council_agreed_on", models.DateField(blank=True, null=True)),
    ]
