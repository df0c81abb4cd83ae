from django.db.models import QuerySet

from wortel.jobs.models import Progress


def list_running() -> QuerySet[Progress]:
    """Long work that is not finished yet."""
    return Progress.objects.filter(finished_at=None).order_by("id")
