"""What became of the topics of last time? Told, so that a person can accept it: nothing changes by itself."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Literal

type Kind = Literal["kept", "split", "merged", "new", "gone"]

# A part of a topic counts when it holds at least a quarter of its texts; one follows another with more than half.
A_PART = 0.25
MOST = 0.5


@dataclass(frozen=True, slots=True)
class Change:
    """Earlier topics and what they became; `kept` is the share of their texts that stayed together."""

    kind: Kind
    before: tuple[int, ...]
    after: tuple[int, ...]
    kept: float


def compare_topics[K: Hashable](before: Mapping[K, int], after: Mapping[K, int]) -> list[Change]:
    """One change for each topic of either time, by the texts (their keys) that both times have.

    >>> compare_topics({"a": 1, "b": 1, "c": 1, "d": 1}, {"a": 7, "b": 7, "c": 8, "d": 8, "e": 9})
    [Change(kind='split', before=(1,), after=(7, 8), kept=0.5), Change(kind='new', before=(), after=(9,), kept=0.0)]
    """
    flows = Counter((old, after[key]) for key, old in before.items() if key in after)
    of_old, of_new = Counter(before[key] for key in before if key in after), Counter(after.values())
    parts: defaultdict[int, list[int]] = defaultdict(list)
    sources: defaultdict[int, list[int]] = defaultdict(list)
    for (old, new), n in sorted(flows.items()):
        if n / of_old[old] >= A_PART:
            parts[old].append(new)
        if n / of_old[old] > MOST:
            sources[new].append(old)
    changes = [_tell(old, parts[old], sources, flows, of_old) for old in sorted(set(before.values()))]
    merged = [
        Change("merged", tuple(olds), (new,), sum(flows[old, new] for old in olds) / sum(of_old[old] for old in olds))
        for new, olds in sorted(sources.items())
        if len(olds) > 1
    ]
    known = {new for change in [*filter(None, changes), *merged] for new in change.after}
    fresh = [Change("new", (), (new,), 0.0) for new in sorted(of_new) if new not in known]
    return [*filter(None, changes), *merged, *fresh]


def _tell(
    old: int,
    parts: list[int],
    sources: Mapping[int, list[int]],
    flows: Mapping[tuple[int, int], int],
    of_old: Mapping[int, int],
) -> Change | None:
    """What became of one earlier topic; nothing when it went into another together with others."""
    if len(parts) > 1:
        return Change("split", (old,), tuple(parts), max(flows[old, new] for new in parts) / of_old[old])
    if len(parts) == 1 and flows[old, parts[0]] / of_old[old] > MOST:
        if len(sources[parts[0]]) > 1:
            return None
        return Change("kept", (old,), (parts[0],), flows[old, parts[0]] / of_old[old])
    return Change("gone", (old,), (), 0.0)
