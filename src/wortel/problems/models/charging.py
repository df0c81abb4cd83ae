"""The ledger of months that are settled: entries that nobody changes any more."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wortel.problems.models.register import ProcessOwner


class Posting(models.Model):
    """Entries that were made together: the closing of a month, or a correction of it."""

    class Kind(models.TextChoices):
        CLOSING = "closing", _("closing")
        CORRECTION = "correction", _("correction")

    month = models.CharField(max_length=7)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    why = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    as_of = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["month"], condition=Q(kind="closing"), name="month_closed_once"),
            models.CheckConstraint(condition=Q(kind="closing") | ~Q(why=""), name="correction_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.month}"


class Entry(models.Model):
    """One line of a settled month. The database refuses to change or remove it, and a month that does not add up.

    `reverses` names the entry that this one takes back to the cent; what stands is neither of the two.
    """

    posting = models.ForeignKey(Posting, on_delete=models.PROTECT, related_name="entries")
    charged_to = models.CharField(max_length=200)
    owner = models.ForeignKey(ProcessOwner, on_delete=models.PROTECT, null=True, related_name="entries")
    line = models.CharField(max_length=200, blank=True)
    contacts = models.BigIntegerField()
    minutes = models.DecimalField(max_digits=14, decimal_places=3)
    cents = models.BigIntegerField()
    share = models.DecimalField(max_digits=9, decimal_places=6, default=1)
    reverses = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.charged_to} {self.line}: {self.cents}"
