from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_find_late_parcels")]

    operations = [
        migrations.AddIndex(model_name="parcel", index=models.Index(fields=["code"], name="parcel_code")),
    ]
