"""What customers of the demo shop say in a year, with what it was truly about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np

from wortel.analysis.embedding import SentenceEncoder, Vectors
from wortel.demo.world.build import Said, World, build
from wortel.reasons.rules import read_words

TODAY = date(2026, 11, 20)
ZONE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Year:
    """What customers said, with what it was truly about."""

    said: Sequence[Said]
    words: Sequence[str]
    world: World

    @classmethod
    def live(cls, seed: int) -> "Year":
        world = build(seed, TODAY, ZONE)
        said: list[Said] = []
        for day in world.days(world.calendar.start, TODAY):
            world.orders_of(day)
            said += world.contacts_of(day)
        return cls(said, [_read(one) for one in said], world)

    def take(self, keys: Iterable[int]) -> list[str]:
        return [self.words[key] for key in keys]

    def day(self, key: int) -> date:
        return self.said[key].started_at.astimezone(ZONE).date()


def _read(one: Said) -> str:
    return read_words(subject=one.subject, text=one.text, sender=one.customer.name)


class Remembering(SentenceEncoder):
    """The shop says the same words often: each is read once."""

    def __init__(self) -> None:
        self._known: dict[str, np.ndarray] = {}

    def embed(self, texts: Sequence[str], *, kind: str = "cluster") -> Vectors:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known.update(zip(fresh, super().embed(fresh), strict=True))
        return np.stack([self._known[text] for text in texts])
