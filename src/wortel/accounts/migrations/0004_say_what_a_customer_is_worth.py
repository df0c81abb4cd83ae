from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_let_shops_in")]

    operations = [
        migrations.AddField(
            model_name="organisation",
            name="customer_value_cents",
            field=models.BigIntegerField(blank=True, null=True),
        ),
    ]
