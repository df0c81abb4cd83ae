from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("problems", "0002_remember_merges")]

    operations = [
        migrations.CreateModel(
            name="Match",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "contact",
                    models.OneToOneField(
                        on_delete=models.deletion.CASCADE, related_name="match", to="contacts.contact"
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(on_delete=models.deletion.CASCADE, related_name="matches", to="problems.rule"),
                ),
            ],
        ),
    ]
