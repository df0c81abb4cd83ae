from django.db import models


class Progress(models.Model):
    """How far a long piece of work is; it survives a restart and can be asked to stop."""

    name = models.CharField(max_length=60, unique=True)
    label_nl = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    stop_asked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name} {self.done}/{self.total}"

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0
