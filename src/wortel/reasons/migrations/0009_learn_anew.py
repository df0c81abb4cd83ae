from django.db import migrations


class Migration(migrations.Migration):
    """Lessons are packed in another way: what was learned is learned anew, from the same contacts."""

    dependencies = [
        ('reasons', '0008_propose_names'),
    ]

    operations = [
        migrations.RunSQL("DELETE FROM reasons_lesson", migrations.RunSQL.noop),
    ]
