from datetime import UTC, datetime

from django.utils import timezone

from wortel.jobs.actions import TEXT, every, job
from wortel.reasons import actions, queries

BATCH = 25


@job()
def learn_wording(timestamp: int) -> None:
    """Learn when enough new reasons were given; one lesson costs seconds, so not after each."""
    if queries.count_unlearned() >= BATCH:
        actions.learn(now=datetime.fromtimestamp(timestamp, UTC))


@job(queue=TEXT)
def read_new_texts() -> int:
    """Read what came in lately; one job takes everything that waits."""
    # A model of language is loaded where texts are read, and nowhere else.
    from wortel.reasons.actions.texts import read_new

    return read_new(now=timezone.now())


@job(queue=TEXT, alone_as="long texts")
def read_all_texts(timestamp: int) -> int:
    """Each night: read what is older, and everything anew after another model came."""
    from wortel.reasons.actions.texts import read_all

    return read_all(now=datetime.fromtimestamp(timestamp, UTC))


every("*/20 * * * *", learn_wording)
every("40 2 * * *", read_all_texts)
