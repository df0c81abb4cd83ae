"""The demo shop lived day by day: what is told on which evening, about what, and whether there was ground for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from benchmarks.truth._year import TODAY, Remembering, Year

from wortel.analysis.bursts import find_bursts, is_new_topic, read_days
from wortel.analysis.embedding import find_centre
from wortel.analysis.topics import Familiarity, Voters, find_languages, find_newcomers, find_topics, learn_meaning
from wortel.demo.world.plan import EMERGING, WEEK
from wortel.demo.world.topics import SEEN, UNLINKED
from wortel.reasons.rules import LATELY, LEAST_SURE, LOOKED_BACK, OF_EACH, SAME, SPREAD, STRANGE

DAY = timedelta(days=1)
# What began is told truly within so many days.
YOUNG = timedelta(days=28)
FEWEST = 5


def find_begins(year: Year) -> dict[str, date]:
    """The first day of everything that is planted to begin or to rise."""
    monday = year.world.calendar.this_monday
    begun = {one.code: monday - one.since_weeks * WEEK for one in (*UNLINKED, *SEEN) if one.since_weeks}
    return begun | {EMERGING: year.world.calendar.emerging_from}


@dataclass
class Told:
    """The first evening on which each planted topic was told, and what was told without ground."""

    begins: dict[str, date]
    on: dict[str, date] = field(default_factory=dict)
    false: list[str] = field(default_factory=list)

    def hear(self, on: date, about: Sequence[str], said: Counter[str], *, is_first: bool) -> None:
        """True when most of it began lately; a topic is told when half of what is said of it is in it."""
        counts = Counter(about)
        young = [topic for topic in counts if topic in self.begins and on - YOUNG < self.begins[topic] <= on]
        if sum(counts[topic] for topic in young) * 2 > len(about):
            for topic in young:
                if counts[topic] * 2 >= said[topic]:
                    self.on.setdefault(topic, on)
        elif is_first:
            self.false.append(counts.most_common(1)[0][0])


@dataclass(frozen=True)
class Life:
    """Some of the contacts of a year, in order, with what was read of them."""

    year: Year
    keys: Sequence[int]
    encoder: Remembering

    def watch_newcomers(self, first: date) -> Told:
        """Every evening, as the house looks for new topics."""
        days, topics = [self.year.day(key) for key in self.keys], [self.year.said[key].topic for key in self.keys]
        names = [self.year.said[key].customer.name for key in self.keys]
        numbers = np.unique(names, return_inverse=True)[1]
        texts = self.year.take(self.keys)
        languages, rows = find_languages(texts), self.encoder.embed(texts)
        vectors = find_centre(rows, languages).apply(rows, languages)
        told, known = Told(find_begins(self.year)), list[set[int]]()
        dated = np.array([day.toordinal() for day in days])
        for on in self.year.world.days(first, TODAY):
            at = np.flatnonzero((dated <= on.toordinal()) & (dated > (on - LOOKED_BACK).toordinal()))
            ages = on.toordinal() - dated[at]
            said = Counter(topics[i] for i in at[ages < LATELY.days])
            for group in find_newcomers(vectors[at], ages, numbers[at]):
                members = {*at[group].tolist()}
                if is_new_topic([(days[i], names[i]) for i in members], on=on):
                    earlier = [one for one in known if len(one & members) >= SAME * min(len(one), len(members))]
                    told.hear(on, [topics[i] for i in members], said, is_first=not earlier)
                    known = [*(one for one in known if one not in earlier), members.union(*earlier)]
        return told

    def watch_drivers(self, searched: date) -> Told:
        """The alarms on drivers and variants, of a house that was searched the evening before this day."""
        count = sum(self.year.day(key) < searched for key in self.keys)
        texts = self.year.take(self.keys)
        languages, rows = find_languages(texts), self.encoder.embed(texts)
        found = find_topics(texts[:count], languages=languages[:count], vectors=[rows[:count]])
        chosen = _choose_voters(np.where(found.variants >= 0, found.variants, found.drivers))
        parts = [texts[i] for i in chosen], [languages[i] for i in chosen], [rows[chosen]]
        meaning = learn_meaning(*parts)
        learned = meaning.read(*parts)
        voters = Voters.gather(learned, found.drivers[chosen], found.variants[chosen])
        votes = voters.ask(meaning.read(texts[count:], languages[count:], [rows[count:]]))
        familiar = Familiarity.learn(learned, found.drivers[chosen]).rank(votes)
        belongs = (familiar >= STRANGE) & (votes.confidence >= LEAST_SURE)
        drivers = np.append(found.drivers, np.where(belongs, votes.drivers, -1))
        variants = np.append(found.variants, np.where(belongs, votes.variants, -1))
        return self._hear_alarms(drivers, variants, searched)

    def watch_planted(self, searched: date) -> Told:
        """The same alarms, of a house that knows of every contact what it is about: nobody can do better by them."""
        topics = np.unique([self.year.said[key].topic for key in self.keys], return_inverse=True)[1]
        return self._hear_alarms(topics, np.full(len(topics), -1), searched)

    def _hear_alarms(self, drivers: np.ndarray, variants: np.ndarray, searched: date) -> Told:
        days = [self.year.day(key) for key in self.keys]
        rows = [(day, "", 0) for day in days]
        for labels in (drivers, variants):
            rows += [(day, str(label), 1) for day, label in zip(days, labels, strict=True) if label >= 0]
        told, dated = Told(find_begins(self.year)), np.array([day.toordinal() for day in days])
        for alarm in find_bursts(read_days(rows)):
            if alarm.day < searched or not alarm.topic:
                continue
            window = (dated <= alarm.day.toordinal()) & (dated > (alarm.day - alarm.window * DAY).toordinal())
            inside = window & ((drivers == int(alarm.topic)) | (variants == int(alarm.topic)))
            said = Counter(self.year.said[self.keys[i]].topic for i in np.flatnonzero(window))
            about = [self.year.said[self.keys[i]].topic for i in np.flatnonzero(inside)]
            told.hear(alarm.day, about, said, is_first=alarm.first)
        return told


def find_earliest(life: Life, topic: str, begin: date) -> date | None:
    """The first evening on which five different customers had said it: nobody can tell a new topic sooner."""
    names: set[str] = set()
    for key in life.keys:
        one = life.year.said[key]
        if one.topic == topic and life.year.day(key) >= begin:
            names.add(one.customer.name)
            if len(names) == FEWEST:
                return life.year.day(key)
    return None


def _choose_voters(leaves: np.ndarray) -> list[int]:
    """As many of each variant as the house takes."""
    chosen: list[int] = []
    for leaf in np.unique(leaves):
        members = np.flatnonzero(leaves == leaf)[-OF_EACH * SPREAD :]
        chosen += members[:: max(1, len(members) // OF_EACH)][:OF_EACH].tolist()
    return chosen
