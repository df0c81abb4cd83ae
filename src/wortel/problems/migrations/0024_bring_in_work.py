from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("problems", "0023_spare_the_next_question")]

    operations = [
        migrations.AddField("workbehind", "code", models.CharField(max_length=100, null=True, unique=True)),
        migrations.AddField("workbehind", "attributes", models.JSONField(blank=True, default=dict)),
    ]
