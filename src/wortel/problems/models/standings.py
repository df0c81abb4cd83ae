"""Where people say a problem stands, when no other row says so."""

from django.conf import settings
from django.db import models

from wortel.problems.models.problem import Problem
from wortel.problems.rules import SAID, State


class Standing(models.Model):
    """Somebody said that it is being examined, is a known error, or is being fixed.

    Reported, measured, closed, accepted and merged are not said: they have rows of their own.
    """

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="standings")
    kind = models.CharField(max_length=11, choices=[(one.value, one.value) for one in SAID])
    why = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=200, blank=True)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.problem_id} {State(self.kind)}"
