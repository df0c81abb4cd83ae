import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('contacts', '0003_pay_for_fewer_indexes'),
        ('problems', '0016_meet_and_see'),
    ]

    operations = [
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.CharField(max_length=7)),
                ('customers', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('stage', models.CharField(blank=True, choices=[('showback', 'Show'), ('shadow', 'Shadow'), ('booking', 'Book')], max_length=8)),
                ('sent_at', models.DateTimeField(null=True)),
                ('sent_by', models.CharField(blank=True, max_length=200)),
                ('object_until', models.DateField(null=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('link', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='problems.ownerlink')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='problems.processowner')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='problems.accountable')),
            ],
            options={
                'ordering': ['-month', 'owner__name'],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(max_length=1000)),
                ('by', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('due_on', models.DateField()),
                ('seed', models.CharField(max_length=40)),
                ('outcome', models.CharField(blank=True, choices=[('stands', 'stays as it is'), ('corrected', 'corrected')], max_length=9)),
                ('share_right', models.DecimalField(decimal_places=6, max_digits=7, null=True)),
                ('sentence', models.CharField(blank=True, max_length=1000)),
                ('decided_by', models.CharField(blank=True, max_length=200)),
                ('decided_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='problems.problem')),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='problems.statement')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='Sampled',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField()),
                ('is_right', models.BooleanField(null=True)),
                ('judged_by', models.CharField(blank=True, max_length=200)),
                ('judged_at', models.DateTimeField(null=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact')),
                ('objection', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sample', to='problems.objection')),
            ],
            options={
                'ordering': ['place'],
                'constraints': [models.UniqueConstraint(fields=('objection', 'contact'), name='sampled_once')],
            },
        ),
        migrations.CreateModel(
            name='Stage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, choices=[('showback', 'Show'), ('shadow', 'Shadow'), ('booking', 'Book')], max_length=8)),
                ('is_sent_by_itself', models.BooleanField(default=False)),
                ('by', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='problems.processowner')),
            ],
            options={
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', ''), _negated=True), ('owner__isnull', False), _connector='OR'), name='everybody_has_a_stage')],
            },
        ),
        migrations.AddConstraint(
            model_name='statement',
            constraint=models.UniqueConstraint(fields=('owner', 'month'), name='one_statement_a_month'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('statement', 'problem'), name='one_objection_a_line'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), models.Q(('sentence', ''), _negated=True), ('decided_at__isnull', False), ('share_right__isnull', False)), _connector='OR'), name='decided_with_a_sentence'),
        ),
    ]
