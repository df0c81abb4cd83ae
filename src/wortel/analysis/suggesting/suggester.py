"""What was learned, and what it suggests."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from wortel.analysis.embedding import Calibration, Vectors
from wortel.analysis.suggesting.around import Around
from wortel.analysis.suggesting.heads import Floats
from wortel.analysis.suggesting.pieces import Pieces
from wortel.analysis.suggesting.pool import Pool
from wortel.analysis.suggesting.said import Examples, Said
from wortel.analysis.suggesting.teaching import Taught, see
from wortel.analysis.suggesting.trial import Trial

SHOWN = 3
ALIKE = 3


@dataclass(frozen=True, slots=True)
class Suggested:
    """The likeliest reasons with their probability, and why the first: words, and the keys of examples most like it.

    When it is not sure nothing should be filled in; `is_strange` says that nothing like it was ever seen.
    """

    reasons: tuple[tuple[str, float], ...]
    is_sure: bool
    is_strange: bool
    words: tuple[str, ...]
    alike: tuple[int, ...]


@dataclass(frozen=True)
class Familiar:
    """What held-out texts showed of being known: a row a sign, with its value at each percentage of them."""

    steps: Floats

    def rank(self, signs: Floats) -> Floats:
        """Between 0, stranger than anything, and 1; from a column a text and a row a sign."""
        ranks = [
            np.searchsorted(steps, found, side="right") / len(steps)
            for steps, found in zip(self.steps, signs, strict=True)
        ]
        return np.asarray(np.mean(ranks, axis=0), np.float64)


@dataclass(frozen=True)
class Experience:
    """What held-out texts taught: how to pool, when to keep silent, what is strange; and the trial to show."""

    pool: Pool
    trial: Trial
    familiar: Familiar
    least_familiar: float


@dataclass(frozen=True)
class Learned:
    """What is kept between two lessons. Without `experience` it is never sure."""

    kinds: tuple[str, ...]
    calibration: Calibration
    pieces: Pieces
    taught: Taught
    experience: Experience | None

    def look_around(self, examples: Examples, others: Said) -> Around:
        """Take these texts for neighbours: what a person said of the examples, what is suggested for the others."""
        seen = see(examples.said + others, self.calibration, self.pieces)
        number = {kind: at for at, kind in enumerate(self.kinds)}
        # A reason that is newer than this lesson is not known yet.
        given = np.array([number.get(reason, -1) for reason in examples.reasons] + [-1] * len(others), np.int64)
        keys = np.array([*examples.keys, *[0] * len(others)], np.int64)
        chances = self.taught.guess(seen).astype(np.float32)
        told = np.flatnonzero(given >= 0)
        chances[told] = np.eye(len(self.kinds), dtype=np.float32)[given[told]]
        return Around(seen.vectors, seen.rows, chances, keys, given)


@dataclass(frozen=True)
class Suggester:
    """Suggests reasons for texts."""

    learned: Learned
    around: Around

    def suggest(self, said: Said) -> list[Suggested]:
        """In the order of the texts."""
        if not len(said):
            return []
        read, experience = self.read(said), self.learned.experience
        chances = (experience.pool if experience else Pool()).chances(read.heads)
        strange = np.zeros(len(said), bool)
        if experience:
            strange = experience.familiar.rank(read.signs) < experience.least_familiar
        return [self._suggest(said.texts[at], read, at, chances[at], bool(strange[at])) for at in range(len(said))]

    def _suggest(self, text: str, read: "Read", at: int, chances: Floats, is_strange: bool) -> Suggested:
        learned = self.learned
        order = np.argsort(-chances, kind="stable")[:SHOWN]
        first = int(order[0])
        threshold = learned.experience.trial.threshold if learned.experience else np.inf
        return Suggested(
            reasons=tuple((learned.kinds[kind], float(chances[kind])) for kind in order),
            is_sure=bool(chances[first] >= threshold) and not is_strange,
            is_strange=is_strange,
            words=learned.pieces.find_words(text, first, learned.taught.wording),
            alike=self.around.find_alike(read.vectors[at], read.rows[[at]], first, ALIKE),
        )

    def read(self, said: Said) -> "Read":
        """What each head makes of these texts, before it is pooled."""
        learned, taught = self.learned, self.learned.taught
        seen = see(said, learned.calibration, learned.pieces)
        near = self.around.ask(seen.vectors, seen.rows)
        heads = (*taught.log_chances(seen), near.log_chances)
        strongest = taught.meaning.score(seen.vectors).max(axis=1)
        agreed = (heads[0] + heads[1]).max(axis=1)
        return Read(seen.vectors, seen.rows, heads, np.stack([strongest, agreed, near.nearest]))


@dataclass(frozen=True)
class Read:
    """What the heads make of texts.

    Each has three signs of being known: how strongly its meaning speaks for one reason, how far meaning and wording
    agree on one, and how near the nearest texts are.
    """

    vectors: Vectors
    rows: Any
    heads: tuple[Floats, ...]
    signs: Floats
