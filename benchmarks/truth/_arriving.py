"""Texts that come in after topics were found: who places them, what is strange, and what a new search would move."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score, roc_auc_score

from wortel.analysis.embedding import Vectors
from wortel.analysis.topics import (
    Change,
    Familiarity,
    Topics,
    Voters,
    Votes,
    compare_topics,
    find_topics,
    learn_meaning,
)

DRAWS = 5
LATER = 0.2
UNSEEN = 5
PUBLISHED = {
    "banking77": (".742", ".856", ".82"),
    "clinc150": (".877", ".886", ".92"),
}

type Places = NDArray[np.int64]


@dataclass(frozen=True)
class Texts:
    """A set, read: the rows of each embedder, in order."""

    texts: Sequence[str]
    languages: Sequence[str]
    labels: NDArray[np.str_]
    vectors: Sequence[Vectors]

    def take(self, at: Places) -> tuple[list[str], list[str], list[Vectors]]:
        return [self.texts[i] for i in at], [self.languages[i] for i in at], [one[at] for one in self.vectors]

    def find(self, at: Places, known: Sequence[int | None] | None = None) -> Topics:
        texts, languages, vectors = self.take(at)
        return find_topics(texts, languages=languages, vectors=vectors, known=known)


def judge_arriving(said: Texts) -> tuple[str, ...]:
    """The mean over the draws of: agreement of the votes, strangeness, and both measures of what stays."""
    draws = np.array([_draw(said, np.random.default_rng(seed)) for seed in range(DRAWS)])
    spread = draws.std(axis=0, ddof=1)
    return tuple(f"{middle:.3f} ± {wide:.3f}" for middle, wide in zip(draws.mean(axis=0), spread, strict=True))


def _draw(said: Texts, chance: np.random.Generator) -> tuple[float, float, float, float]:
    order = chance.permutation(len(said.texts))
    earlier, later = np.split(order, [round(len(order) * (1 - LATER))])
    found = said.find(earlier)
    placed, _ = _ask(said, earlier, found, later)
    again = said.find(order, [*found.drivers.tolist(), *[None] * len(later)])
    return (
        float(normalized_mutual_info_score(said.labels[later], placed.drivers)),
        _judge_strange(said, earlier, later, chance),
        float(adjusted_rand_score(found.drivers, again.drivers[: len(earlier)])),
        1 - count_moved(found, again, len(earlier))[0] / len(earlier),
    )


def _judge_strange(said: Texts, earlier: Places, later: Places, chance: np.random.Generator) -> float:
    """How well texts of reasons that nobody had are told from others that come in."""
    unseen = chance.permutation(np.unique(said.labels))[:UNSEEN]
    known = earlier[~np.isin(said.labels[earlier], unseen)]
    _, familiar = _ask(said, known, said.find(known), later)
    return float(roc_auc_score(np.isin(said.labels[later], unseen), -familiar))


def _ask(said: Texts, known: Places, found: Topics, asked: Places) -> tuple[Votes, NDArray[np.float64]]:
    """As the house does it: the votes, and how familiar each text is."""
    meaning = learn_meaning(*said.take(known))
    learned = meaning.read(*said.take(known))
    votes = Voters.gather(learned, found.drivers, found.variants).ask(meaning.read(*said.take(asked)))
    return votes, Familiarity.learn(learned, found.drivers).rank(votes)


def count_moved(found: Topics, again: Topics, size: int) -> tuple[int, list[Change]]:
    """Of so many earlier texts those that stand elsewhere when every proposal is accepted, and the proposals."""
    before, after = found.drivers.tolist(), again.drivers.tolist()
    changes = compare_topics(dict(enumerate(before)), dict(enumerate(after)))
    flows = Counter(zip(before, after[:size], strict=True))
    return sum(_count(change, flows) for change in changes), changes


def _count(change: Change, flows: Counter[tuple[int, int]]) -> int:
    """Earlier texts that another driver takes when this is accepted: the largest part keeps its driver."""
    if change.kind == "new":
        return sum(n for (_, new), n in flows.items() if new in change.after)
    if change.kind in {"split", "merged"}:
        return sum(sorted(flows[old, new] for old in change.before for new in change.after)[:-1])
    return 0
