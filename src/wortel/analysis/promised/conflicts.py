"""Promises about the same thing, held side by side."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from wortel.analysis.consistency import Sameness, compare_answers
from wortel.analysis.promised.reading import Kind, Promised, find_promised
from wortel.analysis.promised.sources import find_sources

# A promise made twice may be a slip.
FEWEST = 3
LEAST_SHARE = 0.05
# Among thousands of answers something is said three times by chance.
LEAST_OF_ALL = 0.01
# Where most values stand alone each customer has a value of their own: a bill, a date, an order.
COVERED = 0.7
ABOUT_THE_SAME = 0.5
LEAST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Value:
    """One thing that was promised, in the words used most; `places` are those of the answers that say it."""

    value: str
    words: str
    example: str
    places: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.places)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two or more promises about one thing, most given first; `sameness` has the chance that two customers differ."""

    kind: Kind
    about: frozenset[str]
    values: tuple[Value, ...]
    sameness: Sameness


@dataclass(slots=True)
class _Subject:
    """Promises of one kind about one thing, at most one of each answer."""

    leader: frozenset[str]
    given: dict[int, Promised] = field(default_factory=dict)

    def share(self, about: frozenset[str]) -> float:
        """How much of the shorter of the two stands in the other; one shared word of several is a coincidence.

        Where one says nothing beside the value ("It takes 14 days"), it is about whatever else says nothing.
        """
        shorter, shared = min(len(self.leader), len(about)), len(self.leader & about)
        if shorter == 0:
            return float(self.leader == about)
        return shared / shorter if shared >= min(LEAST_SHARED, shorter) else 0.0


type _Given = Sequence[tuple[int, Promised]]


def find_conflicts(answers: Sequence[str], articles: Mapping[str, str] | None = None) -> list[Conflict]:
    """Where answers to one question contradict each other, the one that touches most customers first.

    They stand in order of time: a last day is held against those that were given meanwhile. `articles` are what we
    know about it: answers taken from two of them are a contradiction too.
    """
    by_kind: defaultdict[Kind, list[tuple[int, Promised]]] = defaultdict(list)
    for place, text in enumerate(answers):
        for one in find_promised(text):
            by_kind[one.kind].append((place, one))
    by_kind["article"] = list(find_sources(answers, articles or {}))
    yes_or_no = by_kind.pop("answer", [])
    subjects = [(kind, subject) for kind, given in by_kind.items() for subject in _gather(given)]
    subjects += [("answer", subject) for subject in _pair_opposites(yes_or_no)]
    judged = (_judge(kind, subject, len(answers)) for kind, subject in subjects)
    return sorted((one for one in judged if one), key=lambda one: (-_touched(one), one.kind, one.values[0].example))


def _gather(given: _Given) -> list[_Subject]:
    """The wording that is used most leads, so that the result does not depend on the order of the answers."""
    usage = Counter(one.about for _, one in given)
    subjects: list[_Subject] = []
    lead: dict[frozenset[str], _Subject] = {}
    for about, _ in sorted(usage.items(), key=lambda pair: (-pair[1], sorted(pair[0]))):
        subject = _find_nearest(about, subjects)
        if subject is None:
            subject = _Subject(about)
            subjects.append(subject)
        lead[about] = subject
    for place, one in given:
        lead[one.about].given.setdefault(place, one)
    return subjects


def _pair_opposites(given: _Given) -> Iterator[_Subject]:
    """Of what some answers deny: those that say the same without denying it."""
    for denied in _gather([pair for pair in given if pair[1].value == "no"]):
        stated = {
            place: one for place, one in given if one.value == "yes" and denied.share(one.about) >= ABOUT_THE_SAME
        }
        yield _Subject(denied.leader, stated | denied.given)


def _find_nearest(about: frozenset[str], subjects: Iterable[_Subject]) -> _Subject | None:
    near = [(share, subject) for subject in subjects if (share := subject.share(about)) >= ABOUT_THE_SAME]
    return max(near, key=lambda pair: pair[0])[1] if near else None


def _judge(kind: Kind, subject: _Subject, answers: int) -> Conflict | None:
    counts = Counter(one.value for one in subject.given.values())
    total = counts.total()
    fewest = max(FEWEST, LEAST_SHARE * total, LEAST_OF_ALL * answers)
    standing = {value: n for value, n in counts.items() if n >= fewest}
    if kind == "date":
        standing = _said_meanwhile(standing, subject)
    if len(standing) < 2 or sum(standing.values()) < COVERED * total:
        return None
    ordered = sorted(standing, key=lambda value: (-standing[value], value))
    values = tuple(_show(value, subject) for value in ordered)
    return Conflict(kind, subject.leader, values, compare_answers(standing))


def _said_meanwhile(standing: Mapping[str, int], subject: _Subject) -> dict[str, int]:
    """A last day that took the place of an earlier one is news: only those given in turn contradict."""
    places = {value: [at for at, one in subject.given.items() if one.value == value] for value in standing}
    return {
        value: n
        for value, n in standing.items()
        if any(
            sum(min(other) < at < max(other) for at in places[value]) >= FEWEST
            for name, other in places.items()
            if name != value
        )
    }


def _show(value: str, subject: _Subject) -> Value:
    given = {place: one for place, one in subject.given.items() if one.value == value}
    words = Counter(one.words for one in given.values())
    sentences = Counter(one.sentence for one in given.values())
    return Value(value, _most(words), _most(sentences), tuple(sorted(given)))


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda words: (-counts[words], len(words), words))


def _touched(conflict: Conflict) -> int:
    """Customers who did not hear what most of them heard."""
    return sum(value.count for value in conflict.values[1:])
