import django.db.models.deletion
from django.db import migrations, models


# Settled entries stay as they are; a month must add up to its total, and a reversal takes back exactly its entry.
GUARD = """
CREATE TRIGGER posting_append_only BEFORE UPDATE OR DELETE ON problems_posting
  FOR EACH ROW EXECUTE FUNCTION wortel_refuse_change();
CREATE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON problems_entry
  FOR EACH ROW EXECUTE FUNCTION wortel_refuse_change();

CREATE FUNCTION wortel_check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM problems_entry entry
  JOIN problems_posting earlier ON earlier.id = entry.posting_id
  JOIN problems_posting this ON this.id = NEW.posting_id AND this.month = earlier.month
  WHERE entry.id = NEW.reverses_id AND entry.charged_to = NEW.charged_to AND entry.line = NEW.line
    AND entry.owner_id IS NOT DISTINCT FROM NEW.owner_id AND entry.contacts = -NEW.contacts
    AND entry.minutes = -NEW.minutes AND entry.cents = -NEW.cents AND entry.reverses_id IS NULL;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'entry reverses something else than entry %', NEW.reverses_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER entry_reverses_exactly BEFORE INSERT ON problems_entry
  FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION wortel_check_reversal();

CREATE FUNCTION wortel_check_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE off bigint;
BEGIN
  SELECT sum(CASE WHEN entry.charged_to = 'total' THEN -entry.cents ELSE entry.cents END) INTO off
  FROM problems_entry entry JOIN problems_posting posting ON posting.id = entry.posting_id
  WHERE posting.month = (SELECT month FROM problems_posting WHERE id = NEW.posting_id);
  IF off <> 0 THEN
    RAISE EXCEPTION 'the month is % cents off its total', off;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER entry_month_adds_up AFTER INSERT ON problems_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wortel_check_month();
"""
FREE = """
DROP TRIGGER entry_month_adds_up ON problems_entry;
DROP TRIGGER entry_reverses_exactly ON problems_entry;
DROP TRIGGER entry_append_only ON problems_entry;
DROP TRIGGER posting_append_only ON problems_posting;
DROP FUNCTION wortel_check_month();
DROP FUNCTION wortel_check_reversal();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('problems', '0008_match_to_problems'),
        ('events', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.CharField(max_length=7)),
                ('kind', models.CharField(choices=[('closing', 'closing'), ('correction', 'correction')], max_length=10)),
                ('why', models.CharField(blank=True, max_length=500)),
                ('by', models.CharField(max_length=200)),
                ('at', models.DateTimeField()),
                ('as_of', models.DateTimeField()),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'closing')), fields=('month',), name='month_closed_once'), models.CheckConstraint(condition=models.Q(('kind', 'closing'), models.Q(('why', ''), _negated=True), _connector='OR'), name='correction_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('charged_to', models.CharField(max_length=200)),
                ('line', models.CharField(blank=True, max_length=200)),
                ('contacts', models.BigIntegerField()),
                ('minutes', models.DecimalField(decimal_places=3, max_digits=14)),
                ('cents', models.BigIntegerField()),
                ('share', models.DecimalField(decimal_places=6, default=1, max_digits=9)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='problems.processowner')),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='problems.entry')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='problems.posting')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.RunSQL(GUARD, FREE),
    ]
