"""Contacts that say the same: found through their rarest stems, each compared with a bounded number of sayings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wortel.analysis.grouping.told import PARTNER, Read
from wortel.analysis.likeness import Likeness, compare_stems, weigh_stems

CORE = 0.3
LEAST_STEMS = 3
RAREST = 8
MOST_PER_STEM = 40
MOST_COMPARED = 12
TOO_COMMON = 0.4
CLEARLY_ALIKE = 0.55


@dataclass(slots=True)
class Saying:
    """Contacts in nearly the same words, and the stems most of them use."""

    members: list[Read] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    partners: set[str] = field(default_factory=set)

    def add(self, one: Read, stems: frozenset[str]) -> None:
        self.members.append(one)
        self.counts.update(stems)
        self.partners |= one.told.list_facts(PARTNER)

    @property
    def core(self) -> set[str]:
        least = CORE * len(self.members)
        return {stem for stem, n in self.counts.items() if n >= least}

    def main_reason(self) -> tuple[str, int, int]:
        """The reason most of them were given, how often, and how many were given one."""
        counts = Counter(one.told.reason for one in self.members if one.told.reason)
        known = counts.total()
        reason, n = counts.most_common(1)[0] if counts else ("", 0)
        return reason, n, known


@dataclass
class Sayings:
    """All sayings so far, with an index from stem to those that use it."""

    weights: Mapping[str, float]
    found: list[Saying] = field(default_factory=list)
    _index: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def place(self, one: Read) -> None:
        """Add it to the saying it resembles most, or let it begin one."""
        stems = frozenset(one.stems & self.weights.keys())
        best = self._find_best(one, stems)
        if best is None:
            best = len(self.found)
            self.found.append(Saying())
        for stem in stems - self.found[best].counts.keys():
            self._index[stem].append(best)
        self.found[best].add(one, stems)

    def _find_best(self, one: Read, stems: frozenset[str]) -> int | None:
        if len(stems) < LEAST_STEMS:
            return None
        partners = one.told.list_facts(PARTNER)
        best, most = None, 0.0
        for at in self._list_near(stems):
            saying = self.found[at]
            if partners and saying.partners and not partners & saying.partners:
                continue
            likeness = compare_stems(set(stems), saying.core, self.weights)
            if is_clearly_alike(likeness) and likeness.share > most:
                best, most = at, likeness.share
        return best

    def _list_near(self, stems: frozenset[str]) -> Iterable[int]:
        """The sayings that share most of the rarest stems."""
        rarest = sorted(stems, key=lambda stem: (-self.weights[stem], stem))[:RAREST]
        shared: Counter[int] = Counter()
        for stem in rarest:
            shared.update(self._index[stem][-MOST_PER_STEM:])
        return [at for at, _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_COMPARED]]


def is_clearly_alike(likeness: Likeness) -> bool:
    return likeness.share >= CLEARLY_ALIKE and len(likeness.shared) >= LEAST_STEMS - 1


def weigh(contacts: Sequence[Read]) -> dict[str, float]:
    """How telling each stem is. What only one contact says can be shared by none, and what most say tells nothing."""
    counts = Counter(stem for one in contacts for stem in one.stems)
    most = max(TOO_COMMON * len(contacts), 30)
    weights = weigh_stems(set(one.stems) for one in contacts)
    return {stem: weight for stem, weight in weights.items() if 1 < counts[stem] <= most}


def find_sayings(contacts: Sequence[Read], weights: Mapping[str, float]) -> list[Saying]:
    """Gather what was said in nearly the same words; each contact is in exactly one saying."""
    sayings = Sayings(weights)
    for one in contacts:
        sayings.place(one)
    return sayings.found
