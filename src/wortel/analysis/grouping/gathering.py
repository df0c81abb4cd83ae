"""From what was said alike, and what stands behind it, to groups with one cause."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from wortel.analysis.grouping.sayings import Saying, find_sayings, is_clearly_alike, weigh
from wortel.analysis.grouping.told import PARTNER, PRODUCT, Read, Told, Why, explain, read
from wortel.analysis.likeness import compare_stems

FEWEST = 3
ENOUGH = 0.55
SILENCE = timedelta(days=28)
# A word marks a reason when so many use it there, and so many times as often as elsewhere.
USED_BY, LIFT, COVERS = 0.15, 3.0, 0.6
# Several people who say the same are believed over the reason that one of them was given.
VOTERS, MAJORITY = 5, 0.7
# Of a reason that colleagues seldom mark, a mark is likely to be a slip.
SELDOM, JUDGED = 0.25, 20
# Unless most of its marks came within two weeks.
SUDDEN, SUDDEN_SHARE = timedelta(days=14), 0.6
# A reason that most contacts have, once there are enough to say so, is a bag.
BAG, MANY = 0.6, 100
# A product sets contacts apart when it stands out from the others.
STANDS_OUT, APART = 0.35, 5
PARTS = {"reason": 0.5, "words": 0.35, "facts": 0.15}


@dataclass(frozen=True, slots=True)
class Group:
    """Contacts that look like one cause, surest first; `score` is the mean belief in its members, 0 to 1."""

    members: tuple[int, ...]
    score: float
    why: Why


@dataclass(frozen=True, slots=True)
class _Marks:
    """The stems that mark a reason, and whether those who gave the reason speak of one thing."""

    stems: frozenset[str]
    is_telling: bool


def find_groups(
    contacts: Iterable[Told],
    *,
    counts: Mapping[str, int] | None = None,
    fewest: int = FEWEST,
    advance: Callable[[int], None] = lambda done: None,
) -> list[Group]:
    """Gather contacts by their cause, largest group first. `counts` says how many contacts had each reason in all,
    marked or not; `advance` hears how many contacts have been read.
    """
    known = [read(told) for told in sorted(contacts, key=lambda told: (told.on, told.key))]
    weights = weigh(known)
    advance(len(known) // 2)
    sayings = find_sayings(known, weights)
    reasons = _find_reasons(sayings)
    marks = _mark_reasons(known, reasons, counts or {})
    seldom = _list_seldom(known, counts or {})
    pools = [*_pool_by_reason(known, reasons, marks, seldom), *_pool_by_words(sayings, reasons, marks, seldom, weights)]
    groups = [
        group for pool in pools for part in _split(pool, known) if (group := _judge(part, marks, weights, fewest))
    ]
    advance(len(known))
    return sorted(groups, key=lambda group: (-len(group.members), group.members))


def _find_reasons(sayings: Iterable[Saying]) -> dict[int, str]:
    """The reason of each contact, by what those who say the same were given; else its own."""
    found: dict[int, str] = {}
    for saying in sayings:
        reason, n, known = saying.main_reason()
        is_agreed = n >= VOTERS and n >= MAJORITY * known
        for one in saying.members:
            found[one.told.key] = reason if is_agreed else one.told.reason
    return found


def _mark_reasons(known: Sequence[Read], reasons: Mapping[int, str], counts: Mapping[str, int]) -> dict[str, _Marks]:
    everywhere = Counter(stem for one in known for stem in one.stems)
    by_reason: defaultdict[str, list[Read]] = defaultdict(list)
    for one in known:
        by_reason[reasons[one.told.key]].append(one)
    return {
        reason: _find_marks(pool, everywhere, len(known), is_bag=_is_bag(counts.get(reason, 0), sum(counts.values())))
        for reason, pool in by_reason.items()
        if reason
    }


def _is_bag(n: int, total: int) -> bool:
    """A reason that most contacts are given says of none what it is about."""
    return total >= MANY and n > BAG * total


def _find_marks(pool: Sequence[Read], everywhere: Counter[str], total: int, *, is_bag: bool) -> _Marks:
    here = Counter(stem for one in pool for stem in one.stems)
    others = max(total - len(pool), 1)
    stems = frozenset(
        stem
        for stem, n in here.items()
        if n >= max(2, USED_BY * len(pool)) and n / len(pool) >= LIFT * (everywhere[stem] - n) / others
    )
    covered = sum(bool(one.stems & stems) for one in pool)
    return _Marks(stems, not is_bag and covered >= COVERS * len(pool))


def _list_seldom(known: Sequence[Read], counts: Mapping[str, int]) -> set[str]:
    marked, total = Counter(one.told.reason for one in known), sum(counts.values())
    return {
        reason for reason, n in counts.items() if n >= JUDGED and marked[reason] < SELDOM * n and not _is_bag(n, total)
    }


def _pool_by_reason(
    known: Sequence[Read], reasons: Mapping[int, str], marks: Mapping[str, _Marks], seldom: set[str]
) -> Iterator[list[Read]]:
    """A reason and a partner make a pool; who has no partner joins the largest one. Of a reason that is seldom marked
    only a product that stands out, or a sudden run of marks, is worth a look.
    """
    pools: defaultdict[str, list[Read]] = defaultdict(list)
    for one in known:
        reason = reasons[one.told.key]
        if reason and marks[reason].is_telling:
            pools[reason].append(one)
    for reason, pool in pools.items():
        if reason in seldom:
            yield from _find_sudden(pool) or _list_standouts(pool, known)
        else:
            apart, rest = _set_apart(pool, known)
            yield from apart
            yield from _by_partner(rest)


def _find_sudden(pool: Sequence[Read]) -> list[list[Read]]:
    """The fullest two weeks, where they hold most of it."""
    days = sorted(one.told.on for one in pool)
    start = max(days, key=lambda day: sum(day <= other < day + SUDDEN for other in days))
    run = [one for one in pool if start <= one.told.on < start + SUDDEN]
    return [run] if len(run) >= max(APART, SUDDEN_SHARE * len(pool)) else []


def _by_partner(pool: Sequence[Read]) -> Iterator[list[Read]]:
    by_partner: defaultdict[frozenset[str], list[Read]] = defaultdict(list)
    for one in pool:
        by_partner[one.told.list_facts(PARTNER)].append(one)
    unknown = by_partner.pop(frozenset(), [])
    parts = sorted(by_partner.values(), key=len, reverse=True) or [[]]
    parts[0].extend(unknown)
    yield from parts


def _pool_by_words(
    sayings: Sequence[Saying],
    reasons: Mapping[int, str],
    marks: Mapping[str, _Marks],
    seldom: set[str],
    weights: Mapping[str, float],
) -> Iterator[list[Read]]:
    """Where no reason binds, sayings that share most of their words are one pool."""
    pools: list[tuple[set[str], list[Read]]] = []
    for saying in sorted(sayings, key=lambda one: -len(one.members)):
        loose = [one for one in saying.members if _is_loose(reasons[one.told.key], marks, seldom)]
        if len(loose) < FEWEST:
            continue
        core = saying.core
        near = next((pool for pool in pools if is_clearly_alike(compare_stems(core, pool[0], weights))), None)
        if near is None:
            pools.append((core, loose))
        else:
            near[1].extend(loose)
    return (pool for _, pool in pools)


def _is_loose(reason: str, marks: Mapping[str, _Marks], seldom: set[str]) -> bool:
    return reason not in seldom and not (reason and marks[reason].is_telling)


def _split(pool: Sequence[Read], known: Sequence[Read]) -> Iterator[list[Read]]:
    """Set apart what is about one product that stands out, and what came before or after a long silence."""
    apart, rest = _set_apart(pool, known)
    for part in [*apart, rest]:
        yield from _by_episode(part)


def _set_apart(pool: Sequence[Read], known: Sequence[Read]) -> tuple[list[list[Read]], list[Read]]:
    """What is about one product that stands out, and the rest."""
    apart = list(_list_standouts(pool, known)) if len(pool) >= 2 * APART else []
    taken = {one.told.key for part in apart for one in part}
    rest = [one for one in pool if one.told.key not in taken]
    if len(rest) < FEWEST:
        # One product alone sets nothing apart; of several each is a part, and a few strays belong to the largest.
        if len(apart) < 2:
            return [], list(pool)
        largest, *others = sorted(apart, key=len, reverse=True)
        return [[*largest, *rest], *others], []
    return apart, rest


def _list_standouts(pool: Sequence[Read], known: Sequence[Read]) -> Iterator[list[Read]]:
    here, everywhere = _count_products(pool), _count_products(known)
    others = max(len(known) - len(pool), 1)
    for product, n in here.items():
        elsewhere = (everywhere[product] - n) / others
        if n >= APART and n >= STANDS_OUT * len(pool) and n / len(pool) >= LIFT * elsewhere:
            yield [one for one in pool if product in one.told.facts]


def _count_products(contacts: Iterable[Read]) -> Counter[str]:
    return Counter(fact for one in contacts for fact in one.told.list_facts(PRODUCT))


def _by_episode(part: Sequence[Read]) -> Iterator[list[Read]]:
    episode: list[Read] = []
    for one in sorted(part, key=lambda one: (one.told.on, one.told.key)):
        if episode and one.told.on - episode[-1].told.on > SILENCE:
            yield episode
            episode = []
        episode.append(one)
    if episode:
        yield episode


def _judge(
    part: Sequence[Read], marks: Mapping[str, _Marks], weights: Mapping[str, float], fewest: int
) -> Group | None:
    """Keep the members that fit well enough; a group that is too small then is none."""
    if len(part) < fewest:
        return None
    reason = Counter(one.told.reason for one in part if one.told.reason).most_common(1)
    main = reason[0][0] if reason else ""
    telling = _shared_stems(part) | (marks[main].stems if main in marks and marks[main].is_telling else frozenset())
    partners = Counter(fact for one in part for fact in one.told.list_facts(PARTNER)).most_common(1)
    partner = partners[0][0] if partners else ""
    beliefs = {one.told.key: _believe(one, main, telling, partner) for one in part}
    kept = [one for one in part if beliefs[one.told.key] >= ENOUGH]
    if len(kept) < fewest:
        return None
    surest = sorted(kept, key=lambda one: (-beliefs[one.told.key], one.told.key))
    score = sum(beliefs[one.told.key] for one in kept) / len(kept)
    return Group(tuple(one.told.key for one in surest), round(score, 3), explain(kept, telling, weights))


def _shared_stems(part: Sequence[Read]) -> frozenset[str]:
    counts = Counter(stem for one in part for stem in one.stems)
    return frozenset(stem for stem, n in counts.items() if n >= max(2, USED_BY * len(part)))


def _believe(one: Read, reason: str, telling: frozenset[str], partner: str) -> float:
    """As for a single contact: what is unknown does not count."""
    parts: dict[str, float] = {}
    if reason and one.told.reason:
        parts["reason"] = float(one.told.reason == reason)
    if one.stems:
        parts["words"] = min(len(one.stems & telling) / 2, 1.0)
    if partner and (own := one.told.list_facts(PARTNER)):
        parts["facts"] = float(partner in own)
    weight = sum(PARTS[part] for part in parts)
    return sum(PARTS[part] * value for part, value in parts.items()) / weight if weight else 0.0
