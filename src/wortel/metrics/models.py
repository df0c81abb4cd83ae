from django.db import models


class StoredFigure(models.Model):
    """A figure of a month as it was last reckoned, so that a page reads it instead of reckoning it."""

    month = models.CharField(max_length=7)
    figure = models.CharField(max_length=40)
    dims = models.JSONField(default=dict)
    value = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    n = models.BigIntegerField(null=True)
    unit = models.CharField(max_length=20)
    as_of = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["month", "figure"], name="stored_figure")]

    def __str__(self) -> str:
        return f"{self.month} {self.figure} {self.dims}"


class StoredLine(models.Model):
    """A ledger line of a month as it was last reckoned."""

    month = models.CharField(max_length=7)
    charged_to = models.CharField(max_length=200)
    line = models.CharField(max_length=200)
    contacts = models.BigIntegerField()
    minutes = models.DecimalField(max_digits=14, decimal_places=3)
    cents = models.BigIntegerField()
    share = models.FloatField(default=1)
    position = models.PositiveIntegerField()
    as_of = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["month", "position"], name="stored_line")]

    def __str__(self) -> str:
        return f"{self.month} {self.charged_to} {self.line}"
