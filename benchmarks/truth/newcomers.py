"""How often is something called new that is not, and how soon is something new told? On public requests.

The requests of a set are laid out over a year, so many a day with a rhythm of the week, some reasons far more often
than others; nothing changes in that year. Three in ten are followed within two days by another of the same customer, of
the same reason and in nearly the same words. False: groups of five customers or more that are called new.

Told: a reason that a customer gives once in four days is given 3, 5, 6 and 8 times on four days in a row, by different
customers of whom one in seven writes again. The share of forty such reasons of which a group is about more than half.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from benchmarks.results import record, table
from benchmarks.truth._requests import read_requests
from numpy.typing import NDArray

from wortel.analysis.cleaning import clean
from wortel.analysis.embedding import SentenceEncoder, Vectors, find_centre
from wortel.analysis.topics import find_newcomers
from wortel.reasons.rules import LATELY, LOOKED_BACK, SAME

SETS = ("banking77", "clinc150", "bitext_support_en")
RATES = (10, 30, 60)
RHYTHM = np.array([1.4, 1.3, 1.2, 1.15, 1.1, 0.6, 0.16])
BACK, YEAR = LOOKED_BACK.days, 365
CUSTOMERS, AGAIN, AGAIN_OF_NEW = 0.5, 0.3, 0.15
PLANTED, BEFORE, COUNTS, TOLD = 40, 0.25, (3, 5, 6, 8), (2, 3, 4)
FIVE = 5

type Places = NDArray[np.int64]


@dataclass(frozen=True)
class Pool:
    """The requests of a set: what was read of each, and its reason."""

    vectors: Vectors
    reasons: NDArray[np.str_]

    @classmethod
    def read(cls, name: str) -> "Pool":
        said = read_requests((name,))
        rows = SentenceEncoder().embed([clean(text) for text in said.texts])
        return cls(find_centre(rows, said.languages).apply(rows, said.languages), np.array(said.labels))

    def weigh(self, chance: np.random.Generator) -> NDArray[np.float64]:
        """How often each request is made: reasons differ much, the requests of one do not."""
        _, of, sizes = np.unique(self.reasons, return_inverse=True, return_counts=True)
        weights: NDArray[np.float64] = (chance.lognormal(0, 1, len(sizes)) / sizes)[of]
        return weights

    def repeat(self, at: int, chance: np.random.Generator) -> int:
        """One of the five nearest to a request of its reason."""
        same = np.flatnonzero(self.reasons == self.reasons[at])
        return int(chance.choice(same[np.argsort(-(self.vectors[same] @ self.vectors[at]))[:FIVE]]))


@dataclass(frozen=True)
class Said:
    """Which request came in on which day, and from whom; in order of day."""

    pool: Pool
    days: Places
    requests: Places
    customers: Places

    @classmethod
    def live(cls, pool: Pool, days: Places, requests: Places, again: float, chance: np.random.Generator) -> "Said":
        """Everything that is given, and what follows it: the same customer, within two days, perhaps once more."""
        people = chance.integers(0, max(1, round(len(days) * CUSTOMERS)), len(days))
        waves = [np.stack([days, requests, people])]
        while waves[-1].size:
            on, said, who = waves[-1][:, chance.random(waves[-1].shape[1]) < again]
            later = [pool.repeat(at, chance) for at in said.tolist()]
            waves.append(np.stack([on + chance.integers(0, 3, len(on)), np.array(later, np.int64), who]))
        every = np.hstack(waves)
        return cls(pool, *every[:, every[0].argsort(kind="stable")])

    def look(self, on: int) -> Iterator[Places]:
        """What is called new on the evening of a day."""
        at = np.flatnonzero((self.days <= on) & (self.days > on - BACK))
        ages = (on - self.days[at]).astype(np.float64)
        for group in find_newcomers(self.pool.vectors[self.requests[at]], ages, self.customers[at]):
            if len({*self.customers[at[group]].tolist()}) >= FIVE:
                yield at[group]


def count_false(pool: Pool, rate: int) -> float:
    """False groups a year: what is told again while it goes on counts once."""
    chance = np.random.default_rng(rate)
    weights = pool.weigh(chance)
    days = _lay_out(rate, BACK + YEAR, 0, chance)
    requests = chance.choice(len(weights), len(days), p=weights / weights.sum())
    said, known, false = Said.live(pool, days, requests, AGAIN, chance), list[set[int]](), 0
    for on in range(BACK, BACK + YEAR):
        for group in said.look(on):
            members = {*group.tolist()}
            earlier = [one for one in known if len(one & members) >= SAME * min(len(one), len(members))]
            false += not earlier
            known = [*(one for one in known if one not in earlier), members.union(*earlier)]
    return false


def tell(pool: Pool, rate: int) -> list[float]:
    """The share of the planted reasons that is told by each of the days."""
    chance = np.random.default_rng(rate)
    told = np.array([_tell_one(pool, rate, number, chance) for number in range(PLANTED)])
    shares: list[float] = np.maximum.accumulate(told, axis=1).mean(axis=0).tolist()
    return shares


def _tell_one(pool: Pool, rate: int, number: int, chance: np.random.Generator) -> list[bool]:
    weights, reason = pool.weigh(chance), chance.choice(np.unique(pool.reasons))
    weights[pool.reasons == reason] = 0
    usual = _lay_out(rate, BACK + len(COUNTS), number, chance)
    counts = [*(chance.random(BACK - 1) < BEFORE), *COUNTS]
    new = np.repeat(np.arange(len(counts)), counts)
    requests = [
        chance.choice(len(weights), len(usual), p=weights / weights.sum()),
        chance.choice(np.flatnonzero(pool.reasons == reason), len(new)),
    ]
    said = Said.live(pool, np.append(usual, new), np.concatenate(requests), AGAIN_OF_NEW, chance)
    return [
        any((pool.reasons[said.requests[group]] == reason).mean() > 1 / 2 for group in said.look(BACK - 2 + day))
        for day in TOLD
    ]


def _lay_out(rate: int, days: int, first: int, chance: np.random.Generator) -> Places:
    """The day of each of so many requests a day."""
    return np.repeat(np.arange(days), chance.poisson(rate * RHYTHM[(np.arange(days) + first) % LATELY.days]))


def main(sets: Sequence[str], rates: Sequence[int]) -> None:
    rows = []
    for name in sets:
        pool = Pool.read(name)
        for rate in rates:
            shares = tell(pool, rate)
            rows.append((name, f"{rate}", f"{count_false(pool, rate)}", *(f"{share:.0%}" for share in shares)))
            print(*rows[-1], flush=True)
    heads = ("set", "a day", "false a year", *(f"told by day {day}" for day in TOLD))
    about = (__doc__ or "").partition("\n\n")[2].strip()
    record("newcomers", f"{about}\n\n{table(heads, rows)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--rates", type=int, nargs="+", default=RATES)
    main(**vars(parser.parse_args()))
