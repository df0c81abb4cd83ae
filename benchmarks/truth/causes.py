"""Which share of the planted causes the look-alikes find, and how many of the contacts in a group belong there.

Links are taken away: what is grouped is the reason, the words, the product and the carrier of contacts of which a
colleague said that the cause remains. Beside the shop as it is stand shops whose colleagues slip.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from benchmarks.results import record, table

from wortel.analysis.grouping import Group, Told, find_groups
from wortel.demo.world.build import Said, World, build
from wortel.demo.world.people import CARRIER
from wortel.demo.world.plan import EMERGING
from wortel.demo.world.remaining import CAUSE_OF, is_cause_open
from wortel.demo.world.topics import GRIEVANCES, SEEN, TOPIC, TOPICS, UNLINKED

TODAY = date(2026, 3, 13)
ZONE = ZoneInfo("Europe/Amsterdam")
LOOKED_BACK = timedelta(days=120)
PURE, HELD = 0.9, 0.5
# Causes without a rule: the one that rises, and those that only likeness or a colleague finds.
UNDERSTOOD = {EMERGING, *(topic.code for topic in (*UNLINKED, *SEEN) if topic.code != GRIEVANCES)}
BAG = "klacht"
HEADINGS = ("colleagues", "planted", "found", "contacts", "in a group", "groups", "precision", "recall")


@dataclass(frozen=True, slots=True)
class Slips:
    """What colleagues get wrong: shares of contacts."""

    name: str
    unmarked: float = 0.0
    wrong_mark: float = 0.0
    no_reason: float = 0.0
    wrong_reason: float = 0.0
    one_bag: bool = False


SHOPS = (
    Slips("mark and name as the shop does"),
    Slips("mark half, by mistake 1 in 10 others; 1 in 5 without, 1 in 10 with a wrong reason", 0.5, 0.1, 0.2, 0.1),
    Slips("give no reason", no_reason=1.0),
    Slips("give everything one reason", one_bag=True),
)


@dataclass(frozen=True, slots=True)
class Marked:
    """What the grouping is told, and the cause that truly stands behind each contact; empty where there is none."""

    told: tuple[Told, ...]
    truth: Mapping[int, str]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over the causes and the contacts of one or more shops."""

    planted: int
    found: int
    contacts: int
    grouped: int
    right: int
    groups: int

    def __add__(self, other: "Score") -> "Score":
        pairs = zip(_values(self), _values(other), strict=True)
        return Score(*(one + more for one, more in pairs))


def _values(score: Score) -> tuple[int, ...]:
    return (score.planted, score.found, score.contacts, score.grouped, score.right, score.groups)


def mark(world: World, slips: Slips, seed: int, days: timedelta = LOOKED_BACK) -> Marked:
    """The contacts of the latest days of which somebody said that the cause remains."""
    draw = random.Random(f"{seed} {slips.name}")
    said = [one for day in world.days(world.calendar.start, world.calendar.today) for one in _happen(world, day, days)]
    told: list[Told] = []
    truth: dict[int, str] = {}
    counts: Counter[str] = Counter()
    for key, contact in enumerate(said, 1):
        reason = _name_reason(contact, slips, draw)
        counts[reason] += 1
        is_open = is_cause_open(contact, world)
        if draw.random() >= (1 - slips.unmarked if is_open else slips.wrong_mark):
            continue
        truth[key] = contact.topic if is_open or contact.topic in CAUSE_OF else ""
        told.append(_tell(key, contact, reason))
    counts.pop("", None)
    return Marked(tuple(told), truth, counts)


def _happen(world: World, day: date, days: timedelta) -> Iterable[Said]:
    world.orders_of(day)
    contacts = world.contacts_of(day)
    return contacts if day > world.calendar.today - days else ()


def _name_reason(contact: Said, slips: Slips, draw: random.Random) -> str:
    if slips.one_bag:
        return BAG
    luck = draw.random()
    if luck < slips.no_reason:
        return ""
    topic = draw.choice(TOPICS) if luck < slips.no_reason + slips.wrong_reason else TOPIC[contact.topic]
    return topic.reason


def _tell(key: int, contact: Said, reason: str) -> Told:
    facts = {f"partner:{CARRIER}", f"product:{contact.order.product}"} if contact.order else set()
    text = f"{contact.subject} {contact.text}"
    return Told(key, contact.started_at.date(), text, reason, frozenset(facts), contact.customer.name)


def judge(groups: Sequence[Group], marked: Marked) -> Score:
    """A cause is found when one group is nearly all its own and holds at least half of its contacts."""
    planted = {*CAUSE_OF, *UNDERSTOOD} & {cause for cause in marked.truth.values() if cause}
    size = Counter(cause for cause in marked.truth.values() if cause)
    best: defaultdict[str, int] = defaultdict(int)
    grouped = right = 0
    for group in groups:
        (cause, n), *_ = Counter(marked.truth[key] for key in group.members).most_common()
        grouped += len(group.members)
        if not cause:
            continue
        right += n
        if n >= PURE * len(group.members):
            best[cause] = max(best[cause], n)
    found = sum(best[cause] >= HELD * size[cause] for cause in planted)
    return Score(len(planted), found, size.total(), grouped, right, len(groups))


def score_shop(slips: Slips, seeds: Iterable[int], days: timedelta = LOOKED_BACK) -> Score:
    total = Score(0, 0, 0, 0, 0, 0)
    for seed in seeds:
        marked = mark(build(seed, TODAY, ZONE), slips, seed, days)
        total += judge(find_groups(marked.told, counts=marked.counts), marked)
    return total


def main(seeds: Sequence[int] = (1, 2, 3, 4, 5)) -> str:
    """Print and record the table."""
    lines = table(HEADINGS, (_row(slips, score_shop(slips, seeds)) for slips in SHOPS))
    words = (
        f"Planted causes of the demo shop (seeds {', '.join(map(str, seeds))}), {LOOKED_BACK.days} days of contacts of "
        "which a colleague said that the cause remains, with their links taken away. Found: one group is at least "
        f"{PURE:.0%} one cause and holds at least {HELD:.0%} of its contacts. Precision: share of the contacts in "
        "groups that belong to the cause of their group. Recall: share of all contacts of planted causes in such a "
        "group."
    )
    report = f"{words}\n\n{lines}"
    print(report)
    record("causes", report)
    return report


def _row(slips: Slips, score: Score) -> Iterable[str]:
    found = f"{score.found} ({score.found / score.planted:.0%})"
    precision = f"{score.right / score.grouped:.1%}" if score.grouped else "no group"
    recall = f"{score.right / score.contacts:.1%}"
    sizes = (f"{score.contacts:,}", f"{score.grouped:,}", f"{score.groups}")
    return slips.name, f"{score.planted}", found, *sizes, precision, recall


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    main(seeds=parser.parse_args().seeds)
