"""Telling those who reported a cause what became of it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from wortel.problems.models import Flag, Notice, Problem

REMEMBERED = timedelta(days=180)


def tell_reporters(*, problem: Problem, kind: Notice.Kind, now: datetime) -> int:
    """One notice for each colleague who reported this cause in the last half year."""
    reporters = (
        Flag.objects.filter(problem=problem, agent__is_active=True, at__gt=now - REMEMBERED)
        .order_by()
        .values_list("agent", flat=True)
        .distinct()
    )
    notices = [Notice(problem=problem, agent_id=agent, kind=kind, at=now) for agent in reporters]
    Notice.objects.bulk_create(notices)
    return len(notices)


def untell_reporters(*, problem: Problem, kinds: Collection[Notice.Kind], since: datetime) -> None:
    """What was taken back is not told; what somebody read already stays read."""
    Notice.objects.filter(problem=problem, kind__in=kinds, at__gte=since, read_at=None).delete()
