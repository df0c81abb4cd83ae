"""Evidence put on paper for a claim: who made it, about what, and its fingerprint. The paper is not kept here."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from wortel.orders.models import Parcel
from wortel.problems.models.problem import Problem


class PackBatch(models.Model):
    """The evidence of every parcel of a problem, made by a job and fetched within a week."""

    problem = models.ForeignKey(Problem, on_delete=models.CASCADE, related_name="pack_batches")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    is_redacted = models.BooleanField(default=True)
    has_originals = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    parcels = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=200, blank=True)
    file_hash = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_redacted=True, has_originals=False) | ~Q(why=""), name="batch_names_people_for_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.problem_id} {self.asked_at:%Y-%m-%d}"

    @property
    def is_ready(self) -> bool:
        return bool(self.file) and self.removed_at is None


class Pack(models.Model):
    """The evidence about one parcel, once it was made."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="packs")
    batch = models.ForeignKey(PackBatch, on_delete=models.CASCADE, null=True, related_name="packs")
    agent = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    is_redacted = models.BooleanField(default=True)
    has_originals = models.BooleanField(default=False)
    why = models.CharField(max_length=300, blank=True)
    content_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["parcel", "-made_at"], name="pack_parcel")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_redacted=True, has_originals=False) | ~Q(why=""), name="pack_names_people_for_a_reason"
            )
        ]

    def __str__(self) -> str:
        return self.content_hash[:12]
