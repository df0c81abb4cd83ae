from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# What measured minutes took of us: those of a chat are shared with the chats beside it, as told of the contact itself
# or else as set for the team. Rounded to the smallest part of a minute that is kept.
WORKED = """
CREATE FUNCTION wortel_worked_minutes(minutes numeric, channel text, at_once text, team bigint, day date)
RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN minutes IS NULL OR channel NOT IN ('chat', 'whatsapp', 'sms') THEN minutes
    ELSE round(minutes / GREATEST(1, COALESCE(
        CASE WHEN at_once ~ '^[0-9]{1,3}([.,][0-9]{1,3})?$' THEN replace(at_once, ',', '.')::numeric END,
        (
            SELECT setting.chats FROM problems_chatsatonce setting
            WHERE (setting.team_id = team OR setting.team_id IS NULL) AND setting.valid_from <= day
            ORDER BY setting.team_id NULLS LAST, setting.valid_from DESC LIMIT 1
        )
    )), 3) END
$$
"""

# The subqueries run only where nothing was frozen: COALESCE stops at the first value.
PRICE = """
CREATE VIEW problems_price AS
SELECT contact_id, minutes, eur_per_minute, fee_eur, minutes * eur_per_minute + fee_eur + behind_eur AS eur
FROM (
    SELECT contact.id AS contact_id,
        COALESCE(frozen.minutes, wortel_worked_minutes(
            contact.minutes, contact.channel, contact.attributes->>'chats_at_once', contact.team_id,
            (contact.started_at AT TIME ZONE here.time_zone)::date
        ), (
            SELECT standard.minutes FROM problems_standardminutes standard
            JOIN reasons_givenreason given ON given.reason_id = standard.reason_id
            WHERE given.contact_id = contact.id AND standard.channel = contact.channel
              AND standard.valid_from <= (contact.started_at AT TIME ZONE here.time_zone)::date
            ORDER BY standard.valid_from DESC LIMIT 1
        ), 0) AS minutes,
        COALESCE(frozen.eur_per_minute, (
            SELECT rate.eur_per_minute FROM problems_rate rate
            WHERE (rate.team_id = contact.team_id OR rate.team_id IS NULL)
              AND rate.valid_from <= (contact.started_at AT TIME ZONE here.time_zone)::date
            ORDER BY rate.team_id NULLS LAST, rate.valid_from DESC LIMIT 1
        ), (
            SELECT budget.cost_eur / NULLIF(budget.practical_minutes, 0) FROM problems_budget budget
            WHERE budget.month = to_char(contact.started_at AT TIME ZONE here.time_zone, 'YYYY-MM')
        ), 0) AS eur_per_minute,
        COALESCE(frozen.fee_eur, (
            SELECT fee.fee_eur FROM problems_channelfee fee
            WHERE fee.channel = contact.channel
              AND fee.valid_from <= (contact.started_at AT TIME ZONE here.time_zone)::date
            ORDER BY fee.valid_from DESC LIMIT 1
        ), 0) AS fee_eur,
        COALESCE((
            SELECT sum(work.minutes * work.eur_per_minute) FROM problems_workbehind work
            WHERE work.contact_id = contact.id
        ), 0) AS behind_eur
    FROM contacts_contact contact
    LEFT JOIN problems_contactcost frozen ON frozen.contact_id = contact.id
    CROSS JOIN (
        SELECT COALESCE((SELECT time_zone FROM accounts_organisation WHERE id = 1), 'Europe/Amsterdam') AS time_zone
    ) here
) priced
"""
EARLIER = import_module("wortel.problems.migrations.0006_count_and_price").PRICE


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_first'),
        ('contacts', '0003_pay_for_fewer_indexes'),
        ('problems', '0009_keep_a_ledger'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ChatsAtOnce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField()),
                ('chats', models.DecimalField(decimal_places=3, max_digits=6)),
                ('team', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='accounts.team')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('team', 'valid_from'), name='chats_once_a_day', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('chats__gte', 1)), name='at_least_one_chat')],
            },
        ),
        migrations.CreateModel(
            name='Launch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('why', models.CharField(max_length=300)),
                ('by', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('problem', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='launches', to='problems.problem')),
            ],
            options={
                'ordering': ['first_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='launch_ends_after_it_began')],
            },
        ),
        migrations.CreateModel(
            name='WorkBehind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=300)),
                ('minutes', models.DecimalField(decimal_places=3, max_digits=9)),
                ('eur_per_minute', models.DecimalField(decimal_places=6, max_digits=12)),
                ('at', models.DateTimeField()),
                ('agent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='work_behind', to='contacts.contact')),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, to='accounts.team')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gt', 0)), name='some_work_behind')],
            },
        ),
        migrations.RunSQL(WORKED, "DROP FUNCTION wortel_worked_minutes"),
        migrations.RunSQL("DROP VIEW problems_price", EARLIER),
        migrations.RunSQL(PRICE, "DROP VIEW problems_price"),
    ]
