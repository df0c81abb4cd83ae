"""What is looked at by the clock. It may run twice."""

from datetime import UTC, datetime

from wortel.jobs.actions import enqueue, every, job
from wortel.quality import actions, queries


@job(alone_as="sameness")
def compare_answers(timestamp: int) -> int:
    """Once a night: did customers who asked the same hear the same?"""
    return actions.compare_answers_given(now=datetime.fromtimestamp(timestamp, UTC))


@job()
def compare_anew(timestamp: int) -> None:
    """Where drivers were searched since answers were compared, other customers asked the same."""
    if queries.has_new_drivers():
        enqueue(compare_answers, once_as="compare answers", timestamp=timestamp)


every("*/2 * * * *", compare_anew)
every("15 4 * * *", compare_answers)
