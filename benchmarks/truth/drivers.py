"""Which planted causes of the demo shop are recovered as drivers, and on which day what is planted to rise is seen.

The year is told without any label. Recovered: the drivers of which a cause is the largest part, taken together, hold
its contacts (recall) and little else (precision); nine tenths of a cause stand in so many drivers, of whose contacts
about it so many are English. Seen: the shop lives on day by day; a topic is told on the evening that a proposal or an
alarm holds half of what is said of it that week, most of it begun less than 28 days ago. Anything else is a false
alarm. Nobody can tell a new topic before five customers said it. In the small shop nine in ten contacts are left out,
but none of what began.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import numpy as np
from benchmarks.results import record, table
from benchmarks.truth._living import Life, Told, find_begins, find_earliest
from benchmarks.truth._year import TODAY, Remembering, Year
from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

from wortel.analysis.topics import find_topics
from wortel.demo.world.plan import CAUSES, EMERGING, WEEK
from wortel.demo.world.topics import UNLINKED
from wortel.reasons.rules import LOOKED_BACK

MOST = 0.9
SMALL = 10
YEAR = timedelta(days=365)
# Before anything that is planted begins.
SEARCHED = 13 * WEEK
HEADS = (
    *("planted cause", "contacts", "drivers", "precision", "recall", "variants", "precision", "recall"),
    *("90% in drivers", "English in each"),
)
HOUSES = ("as it is", "its past left out", "a tenth")
PLANTED = (*(cause.topic for cause in CAUSES), *(topic.code for topic in UNLINKED), EMERGING)


def recover(year: Year, encoder: Remembering) -> tuple[str, Sequence[Iterable[str]]]:
    """How well drivers agree with topics, and for each planted cause what was recovered."""
    found = find_topics(year.words, embedders=[encoder])
    truth = [one.topic for one in year.said]
    themes = [found.topics[number].parent for number in found.drivers]
    agree = " · ".join(
        f"{name}: ARI {adjusted_rand_score(truth, labels):.3f}, AMI {adjusted_mutual_info_score(truth, labels):.3f}"
        for name, labels in (("drivers", found.drivers), ("themes", themes))
    )
    sizes = Counter(truth)
    by_driver = _majority(found.drivers.tolist(), truth)
    by_leaf = _majority(np.where(found.variants >= 0, found.variants, found.drivers).tolist(), truth)
    rows = [
        (
            *(cause, f"{sizes[cause]:,}"),
            *_score(by_driver[cause], sizes[cause]),
            *_score(by_leaf[cause], sizes[cause]),
            *_spread(year, cause, found.drivers.tolist()),
        )
        for cause in PLANTED
        if sizes[cause]
    ]
    heads = (
        f"{len(set(truth))} topics, {len(found.of_level('driver'))} drivers in {len(found.of_level('theme'))} themes"
    )
    return f"{heads}. {agree}.", rows


def _score(mine: tuple[int, int, int], size: int) -> tuple[str, ...]:
    parts, held, right = mine
    return f"{parts}", f"{right / held:.1%}" if held else "–", f"{right / size:.1%}"


def _spread(year: Year, cause: str, drivers: Sequence[int]) -> tuple[str, str]:
    """In how many drivers most of a cause stands, and the share of English among its contacts in each."""
    spoken = Counter((driver, one.customer.language) for driver, one in zip(drivers, year.said, strict=True)
                     if one.topic == cause)  # fmt: skip
    sizes: Counter[int] = Counter()
    for (driver, _), n in spoken.items():
        sizes[driver] += n
    shares, held = list[str](), 0
    for driver, n in sizes.most_common():
        if held >= MOST * sizes.total():
            break
        held += n
        shares.append(f"{spoken[driver, 'en'] / n:.0%}")
    return f"{len(shares)}", ", ".join(shares)


def _majority(labels: Sequence[int], truth: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """For each topic the parts that are mostly about it: how many, how many contacts they hold, how many its own."""
    inside: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for number, topic in zip(labels, truth, strict=True):
        inside[number][topic] += 1
    told: defaultdict[str, tuple[int, int, int]] = defaultdict(lambda: (0, 0, 0))
    for counts in inside.values():
        (topic, right), *_ = counts.most_common(1)
        parts, held, sure = told[topic]
        told[topic] = (parts + 1, held + counts.total(), sure + right)
    return told


def choose(year: Year, house: str, seed: int) -> list[int]:
    """The contacts of one of the houses."""
    begins, chance = find_begins(year), random.Random(seed)

    def is_there(key: int) -> bool:
        topic, has_begun = year.said[key].topic, begins.get(year.said[key].topic, date.max) <= year.day(key)
        if house == "its past left out":
            return topic != EMERGING or has_begun
        return house == "as it is" or has_begun or chance.random() < 1 / SMALL

    return [key for key in range(len(year.said)) if is_there(key)]


def see(year: Year, encoder: Remembering, seed: int) -> str:
    """The table: each planted topic, and the day on which each house was told of it."""
    begins, rows = find_begins(year), list[tuple[str, ...]]()
    first, searched = year.world.calendar.start + LOOKED_BACK, year.world.calendar.this_monday - SEARCHED
    for house in HOUSES:
        life = Life(year, choose(year, house, seed), encoder)
        fresh, rising, best = life.watch_newcomers(first), life.watch_drivers(searched), life.watch_planted(searched)
        days = [
            " / ".join(
                _tell_day(on, begin)
                for on in (find_earliest(life, topic, begin), *(told.on.get(topic) for told in (fresh, rising, best)))
            )
            for topic, begin in begins.items()
        ]
        rows.append((house, f"{len(life.keys):,}", *days, _tell_false(fresh, first), _tell_false(rising, searched)))
    heads = ("house", "contacts", *begins, "false proposals a year", "false alarms a year")
    return (
        "Five customers / proposed as new / alarm on a driver / alarm if every topic were known, by day of the topic:"
        f"\n\n{table(heads, rows)}"
    )


def _tell_day(on: date | None, begin: date) -> str:
    return f"{(on - begin).days + 1}" if on else "–"


def _tell_false(told: Told, first: date) -> str:
    return f"{len(told.false) * (YEAR / (TODAY - first)):.1f}"


def main(seeds: Sequence[int]) -> None:
    parts = [_tell(seed) for seed in seeds]
    report = "\n\n".join([(__doc__ or "").partition("\n\n")[2].strip(), *parts])
    print(report)
    record("drivers", report)


def _tell(seed: int) -> str:
    year, encoder = Year.live(seed), Remembering()
    agree, rows = recover(year, encoder)
    seen = see(year, encoder, seed)
    return f"Seed {seed}: {len(year.said):,} contacts. {agree}\n\n{table(HEADS, rows)}\n\n{seen}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    main(parser.parse_args().seeds)
