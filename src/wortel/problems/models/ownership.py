"""Who took a cause on, how they get in, and what they said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wortel.problems.models.problem import Problem
from wortel.problems.models.register import Accountable, ProcessOwner


class Ownership(models.Model):
    """Who answers for a problem, and for which share of its cost, from when until when."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="ownerships")
    owner = models.ForeignKey(ProcessOwner, on_delete=models.PROTECT, related_name="ownerships")
    share = models.DecimalField(max_digits=5, decimal_places=4, default=1)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem", "owner"], condition=Q(until=None), name="owner_once_at_a_time"),
            models.CheckConstraint(condition=Q(share__gte=0, share__lte=1), name="share_between_0_and_1"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} owns {self.problem_id}"


class OwnerLink(models.Model):
    """A signed way in for an owner without an account: it expires and can be withdrawn. Only its hash is kept.

    With a problem it opens that one and no other; without, everything that this owner answers for.
    """

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, null=True, related_name="links")
    owner = models.ForeignKey(ProcessOwner, on_delete=models.CASCADE, related_name="links")
    person = models.ForeignKey(Accountable, on_delete=models.CASCADE, null=True, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.owner_id} to {self.problem_id or 'all'}"


class OwnerAnswer(models.Model):
    """What the owner said: I take it, not mine but whose, planned for a day, done on a day."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("takes it on")
        NOT_MINE = "not_mine", _("says it is somebody else's")
        PLANNED = "planned", _("has planned it")
        DONE = "done", _("says it is done")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="answers")
    owner = models.ForeignKey(ProcessOwner, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    planned_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    what = models.CharField(max_length=300, blank=True)
    whose = models.CharField(max_length=200, blank=True)
    handed_to = models.ForeignKey(ProcessOwner, on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.problem_id}"
