from datetime import UTC, datetime

from wortel.jobs.actions import every, job
from wortel.reasons import actions, queries

BATCH = 25


@job()
def learn_wording(timestamp: int) -> None:
    """Learn when enough new reasons were given; one lesson costs seconds, so not after each."""
    if queries.count_unlearned() >= BATCH:
        actions.learn(now=datetime.fromtimestamp(timestamp, UTC))


every("*/20 * * * *", learn_wording)
