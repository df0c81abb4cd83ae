from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateJob

from wortel.jobs.models import Progress


def list_running() -> QuerySet[Progress]:
    """Long work that is not finished yet."""
    return Progress.objects.filter(finished_at=None).order_by("id")


def has_due(queue: str) -> bool:
    """Whether a job of this queue is being done or could be."""
    due = Q(status="todo") & (Q(scheduled_at=None) | Q(scheduled_at__lte=Now()))
    return ProcrastinateJob.objects.filter(due | Q(status="doing"), queue_name=queue).exists()
