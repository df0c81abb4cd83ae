"""Which planted causes of the demo shop are recovered as drivers, and on which day what is planted to rise is seen.

The year is told without any label. Recovered: the drivers of which a cause is the largest part, taken together, hold
its contacts (recall) and little else (precision). Rises: the shop is searched up to the day before, then lives on day
by day; a topic is seen on the evening that an alarm or a proposal is mostly about it.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import numpy as np
from benchmarks.results import record, table
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from wortel.analysis.bursts import find_bursts, is_new_topic, read_days
from wortel.analysis.embedding import SentenceEncoder, Vectors
from wortel.analysis.topics import (
    Familiarity,
    Meaning,
    Topics,
    Voters,
    find_languages,
    find_topics,
    learn_meaning,
)
from wortel.analysis.topics.gathering import find_likeness, gather_alike
from wortel.demo.world.build import Said, World, build
from wortel.demo.world.plan import CAUSES, EMERGING
from wortel.demo.world.topics import UNLINKED
from wortel.reasons.rules import LEAST_SURE, OF_EACH, SPREAD, STRANGE, read_words

TODAY = date(2026, 11, 20)
ZONE = ZoneInfo("Europe/Amsterdam")
POOL = timedelta(days=28)
FEWEST = 5
HEADS = ("planted cause", "contacts", *("drivers", "precision", "recall"), *("variants", "precision", "recall"))
PLANTED = (*(cause.topic for cause in CAUSES), *(topic.code for topic in UNLINKED), EMERGING)


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


def recover(year: Year, encoder: Remembering) -> tuple[str, Sequence[Iterable[str]]]:
    """How well drivers agree with topics, and for each planted cause what was recovered."""
    found = find_topics(year.words, embedders=[encoder])
    truth = [one.topic for one in year.said]
    themes = [found.topics[number].parent for number in found.drivers]
    agree = " · ".join(
        f"{name}: ARI {adjusted_rand_score(truth, labels):.3f}, NMI {normalized_mutual_info_score(truth, labels):.3f}"
        for name, labels in (("drivers", found.drivers), ("themes", themes))
    )
    sizes = Counter(truth)
    by_driver = _majority(found.drivers.tolist(), truth)
    by_leaf = _majority(np.where(found.variants >= 0, found.variants, found.drivers).tolist(), truth)
    rows = [
        (cause, f"{sizes[cause]:,}", *_score(by_driver[cause], sizes[cause]), *_score(by_leaf[cause], sizes[cause]))
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


def see_burst(year: Year, encoder: Remembering, topic: str, begin: date) -> str:
    """The evening on which a driver or variant that is mostly this topic is an alarm; searched the day before."""
    known = [key for key in range(len(year.said)) if year.day(key) < begin]
    found = find_topics(year.take(known), embedders=[encoder])
    voters, meaning = _learn(year, known, found, encoder)[:2]
    fresh = [key for key in range(len(year.said)) if year.day(key) >= begin]
    votes = voters.ask(_mean(meaning, year.take(fresh), encoder))
    drivers, variants = [*found.drivers, *votes.drivers], [*found.variants, *votes.variants]
    keys = [*known, *fresh]
    rows = [(year.day(key), str(number), 1) for key, number in zip(keys, drivers, strict=True)]
    rows += [(year.day(key), str(number), 1) for key, number in zip(keys, variants, strict=True) if number >= 0]
    for alarm in find_bursts(read_days(rows)):
        if alarm.day < begin:
            continue
        about = [
            year.said[key].topic
            for key, driver, variant in zip(keys, drivers, variants, strict=True)
            if alarm.topic in {str(driver), str(variant)} and begin <= year.day(key) <= alarm.day
        ]
        if about.count(topic) * 2 > len(about):
            return _day_words(alarm.day, begin)
    return "not seen"


def see_newcomer(year: Year, encoder: Remembering, topic: str, begin: date, days: int) -> tuple[str, int]:
    """The evening on which a topic that the house never had is proposed, and how many other proposals came before."""
    known = [key for key, one in enumerate(year.said) if year.day(key) < begin and one.topic != topic]
    voters, meaning, familiar, likeness = _learn(
        year, known, find_topics(year.take(known), embedders=[encoder]), encoder
    )
    fresh = [key for key in range(len(year.said)) if begin <= year.day(key) < begin + timedelta(days=days)]
    vectors = _mean(meaning, year.take(fresh), encoder)
    votes = voters.ask(vectors)
    strange = (familiar.rank(votes) < STRANGE) | (votes.confidence < LEAST_SURE)
    others: list[set[int]] = []
    for step in range(days):
        on = begin + timedelta(days=step)
        pool = [at for at, key in enumerate(fresh) if strange[at] and on - POOL < year.day(key) <= on]
        if len(pool) < FEWEST:
            continue
        labels = gather_alike(vectors[pool], likeness)
        for label in range(labels.max() + 1):
            group = [fresh[pool[at]] for at in np.flatnonzero(labels == label)]
            if not is_new_topic([(year.day(key), year.said[key].customer.name) for key in group], on=on):
                continue
            if [year.said[key].topic for key in group].count(topic) * 2 > len(group):
                return _day_words(on, begin), len(others)
            if not any({*group} & other for other in others):
                others.append({*group})
    return "not seen", len(others)


def _learn(
    year: Year, known: Sequence[int], found: Topics, encoder: Remembering
) -> tuple[Voters, Meaning, Familiarity, float]:
    """What places a text, from as many contacts of each driver as the house takes."""
    chosen: list[int] = []
    for number in np.unique(found.drivers):
        members = np.flatnonzero(found.drivers == number)
        chosen += members[-OF_EACH * SPREAD :: max(1, min(len(members), OF_EACH * SPREAD) // OF_EACH)][
            :OF_EACH
        ].tolist()
    texts = year.take([known[at] for at in chosen])
    languages = find_languages(texts)
    rows = encoder.embed(texts)
    meaning = learn_meaning(texts, languages, [rows])
    vectors, drivers = meaning.read(texts, languages, [rows]), found.drivers[chosen]
    voters = Voters.gather(vectors, drivers, found.variants[chosen])
    return voters, meaning, Familiarity.learn(vectors, drivers), find_likeness(vectors, drivers)


def _mean(meaning: Meaning, texts: Sequence[str], encoder: Remembering) -> Vectors:
    return meaning.read(texts, find_languages(texts), [encoder.embed(texts)])


def _day_words(on: date, begin: date) -> str:
    return f"day {(on - begin).days + 1}"


def main(seeds: Sequence[int]) -> None:
    parts = [_tell(seed) for seed in seeds]
    report = "\n\n".join([(__doc__ or "").partition("\n\n")[2].strip(), *parts])
    print(report)
    record("drivers", report)


def _tell(seed: int) -> str:
    year, encoder = Year.live(seed), Remembering()
    agree, rows = recover(year, encoder)
    begin = year.world.calendar.emerging_from
    newcomers = [(EMERGING, begin, 6), *((topic.code, TODAY - timedelta(days=27), 28) for topic in UNLINKED)]
    seen = [("rises", EMERGING, see_burst(year, encoder, EMERGING, begin), "–")]
    for topic, since, days in newcomers:
        on, others = see_newcomer(year, encoder, topic, since, days)
        seen.append(("new to the house", topic, on, f"{others}"))
    return (
        f"Seed {seed}: {len(year.said):,} contacts. {agree}\n\n"
        f"{table(HEADS, rows)}\n\n"
        f"{table(('how', 'planted topic', 'seen on', 'others proposed before'), seen)}"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    main(parser.parse_args().seeds)
