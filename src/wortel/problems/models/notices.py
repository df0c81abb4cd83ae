"""What reporters hear."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wortel.problems.models.problem import Problem


class Notice(models.Model):
    """What became of a cause, for somebody who reported it."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", _("The owner takes it on.")
        NOT_MINE = "not_mine", _("The owner says it is somebody else's.")
        PLANNED = "planned", _("The owner has planned it.")
        FIXED = "fixed", _("Something was done about it.")
        WORKS = "works", _("It works: fewer contacts.")
        RISK = "risk", _("The risk was accepted.")
        BACK = "back", _("It is back.")

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="notices")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agent", "-at"], condition=Q(read_at=None), name="notice_unread")]

    def __str__(self) -> str:
        return f"{self.kind} {self.problem_id} for {self.agent_id}"
