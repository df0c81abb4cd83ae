from django.db import models


class Knock(models.Model):
    """Somebody used the public form. Who is kept as a keyed hash, for an hour, to slow down floods."""

    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["who", "at"], name="knock_who")]

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"
