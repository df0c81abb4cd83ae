import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0001_first'),
        ('problems', '0019_look_for_roots'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PackBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_redacted', models.BooleanField(default=True)),
                ('has_originals', models.BooleanField(default=False)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('parcels', models.PositiveIntegerField(default=0)),
                ('file', models.CharField(blank=True, max_length=200)),
                ('file_hash', models.CharField(blank=True, max_length=64)),
                ('asked_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('agent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pack_batches', to='problems.problem')),
            ],
        ),
        migrations.CreateModel(
            name='Pack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_redacted', models.BooleanField(default=True)),
                ('has_originals', models.BooleanField(default=False)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('content_hash', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('agent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parcel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='packs', to='orders.parcel')),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='packs', to='problems.packbatch')),
            ],
        ),
        migrations.AddConstraint(
            model_name='packbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('has_originals', False), ('is_redacted', True)), models.Q(('why', ''), _negated=True), _connector='OR'), name='batch_names_people_for_a_reason'),
        ),
        migrations.AddIndex(
            model_name='pack',
            index=models.Index(fields=['parcel', '-made_at'], name='pack_parcel'),
        ),
        migrations.AddConstraint(
            model_name='pack',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('has_originals', False), ('is_redacted', True)), models.Q(('why', ''), _negated=True), _connector='OR'), name='pack_names_people_for_a_reason'),
        ),
    ]
