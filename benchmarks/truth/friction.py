"""Whether what customers went through puts those first who are fed up in the planted years of the demo."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean
from zoneinfo import ZoneInfo

from benchmarks.results import record, table
from sklearn.metrics import average_precision_score, roc_auc_score

from wortel.analysis.burden import LONG_SECONDS, Burden
from wortel.analysis.copies import compare_messages
from wortel.analysis.language import find_utterances
from wortel.demo.world.build import YEAR_DAYS, Said, build
from wortel.demo.world.topics import TOPIC

TODAY, ZONE, SEEDS = date(2026, 3, 13), ZoneInfo("Europe/Amsterdam"), (1, 2, 3)

type Case = tuple[Said, Burden]
type Score = Callable[[Case], float]


def main() -> None:
    years = [list(tell_year(seed)) for seed in SEEDS]
    rows = [(name, *_measure(years, score)) for name, score in SCORES.items()]
    contacts = sum(map(len, years))
    fed_up = sum(said.is_fed_up for year in years for said, _ in year)
    report = (
        f"{len(SEEDS)} planted years, {contacts:,} contacts, {fed_up / contacts:.1%} of customers fed up: planted by "
        "chance, more often when they come back or when we failed them. Nothing was fitted. The last row is the chance "
        "with which it was planted: nothing can do better. Waiting, being handed over and the words are drawn apart "
        "from the mood, so here they can only blur; which of them count in life this cannot tell.\n\n"
        f"{table(('score', 'AUROC', 'average precision'), rows)}"
    )
    print(report)
    record("friction", report)


def tell_year(seed: int, days: int = YEAR_DAYS) -> Iterator[Case]:
    """What was said in the latest days of a planted year, with what the customer went through."""
    world, before = build(seed, TODAY, ZONE), dict[str, list[Said]]()
    for day in world.days(TODAY - timedelta(days=days - 1), TODAY):
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
    return len({one.label for one in find_utterances(case[0].text, side="customer")} - {"thanks"})


def _planted(case: Case) -> float:
    said, _ = case
    return 0.3 if said.again_of else 0.1 if TOPIC[said.topic].demand == "failure" else 0.02


SCORES: Mapping[str, Score] = {
    "words alone": _words,
    "what they went through": lambda case: case[1].points,
    "both, a word for half a point": lambda case: case[1].points + _words(case) / 2,
    "the planted chance": _planted,
}


def _measure(years: Sequence[Sequence[Case]], score: Score) -> tuple[str, ...]:
    found = [([score(case) for case in year], [case[0].is_fed_up for case in year]) for year in years]
    ranked = fmean(roc_auc_score(truth, scores) for scores, truth in found)
    precise = fmean(average_precision_score(truth, scores) for scores, truth in found)
    return f"{ranked:.3f}", f"{precise:.3f}"


if __name__ == "__main__":
    main()
