"""What is done about a cause, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wortel.problems.models.problem import Problem
from wortel.problems.models.register import ProcessOwner
from wortel.reasons.models import Reason


class Lever(models.TextChoices):
    """What is changed. Explaining a cause in a Q&A is a mitigation: it eases and never closes one."""

    PROCESS = "process", _("Process")
    PRODUCT = "product", _("Product")
    COMMUNICATION = "communication", _("Communication")
    EXPECTATION = "expectation", _("Expectation")
    MITIGATION = "mitigation", _("Mitigation")


class Effort(models.TextChoices):
    SMALL = "small", _("small")
    MEDIUM = "medium", _("medium")
    LARGE = "large", _("large")


class Action(models.Model):
    """Something done about a cause: what we think it changes, what it takes, who does it and when."""

    Lever = Lever
    Effort = Effort

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="actions")
    lever = models.CharField(max_length=13, choices=Lever.choices)
    what = models.CharField(max_length=300)
    hypothesis = models.CharField(max_length=500, blank=True)
    expected_reduction = models.FloatField(null=True, blank=True)
    effort = models.CharField(max_length=6, choices=Effort.choices, blank=True)
    owner = models.ForeignKey(ProcessOwner, on_delete=models.SET_NULL, null=True, blank=True, related_name="actions")
    who = models.CharField(max_length=200, blank=True)
    planned_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_reduction=None) | Q(expected_reduction__gt=0, expected_reduction__lte=1),
                name="action_expects_a_share",
            )
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def may_close(self) -> bool:
        """A mitigation eases; whatever it does to the figures, the cause is still there."""
        return self.lever != Lever.MITIGATION


class Yardstick(models.TextChoices):
    """What brings contacts by itself, so that more of it is not mistaken for a worse cause."""

    ORDERS = "orders", _("orders")
    PARCELS = "parcels", _("parcels")
    INVOICES = "invoices", _("invoices")
    NONE = "none", _("nothing: count per week")


class Fix(models.Model):
    """The day a cause was taken away, and what we expect of it, registered before the numbers are in."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="fixes")
    action = models.ForeignKey(Action, on_delete=models.SET_NULL, null=True, blank=True, related_name="fixes")
    what = models.CharField(max_length=300)
    on = models.DateField()
    washout_weeks = models.PositiveSmallIntegerField(default=1)
    weeks_before = models.PositiveSmallIntegerField(default=26)
    weeks_after = models.PositiveSmallIntegerField(default=12)
    exposure = models.CharField(max_length=8, choices=Yardstick.choices, default=Yardstick.ORDERS)
    expected_reduction = models.FloatField(null=True)
    controls = models.ManyToManyField(Reason, related_name="+")
    left_out = models.JSONField(default=list, blank=True)
    registered_at = models.DateTimeField()
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expected_reduction=None) | Q(expected_reduction__gt=0, expected_reduction__lte=1),
                name="expected_reduction_is_a_share",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} ({self.on})"


class PlanChange(models.Model):
    """What a registration said before it was changed; only while nothing had been measured."""

    fix = models.ForeignKey(Fix, on_delete=models.CASCADE, related_name="plan_changes")
    was = models.JSONField()
    by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.fix_id} changed"


class InvoiceWeek(models.Model):
    """How many invoices went out in a week, as the administration tells; Wortel sends none itself."""

    monday = models.DateField(unique=True)
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.monday}: {self.count}"


class Verdict(models.TextChoices):
    WORKS = "works", _("Works")
    WORSE = "worse", _("Backfires")
    NO_EFFECT = "no_effect", _("No real effect")
    TOO_EARLY = "too_early", _("Too early to say")


class Effect(models.Model):
    """What a fix did, measured against a quiet period and untreated topics; one row per measurement."""

    fix = models.ForeignKey(Fix, on_delete=models.CASCADE, related_name="effects")
    measured_at = models.DateTimeField()
    weeks_measured = models.PositiveSmallIntegerField(default=0)
    is_final = models.BooleanField(default=False)
    verdict = models.CharField(max_length=9, choices=Verdict.choices)
    numbers = models.JSONField()
    series = models.JSONField(default=dict)

    class Meta:
        ordering = ["-measured_at"]

    def __str__(self) -> str:
        return f"{self.verdict} {self.fix_id}"


class Closure(models.Model):
    """Why a problem was closed: an effect that was measured, or a risk somebody accepted with its running cost."""

    class Kind(models.TextChoices):
        EFFECT = "effect", _("effect measured")
        RISK = "risk", _("risk accepted")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="closures")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    effect = models.ForeignKey(Effect, on_delete=models.PROTECT, null=True)
    why = models.CharField(max_length=500, blank=True)
    running_cents_per_week = models.BigIntegerField(null=True)
    review_on = models.DateField(null=True)
    by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="effect", effect__isnull=False)
                | (Q(kind="risk", running_cents_per_week__isnull=False) & ~Q(why="")),
                name="closed_for_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.problem_id}"


class Reopening(models.Model):
    """The contacts came back, so the problem did."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="reopenings")
    closure = models.OneToOneField(Closure, on_delete=models.CASCADE, related_name="reopening")
    contacts = models.PositiveIntegerField()
    expected = models.FloatField()
    days = models.PositiveSmallIntegerField(default=7)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.problem_id} reopened"
