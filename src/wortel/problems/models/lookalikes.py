"""Contacts that look like one cause: proposals, and what people said to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wortel.contacts.models import Contact
from wortel.problems.models.problem import Problem
from wortel.reasons.models import Reason


class Gathering(models.Model):
    """One look at all contacts whose cause remains and that stand loose."""

    at = models.DateTimeField()
    contacts = models.PositiveIntegerField()
    groups = models.PositiveIntegerField()
    mark = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"{self.groups} of {self.contacts} at {self.at:%Y-%m-%d %H:%M}"


class LookAlikeQuerySet(models.QuerySet["LookAlike"]):
    def unanswered(self) -> "LookAlikeQuerySet":
        said = LookAlikeAnswer.objects.filter(group=models.OuterRef("pk"), undone_at=None)
        return self.filter(~models.Exists(said), withdrawn_at=None)


class LookAlike(models.Model):
    """A group of contacts that look like one cause, with what they share. `likely` is a cause that is known already."""

    reason = models.ForeignKey(Reason, on_delete=models.SET_NULL, null=True, related_name="+")
    likely = models.ForeignKey(Problem, on_delete=models.SET_NULL, null=True, related_name="look_alikes")
    score = models.FloatField()
    why = models.JSONField()
    found_at = models.DateTimeField()
    grown_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = LookAlikeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.pk}: {self.score}"


class Alike(models.Model):
    """A contact in such a group; `place` is its place by likeness, the surest first."""

    group = models.ForeignKey(LookAlike, on_delete=models.CASCADE, related_name="alikes")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="alikes")
    place = models.PositiveIntegerField()
    left_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["group", "contact"], name="alike_once_per_group")]

    def __str__(self) -> str:
        return f"{self.contact_id} in {self.group_id}"


class LookAlikeAnswer(models.Model):
    """What somebody said to it: one cause, or not the same. `done` is what joining changed, for undo."""

    class Kind(models.TextChoices):
        JOINED = "joined", _("one cause")
        REFUSED = "refused", _("not the same")

    group = models.ForeignKey(LookAlike, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    problem = models.ForeignKey(Problem, on_delete=models.SET_NULL, null=True, related_name="+")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    done = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group"], condition=Q(undone_at=None), name="one_answer_per_group")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.group_id}"
