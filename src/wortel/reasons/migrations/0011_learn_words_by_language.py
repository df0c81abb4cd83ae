from django.db import migrations


class Migration(migrations.Migration):
    """Lessons are packed in another way: what was learned is learned anew, from the same contacts."""

    dependencies = [
        ('reasons', '0010_forget_strange_index'),
    ]

    operations = [
        migrations.RunSQL("DELETE FROM reasons_lesson", migrations.RunSQL.noop),
    ]
