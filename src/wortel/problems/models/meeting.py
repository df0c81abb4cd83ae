"""The weekly meeting about causes: who was there, and what was decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wortel.problems.models.problem import Problem


class Part(models.TextChoices):
    """The five parts of the agenda, in the order in which they are dealt with."""

    NEW = "new", _("New")
    UNOWNED = "unowned", _("Without an owner")
    AGEING = "ageing", _("Standing still")
    MEASURED = "measured", _("Measured")
    TO_DECIDE = "to_decide", _("To decide")


class Meeting(models.Model):
    """One meeting; only one runs at a time, so that two screens are in the same room."""

    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.UniqueConstraint(fields=["ended_at"], nulls_distinct=False, name="one_meeting_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d}"

    @property
    def is_running(self) -> bool:
        return self.ended_at is None


class Attendance(models.Model):
    """Somebody who was there. With an address they get the minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "name"], name="present_once")]

    def __str__(self) -> str:
        return self.name


class Decision(models.Model):
    """What was decided about a cause, with what it cost a week at that moment; undone it stays readable."""

    class Kind(models.TextChoices):
        ASSIGN = "assign", _("Owner named")
        PLAN = "plan", _("Planned")
        ASK = "ask", _("Question asked")
        MERGE = "merge", _("Made one cause")
        RISK = "risk", _("Risk accepted")
        CLOSE = "close", _("Closed: it works")
        PARK = "park", _("Parked until next week")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="decisions")
    part = models.CharField(max_length=9, choices=Part.choices)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    what = models.CharField(max_length=500, blank=True)
    details = models.JSONField(default=dict)
    contacts_per_week = models.PositiveIntegerField(default=0)
    cents_per_week = models.BigIntegerField(default=0)
    by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["problem", "-at"], condition=Q(undone_at=None), name="decision_problem")]

    def __str__(self) -> str:
        return f"{self.kind} {self.problem_id}"
