from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("problems", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("moved", models.JSONField(default=list)),
                ("dropped", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="merges", to="problems.problem"
                    ),
                ),
                (
                    "absorbed",
                    models.ForeignKey(
                        on_delete=models.deletion.CASCADE, related_name="absorptions", to="problems.problem"
                    ),
                ),
            ],
        ),
    ]
