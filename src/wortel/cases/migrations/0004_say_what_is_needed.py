from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_pay_for_fewer_indexes")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="need",
            field=models.CharField(blank=True, db_default="", default="", max_length=300),
        ),
    ]
