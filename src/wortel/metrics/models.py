from django.db import models


class StoredMonth(models.Model):
    """A month of which the figures are kept, and the moment of which they are."""

    month = models.CharField(max_length=7, unique=True)
    as_of = models.DateTimeField()

    def __str__(self) -> str:
        return self.month


class Seen(models.Model):
    """Up to which event the kept months are up to date; one row. Its three numbers are those of `changes.Mark`."""

    event = models.BigIntegerField(default=0)
    ahead = models.BigIntegerField(default=0)
    until = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_seen")]

    def __str__(self) -> str:
        return f"up to {self.event}"


class StoredAlarm(models.Model):
    """A reason, or a driver by its number, that came up more often than chance allows, on the day it did."""

    class Kind(models.TextChoices):
        REASON = "reason"
        DRIVER = "driver"

    on = models.DateField()
    kind = models.CharField(max_length=6, choices=Kind.choices, default=Kind.REASON)
    reason = models.CharField(max_length=100)
    window = models.PositiveSmallIntegerField()
    count = models.PositiveIntegerField()
    expected = models.FloatField()
    p = models.FloatField()
    is_first = models.BooleanField()
    days = models.JSONField(default=list)

    class Meta:
        ordering = ["-on", "p"]
        constraints = [models.UniqueConstraint(fields=["on", "kind", "reason"], name="alarm_once_a_day")]

    def __str__(self) -> str:
        return f"{self.reason} {self.on}"


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
