"""Looking for the root: the chain of whys, the branches of a fishbone, and what might be the cause."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from wortel.problems.models.problem import Problem


class Note(models.Model):
    """One why of the chain, or what hangs on one branch of the fishbone. Earlier words stand in the events."""

    class Kind(models.TextChoices):
        WHY = "why", _("Why?")
        PEOPLE = "people", _("People")
        WAY = "way", _("Way of working")
        SYSTEMS = "systems", _("Systems")
        INFORMATION = "information", _("Information")
        PRODUCT = "product", _("Product")
        PARTNERS = "partners", _("Partners")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=11, choices=Kind.choices)
    place = models.PositiveSmallIntegerField(default=1)
    text = models.TextField(blank=True)
    by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "place"]
        constraints = [models.UniqueConstraint(fields=["problem", "kind", "place"], name="note_once_per_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.place}"


class Hypothesis(models.Model):
    """What might be the cause, whether facts support it, and where those facts stand."""

    class State(models.TextChoices):
        OPEN = "open", _("to be tested")
        SUPPORTED = "supported", _("supported")
        REJECTED = "rejected", _("rejected")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="hypotheses")
    text = models.CharField(max_length=500)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    evidence = models.URLField(max_length=500, blank=True)
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    judged_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name_plural = "hypotheses"

    def __str__(self) -> str:
        return self.text
