from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations


class Migration(migrations.Migration):
    """A name is found by any of its words, without reading every customer."""

    dependencies = [("customers", "0002_opt_out")]

    operations = [
        migrations.RemoveIndex(model_name="customer", name="customer_name"),
        migrations.AddIndex(
            model_name="customer",
            index=GinIndex(SearchVector("name", config="simple"), name="customer_name_words"),
        ),
    ]
