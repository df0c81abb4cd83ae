"""Whether what customers went through puts those first who are fed up in the planted years of the demo."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from statistics import fmean
from zoneinfo import ZoneInfo

from benchmarks.results import record, table
from sklearn.metrics import average_precision_score, roc_auc_score

from wortel.analysis.burden import LONG_SECONDS, Burden
from wortel.analysis.copies import compare_messages
from wortel.analysis.language import find_utterances
from wortel.demo.world.build import Said, build, fed_up_chance
from wortel.demo.world.topics import TOPIC

TODAY, ZONE, SEEDS, DAYS = date(2026, 3, 13), ZoneInfo("Europe/Amsterdam"), (1, 2, 3), 90

type Case = tuple[Said, Burden]
type Score = Callable[[Case], float]


def main() -> None:
    worlds = [list(tell(seed)) for seed in SEEDS]
    rows = [(name, *_measure(worlds, score)) for name, score in SCORES.items()]
    contacts = sum(map(len, worlds))
    fed_up = sum(said.is_fed_up for world in worlds for said, _ in world)
    report = (
        f"The latest {DAYS} days of {len(SEEDS)} planted years: {contacts:,} contacts, {fed_up / contacts:.1%} of "
        "customers fed up. That is planted by chance: more often when we failed them, most often when they come back. "
        "Nothing was fitted. The last row is that chance: nothing can do better. Waiting and being handed over are "
        "drawn apart from the mood and can only blur here; what they count for in life this cannot tell.\n\n"
        f"{table(('score', 'AUROC', 'average precision'), rows)}"
    )
    print(report)
    record("friction", report)


def tell(seed: int) -> Iterator[Case]:
    """What was said in the latest days of a planted year, with what the customer went through."""
    world, before = build(seed, TODAY, ZONE), dict[str, list[Said]]()
    for day in world.days(TODAY - timedelta(days=DAYS - 1), TODAY):
        for said in world.contacts_of(day):
            chain = [*before.get(said.again_of or "", ()), said]
            before[said.code] = chain
            yield said, _read(chain)


def _read(chain: Sequence[Said]) -> Burden:
    *earlier, said = chain
    return Burden(
        nth=len(chain),
        has_waited=(said.wait_seconds or 0) >= LONG_SECONDS,
        was_handed_over=said.transfers > 0,
        has_switched=any(one.channel != said.channel for one in earlier),
        has_repeated=any(compare_messages(one.text, said.text).is_copy for one in earlier),
    )


def _words(case: Case) -> float:
    """As many kinds of utterance as a displeased customer shows."""
    return _count_kinds(case[0].text)


@cache
def _count_kinds(text: str) -> int:
    return len({one.label for one in find_utterances(text, side="customer")} - {"thanks"})


def _planted(case: Case) -> float:
    said, _ = case
    return fed_up_chance(TOPIC[said.topic], said.again_of is not None)


SCORES: Mapping[str, Score] = {
    "words alone": _words,
    "what they went through": lambda case: case[1].points,
    "both, a word for half a point": lambda case: case[1].points + _words(case) / 2,
    "the planted chance": _planted,
}


def _measure(worlds: Sequence[Sequence[Case]], score: Score) -> tuple[str, ...]:
    found = [([score(case) for case in world], [case[0].is_fed_up for case in world]) for world in worlds]
    ranked = fmean(roc_auc_score(truth, scores) for scores, truth in found)
    precise = fmean(average_precision_score(truth, scores) for scores, truth in found)
    return f"{ranked:.3f}", f"{precise:.3f}"


if __name__ == "__main__":
    main()
