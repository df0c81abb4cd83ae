import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('problems', '0014_remember_partings'),
    ]

    operations = [
        migrations.CreateModel(
            name='InvoiceWeek',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('monday', models.DateField(unique=True)),
                ('count', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='PlanChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was', models.JSONField()),
                ('by', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['at'],
            },
        ),
        migrations.AddField(
            model_name='action',
            name='effort',
            field=models.CharField(blank=True, choices=[('small', 'small'), ('medium', 'medium'), ('large', 'large')], max_length=6),
        ),
        migrations.AddField(
            model_name='action',
            name='expected_reduction',
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='action',
            name='hypothesis',
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name='action',
            name='owner',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='actions', to='problems.processowner'),
        ),
        migrations.AddField(
            model_name='fix',
            name='action',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='fixes', to='problems.action'),
        ),
        migrations.AddField(
            model_name='fix',
            name='exposure',
            field=models.CharField(choices=[('orders', 'orders'), ('parcels', 'parcels'), ('invoices', 'invoices'), ('none', 'nothing: count per week')], default='orders', max_length=8),
        ),
        migrations.AddField(
            model_name='fix',
            name='left_out',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.CheckConstraint(condition=models.Q(('expected_reduction', None), models.Q(('expected_reduction__gt', 0), ('expected_reduction__lte', 1)), _connector='OR'), name='action_expects_a_share'),
        ),
        migrations.AddField(
            model_name='planchange',
            name='fix',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan_changes', to='problems.fix'),
        ),
    ]
