from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reasons', '0006_keep_guesses'),
    ]

    operations = [
        migrations.AddField(
            model_name='encoder',
            name='used_since',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='encoder',
            name='folder',
            field=models.CharField(blank=True, default='', max_length=500),
            preserve_default=False,
        ),
        migrations.RunSQL("UPDATE reasons_encoder SET used_since = since", migrations.RunSQL.noop),
    ]
