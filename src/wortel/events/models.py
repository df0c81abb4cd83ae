from django.db import models


class Event(models.Model):
    """One change: who did what to what, and when. Rows are never changed or removed (a trigger refuses it).

    The actor is kept as kind, id and name without a foreign key, so that any room can record its own changes.
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    actor_kind = models.CharField(max_length=12, default="system")
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=200, blank=True)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.BigIntegerField(null=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["about_kind", "about_id", "-id"], name="events_about")]

    def __str__(self) -> str:
        return f"{self.kind} {self.about_kind}:{self.about_id}"
