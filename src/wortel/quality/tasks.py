"""What is looked at by the clock. It may run twice."""

from datetime import UTC, datetime

from wortel.jobs.actions import every, job
from wortel.quality import actions


@job(alone_as="sameness")
def compare_answers(timestamp: int) -> int:
    """Once a night: did customers who asked the same hear the same?"""
    return actions.compare_answers_given(now=datetime.fromtimestamp(timestamp, UTC))


every("15 4 * * *", compare_answers)
