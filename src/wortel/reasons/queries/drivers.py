"""What the drivers are, and what stands behind them."""

from datetime import datetime

from django.db.models import QuerySet

from wortel.reasons.models import Assignment, Discovery, Proposal, Rearrangement


def list_proposals() -> QuerySet[Proposal]:
    """What waits for somebody's word, the largest first."""
    waiting = Proposal.objects.filter(decided_at=None)
    return waiting.prefetch_related("drivers", "parts__driver").order_by("-at", "pk")


def find_latest_search() -> Discovery | None:
    return Discovery.objects.exclude(ended_at=None).order_by("-pk").first()


def list_changes(limit: int) -> QuerySet[Rearrangement]:
    """What was changed, the latest first."""
    return Rearrangement.objects.select_related("driver", "agent").order_by("-pk")[:limit]


def has_placed(*, since: datetime) -> bool:
    """Whether a contact that came in since then was placed."""
    return Assignment.objects.filter(contact__started_at__gte=since).exists()
