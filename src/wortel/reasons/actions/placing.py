"""Finding the driver of each contact soon after it came in. Only for jobs of the queue for texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from typing import Self

import numpy as np
from django.db import transaction
from django.db.models import Max, QuerySet

from wortel.analysis.topics import Familiarity, Meaning, Voters, learn_meaning
from wortel.contacts.models import Contact
from wortel.reasons.models import Assignment, Discovery, Driver, Encoder, Level, Placed, Rearrangement
from wortel.reasons.queries.corpus import Corpus, read_contacts
from wortel.reasons.rules import LEAST_SURE, OF_ALL, OF_EACH, SPREAD, STRANGE

LATELY = timedelta(days=7)
AT_ONCE = 2_000
# The meaning and the ranks are learned from no fewer.
FEWEST = 40

type Stamp = tuple[int | None, int | None, int]


@dataclass(frozen=True)
class Placer:
    """Everything needed to place a text, learned from the contacts that have a driver."""

    stamp: Stamp
    meaning: Meaning
    voters: Voters
    familiarity: Familiarity

    @classmethod
    def learn(cls, encoder: Encoder, stamp: Stamp) -> Self | None:
        rows = _list_voters()
        corpus = read_contacts([pk for pk, _, _ in rows], encoder=encoder)
        if len(corpus.contacts) < FEWEST:
            return None
        placed = {pk: (driver, variant or -1) for pk, driver, variant in rows}
        drivers, variants = np.array([placed[pk] for pk in corpus.contacts], np.int64).T
        meaning = learn_meaning(corpus.words, corpus.spoken, [corpus.vectors])
        vectors = meaning.read(corpus.words, corpus.spoken, [corpus.vectors])
        voters = Voters.gather(vectors, drivers, variants)
        return cls(stamp, meaning, voters, Familiarity.learn(vectors, drivers))

    def place(self, corpus: Corpus, now: datetime) -> list[Assignment]:
        """One for each contact; of what is too strange or unsure the driver is none."""
        votes = self.voters.ask(self.meaning.read(corpus.words, corpus.spoken, [corpus.vectors]))
        familiar = self.familiarity.rank(votes)
        belongs = (familiar >= STRANGE) & (votes.confidence >= LEAST_SURE)
        return [
            Assignment(
                contact_id=pk,
                driver_id=int(votes.drivers[at]) if belongs[at] else None,
                variant_id=int(votes.variants[at]) if belongs[at] and votes.variants[at] >= 0 else None,
                confidence=float(votes.confidence[at]),
                familiarity=float(familiar[at]),
                by=Placed.VOTED,
                at=now,
            )
            for at, pk in enumerate(corpus.contacts)
        ]


def _list_voters() -> list[tuple[int, int, int | None]]:
    """Contacts with their driver and variant: as many of a small variant as of a large one, for who is few would not be
    heard; those that a person placed speak first.
    """
    placed = Assignment.objects.filter(driver__in=Driver.objects.standing().filter(level=Level.DRIVER))
    parts = list(placed.order_by("driver", "variant").values_list("driver", "variant").distinct())
    each = max(1, min(OF_EACH, OF_ALL // max(len(parts), 1)))
    rows: list[tuple[int, int, int | None]] = []
    for driver, variant in parts:
        inside = Assignment.objects.filter(driver=driver, variant=variant).order_by("-contact")
        latest = inside.values_list("contact", "driver", "variant")
        by_person = list(latest.filter(by=Placed.PERSON)[:each])
        found = list(latest.exclude(by=Placed.PERSON)[: each * SPREAD])
        rows += [*by_person, *found[:: max(1, len(found) // each)]][:each]
    return rows


_kept: dict[int, Placer] = {}


def open_placer(encoder: Encoder) -> Placer | None:
    """The one in memory, unless the drivers changed since."""
    stamp = _find_stamp(encoder)
    if (kept := _kept.get(encoder.pk)) is not None and kept.stamp == stamp:
        return kept
    _kept.clear()
    if (placer := Placer.learn(encoder, stamp)) is not None:
        _kept[encoder.pk] = placer
    return placer


def _find_stamp(encoder: Encoder) -> Stamp:
    changed = Rearrangement.objects.aggregate(one=Max("pk"), other=Max("undone_at"))
    searched = Discovery.objects.exclude(ended_at=None).aggregate(one=Max("pk"))["one"]
    undone = int(changed["other"].timestamp()) if changed["other"] else 0
    return changed["one"], searched, undone


def place_new(*, encoder: Encoder, now: datetime) -> int:
    """Place what came in during the latest days."""
    return _place(_unplaced(encoder).filter(started_at__gte=now - LATELY), encoder, now)


def place_all(*, encoder: Encoder, now: datetime) -> int:
    """Place everything that was read, the latest first."""
    return _place(_unplaced(encoder), encoder, now)


def _unplaced(encoder: Encoder) -> QuerySet[Contact]:
    return Contact.objects.counted().filter(vectors__encoder=encoder, assignment=None)


def _place(waiting: QuerySet[Contact], encoder: Encoder, now: datetime) -> int:
    contacts = list(waiting.order_by("-started_at").values_list("pk", flat=True))
    placer = open_placer(encoder) if contacts else None
    if placer is None:
        return 0
    for some in batched(contacts, AT_ONCE):
        _keep(placer.place(read_contacts(some, encoder=encoder), now))
    return len(contacts)


@transaction.atomic
def _keep(placed: Sequence[Assignment]) -> None:
    """A driver that was taken away meanwhile takes nobody."""
    standing = set(Driver.objects.standing().values_list("pk", flat=True))
    for one in placed:
        if one.driver_id not in standing:
            one.driver_id = one.variant_id = None
        elif one.variant_id not in standing:
            one.variant_id = None
    Assignment.objects.bulk_create(placed, ignore_conflicts=True)
