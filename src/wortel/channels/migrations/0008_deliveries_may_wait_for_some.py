from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("wortel_channels", "0007_bounces_and_acknowledgements")]

    operations = [
        migrations.AddField(model_name="delivery", name="still_to", field=models.JSONField(default=list)),
    ]
