from django.db import migrations, models

KINDS = [
    ("term", "a term"), ("date", "a last day"), ("amount", "an amount"), ("share", "a percentage"),
    ("answer", "yes or no"), ("article", "another article"),
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("quality", "0004_answers_by_driver")]
    operations = [migrations.AlterField("conflict", "kind", models.CharField(choices=KINDS, max_length=7))]
