from datetime import UTC, datetime, timedelta

from django.utils import timezone

from wortel.accounts.models import Agent
from wortel.accounts.queries import find_now, find_time_zone
from wortel.jobs.actions import TEXT, enqueue, every, job, make_way
from wortel.reasons import actions, queries

BATCH = 25
# A search takes long and much memory; beside it the texts that come in are read and placed.
LONG = "long texts"
LEARN = "learn reasons"
PLACED_HOURS = timedelta(hours=2)


# Models of language are loaded where texts are read, and nowhere else: what reads is imported inside these jobs.


@job(queue=TEXT)
def learn_reasons() -> int:
    """Learn from the reasons that people gave, and guess anew for what still waits for a person."""
    from wortel.reasons.actions.guessing import guess_waiting, learn_reasons

    lesson = learn_reasons(now=timezone.now())
    guess_waiting(now=timezone.now())
    return lesson.learned_from if lesson else 0


@job(queue=TEXT)
def guess_reasons() -> int:
    """Guess the reason of what was read and waits for a person; the first time this begins with learning."""
    from wortel.reasons.actions.guessing import guess_waiting

    return guess_waiting(now=timezone.now())


@job()
def learn_wording(timestamp: int) -> None:
    """Learn when enough new reasons were given, the small model here and the large one where texts are read."""
    if queries.count_unlearned() >= BATCH:
        actions.learn(now=datetime.fromtimestamp(timestamp, UTC))
        enqueue(learn_reasons, once_as=LEARN)


@job(queue=TEXT)
def read_new_texts() -> int:
    """Read what came in lately and find its driver; one job takes everything that waits."""
    from wortel.reasons.actions.placing import place_new
    from wortel.reasons.actions.texts import open_embedder, open_encoder, read_new

    now = timezone.now()
    encoder = open_encoder(embedder=open_embedder(), now=now)
    done = read_new(now=now) + place_new(encoder=encoder, now=now)
    enqueue(guess_reasons, once_as="guess reasons")
    return done


@job(queue=TEXT, alone_as=LONG)
def search_drivers(timestamp: int | None = None, agent: int | None = None) -> int:
    """Read what was not read yet, search for drivers, find that of every contact, and say which ones rise.

    Each night, and when somebody asks for it.
    """
    from wortel.reasons.actions.discovering import discover
    from wortel.reasons.actions.emerging import see_new_topics, see_rising_drivers
    from wortel.reasons.actions.placing import place_all
    from wortel.reasons.actions.texts import open_embedder, open_encoder, read_all

    now = datetime.fromtimestamp(timestamp, UTC) if timestamp else timezone.now()
    encoder = open_encoder(embedder=open_embedder(), now=now)
    read_all(now=now)
    asked_by = Agent.objects.filter(pk=agent).first() if agent else None
    found = discover(encoder=encoder, agent=asked_by, now=find_now(now))
    place_all(encoder=encoder, now=now)
    see_new_topics(encoder=encoder, now=find_now(now))
    see_rising_drivers(on=find_now(now).astimezone(find_time_zone()).date() - timedelta(days=1))
    make_way()
    return found.texts


@job(queue=TEXT)
def see_what_rises(timestamp: int | None = None) -> int:
    """Say what nobody said before and more and more customers say now."""
    from wortel.reasons.actions.emerging import see_new_topics
    from wortel.reasons.actions.texts import open_embedder, open_encoder

    now = datetime.fromtimestamp(timestamp, UTC) if timestamp else timezone.now()
    return see_new_topics(encoder=open_encoder(embedder=open_embedder(), now=now), now=find_now(now))


@job()
def look_for_new_topics(timestamp: int) -> None:
    """Each hour, where something came in since: what reads texts need not come for nothing."""
    if queries.has_placed(since=datetime.fromtimestamp(timestamp, UTC) - PLACED_HOURS):
        enqueue(see_what_rises, once_as="see what rises")


every("35 * * * *", look_for_new_topics)
every("*/20 * * * *", learn_wording)
every("10 3 * * *", search_drivers)
