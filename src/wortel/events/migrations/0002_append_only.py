from django.db import migrations

REFUSE = """
CREATE FUNCTION wortel_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME;
END $$;
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events_event
  FOR EACH ROW EXECUTE FUNCTION wortel_refuse_change();
"""
ALLOW = "DROP TRIGGER events_append_only ON events_event; DROP FUNCTION wortel_refuse_change();"


class Migration(migrations.Migration):
    dependencies = [("events", "0001_first")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
