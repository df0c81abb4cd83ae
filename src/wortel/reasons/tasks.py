from datetime import UTC, datetime

from django.utils import timezone

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_now
from wortel.jobs.actions import TEXT, every, job
from wortel.reasons import actions, queries

BATCH = 25
# A search takes long and much memory; beside it the texts that come in are read and placed.
LONG = "long texts"


@job()
def learn_wording(timestamp: int) -> None:
    """Learn when enough new reasons were given; one lesson costs seconds, so not after each."""
    if queries.count_unlearned() >= BATCH:
        actions.learn(now=datetime.fromtimestamp(timestamp, UTC))


# Models of language are loaded where texts are read, and nowhere else: what reads is imported inside these jobs.


@job(queue=TEXT)
def read_new_texts() -> int:
    """Read what came in lately and find its driver; one job takes everything that waits."""
    from wortel.reasons.actions.placing import place_new
    from wortel.reasons.actions.texts import open_embedder, open_encoder, read_new

    now = timezone.now()
    encoder = open_encoder(embedder=open_embedder(), now=now)
    return read_new(now=now) + place_new(encoder=encoder, now=now)


@job(queue=TEXT, alone_as=LONG)
def search_drivers(timestamp: int | None = None, agent: int | None = None) -> int:
    """Read what was not read yet, search for drivers, and find that of every contact. Each night, and when asked."""
    from wortel.reasons.actions.discovering import discover
    from wortel.reasons.actions.placing import place_all
    from wortel.reasons.actions.texts import open_embedder, open_encoder, read_all

    now = datetime.fromtimestamp(timestamp, UTC) if timestamp else timezone.now()
    encoder = open_encoder(embedder=open_embedder(), now=now)
    read_all(now=now)
    asked_by = Agent.objects.filter(pk=agent).first() if agent else None
    found = discover(encoder=encoder, agent=asked_by, now=find_now(now))
    place_all(encoder=encoder, now=now)
    return found.texts


every("*/20 * * * *", learn_wording)
every("10 3 * * *", search_drivers)
