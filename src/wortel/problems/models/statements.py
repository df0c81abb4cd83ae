"""What owners are told of a settled month, how serious it is, and what they say against it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from wortel.contacts.models import Contact
from wortel.problems.models.ownership import OwnerLink
from wortel.problems.models.problem import Problem
from wortel.problems.models.register import Accountable, ProcessOwner


class Stage(models.Model):
    """How costs are charged from a moment on: one row each time somebody chose, for everybody or for one owner."""

    class Kind(models.TextChoices):
        SHOWBACK = "showback", pgettext_lazy("stage", "Show")
        SHADOW = "shadow", pgettext_lazy("stage", "Shadow")
        BOOKING = "booking", pgettext_lazy("stage", "Book")

    owner = models.ForeignKey(ProcessOwner, on_delete=models.CASCADE, null=True, related_name="stages")
    kind = models.CharField(max_length=8, choices=Kind.choices, blank=True)
    is_sent_by_itself = models.BooleanField(default=False)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kind="") | Q(owner__isnull=False), name="everybody_has_a_stage")
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.owner_id or 'everybody'}"


class Statement(models.Model):
    """That one owner is told of one month, and when. Its amounts are the entries; nothing is kept twice."""

    owner = models.ForeignKey(ProcessOwner, on_delete=models.PROTECT, related_name="statements")
    month = models.CharField(max_length=7)
    customers = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    stage = models.CharField(max_length=8, choices=Stage.Kind.choices, blank=True)
    person = models.ForeignKey(Accountable, on_delete=models.SET_NULL, null=True, related_name="+")
    link = models.ForeignKey(OwnerLink, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=200, blank=True)
    object_until = models.DateField(null=True)
    opened_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-month", "owner__name"]
        constraints = [models.UniqueConstraint(fields=["owner", "month"], name="one_statement_a_month")]

    def __str__(self) -> str:
        return f"{self.month} to {self.owner_id}"


class Objection(models.Model):
    """An owner says that contacts do not belong to one line; a sample of them settles it."""

    class Outcome(models.TextChoices):
        STANDS = "stands", _("stays as it is")
        CORRECTED = "corrected", _("corrected")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="objections")
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="objections")
    why = models.CharField(max_length=1000)
    by = models.CharField(max_length=200)
    at = models.DateTimeField()
    due_on = models.DateField()
    seed = models.CharField(max_length=40)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    share_right = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    sentence = models.CharField(max_length=1000, blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "problem"], condition=Q(withdrawn_at=None), name="one_objection_a_line"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | Q(~Q(outcome=""), ~Q(sentence=""), decided_at__isnull=False, share_right__isnull=False),
                name="decided_with_a_sentence",
            ),
        ]

    def __str__(self) -> str:
        return f"against {self.problem_id} in {self.statement_id}"

    @property
    def is_open(self) -> bool:
        return self.decided_at is None and self.withdrawn_at is None


class Sampled(models.Model):
    """One contact of the sample, and whether it belongs to the line."""

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="sample")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()
    is_right = models.BooleanField(null=True)
    judged_by = models.CharField(max_length=200, blank=True)
    judged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["objection", "contact"], name="sampled_once")]

    def __str__(self) -> str:
        return f"{self.place} of {self.objection_id}"
