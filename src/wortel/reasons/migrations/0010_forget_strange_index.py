from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reasons", "0009_learn_anew")]

    operations = [migrations.RemoveIndex(model_name="assignment", name="assignment_none_at")]
