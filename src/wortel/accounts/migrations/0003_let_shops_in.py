from django.db import migrations, models

ROLES = [
    ("agent", "Contact specialist"),
    ("lead", "Team lead"),
    ("manager", "Customer-experience manager"),
    ("quality", "Quality"),
    ("owner", "Process owner"),
    ("partner", "Partner"),
    ("shop", "Shop staff"),
    ("admin", "Administrator"),
    ("auditor", "Auditor"),
]


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_ask_the_works_council")]

    operations = [
        migrations.AlterField("agent", "role", models.CharField(choices=ROLES, default="agent", max_length=10)),
    ]
