from datetime import UTC, datetime

from wortel.cases import actions
from wortel.jobs.actions import every, job


@job(queue="default", retry=False)
def wake_sleeping(timestamp: int) -> None:
    """Show again what was put away until now."""
    actions.wake_due(now=datetime.fromtimestamp(timestamp, UTC))


@job(queue="default", retry=False)
def own_up(timestamp: int) -> None:
    """Mark the promises whose moment went by."""
    actions.break_overdue(now=datetime.fromtimestamp(timestamp, UTC))


every("* * * * *", wake_sleeping)
every("* * * * *", own_up)
