from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("problems", "0003_match_rules")]

    operations = [
        migrations.AddField("processowner", "has_wink", models.BooleanField(blank=True, null=True)),
    ]
