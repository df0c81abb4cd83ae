"""What did the customer go through to say this?

What people do tells of frustration before their words do: coming back for the same thing, a third time, waiting,
being handed over, trying another channel, sending the same words again. Each is one point; two or more make a contact
heavy. The points are equal, as a choice and not an estimate: so the score can be explained, and checked anywhere.

Do not use it to say how one person feels, nor about one colleague: most of this happened before they picked up. And do
not hold it against words: who says it calmly went through it just the same.

Reference: the unweighted sum of signs (Dawes, 1979, on the robust beauty of improper linear models).

>>> burden = Burden(nth=3, has_waited=False, was_handed_over=False, has_switched=True, has_repeated=False)
>>> burden.parts, burden.points, burden.is_heavy
(('again', 'third', 'switched'), 3, True)
"""

from dataclasses import dataclass
from typing import Literal

type Part = Literal["again", "third", "waited", "handed_over", "switched", "same_words"]

PARTS: tuple[Part, ...] = ("again", "third", "waited", "handed_over", "switched", "same_words")
HEAVY = 2
# On the line; in writing somebody waits too long when a promise of ours is broken.
LONG_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Burden:
    """Which contact about the same thing this is, and what else happened around it."""

    nth: int
    has_waited: bool
    was_handed_over: bool
    has_switched: bool
    has_repeated: bool

    @property
    def parts(self) -> tuple[Part, ...]:
        is_there = (
            self.nth >= 2,
            self.nth >= 3,
            self.has_waited,
            self.was_handed_over,
            self.has_switched,
            self.has_repeated,
        )
        return tuple(part for part, is_so in zip(PARTS, is_there, strict=True) if is_so)

    @property
    def points(self) -> int:
        return len(self.parts)

    @property
    def is_heavy(self) -> bool:
        return self.points >= HEAVY
