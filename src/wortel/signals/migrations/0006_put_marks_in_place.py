import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("signals", "0005_hear_both_sides")]
    operations = [
        migrations.RemoveIndex("print", "print_marks"),
        migrations.AddIndex(
            "print",
            django.contrib.postgres.indexes.GinIndex(fields=["marks"], name="print_marks", fastupdate=False),
        ),
    ]
