from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0002_owner")]
    operations = [
        migrations.CreateModel(
            name="Search",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("monday", models.DateField()),
                ("words", models.CharField(max_length=80)),
                ("topic", models.CharField(blank=True, max_length=100)),
                ("asked", models.PositiveIntegerField(default=0)),
                ("opened", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("monday", "words"), name="search_once")],
            },
        ),
    ]
