from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_first")]

    operations = [
        migrations.AddIndex("parcel", models.Index(fields=["promised_to"], name="parcel_promised")),
    ]
