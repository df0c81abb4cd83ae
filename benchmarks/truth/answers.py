"""Whether the contradictions planted in the answers of the demo shop are found, and nothing else.

The year is told without any label and searched for drivers; what was written in the latest 90 days is answered as the
demo answers it, and compared per driver as the product does: what belongs to none, or to one with too few answers, by
its reason. A card is right when most of its answers are about a topic in which that kind of contradiction was planted.
Precision: the cards that are right. Recall: the planted contradictions with a card; of the answers that contradict the
usual one, those on a right card. Chance: the right cards whose limits hold the planted chance that two customers who
were promised something about it heard different things. "By reason" leaves the drivers out. Nothing was fitted.
"""

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import django

django.setup()

from benchmarks.results import record, table  # noqa: E402  (Django first)
from benchmarks.truth._year import TODAY, Remembering, Year  # noqa: E402

from wortel.accounts.models import Role  # noqa: E402
from wortel.analysis.promised import Conflict, find_conflicts  # noqa: E402
from wortel.analysis.redact import redact  # noqa: E402
from wortel.analysis.topics import find_topics  # noqa: E402
from wortel.demo.organisation import AGENTS, ARTICLES  # noqa: E402
from wortel.demo.rows import answer_to  # noqa: E402
from wortel.demo.world.build import Said  # noqa: E402
from wortel.demo.world.topics import TOPIC  # noqa: E402
from wortel.demo.world.words import CLASHING, OTHERWISE_NL  # noqa: E402
from wortel.quality.rules import Given, are_enough, by_language, find_usual_reason  # noqa: E402
from wortel.reasons.rules import LEAST_SURE  # noqa: E402

LOOKED_BACK = timedelta(days=90)
ANSWERED = {"email", "webform"}
COLLEAGUES = [name for name, role in AGENTS if role == Role.AGENT]
REASONS = sorted({topic.reason for topic in TOPIC.values()})
HEADS = ("seed", "compared", "questions", "cards", "precision", "recall", "recall of answers", "chance")


@dataclass(frozen=True)
class Answered(Given):
    """An answer, with what it truly was about."""

    said: Said

    @property
    def is_odd(self) -> bool:
        """Whether it is the one that contradicts what most are told."""
        odd = OTHERWISE_NL.get(self.said.topic)
        return odd is not None and odd[0][1] in self.text


def answer_all(year: Year) -> Iterator[tuple[int, Answered]]:
    """What was written lately, each with its place in the year."""
    for place, said in enumerate(year.said):
        if said.channel in ANSWERED and year.day(place) > TODAY - LOOKED_BACK:
            by = random.Random(said.code).randrange(len(COLLEAGUES))
            names, reason = (said.customer.name, COLLEAGUES[by]), REASONS.index(TOPIC[said.topic].reason) + 1
            text = answer_to(said, COLLEAGUES[by])
            yield place, Answered(text, said.customer.language, names, reason, by + 1, said.ended_at, said)


def gather(answers: Mapping[int, Answered], drivers: Sequence[int | None]) -> Iterator[Sequence[Answered]]:
    """The answers to each question that has enough of them."""
    by_driver: defaultdict[int | None, list[Answered]] = defaultdict(list)
    for place, one in answers.items():
        by_driver[drivers[place]].append(one)
    few = by_driver.pop(None, [])
    for given in by_driver.values():
        for some in by_language(given).values():
            if are_enough(some):
                yield some
            else:
                few += some
    by_reason: defaultdict[int | None, list[Answered]] = defaultdict(list)
    for one in few:
        by_reason[one.reason].append(one)
    for given in by_reason.values():
        yield from (some for some in by_language(given).values() if are_enough(some))


def score(questions: Sequence[Sequence[Answered]]) -> tuple[str, ...]:
    cards = [(given, card) for given in questions for card in _find_cards(given)]
    right = [(given, card) for given, card in cards if CLASHING.get(_topic_of(given, card)) == card.kind]
    found = {_topic_of(given, card) for given, card in right}
    odd = sum(one.is_odd for given in questions for one in given)
    shown = sum(given[at].is_odd for given, card in right for value in card.values for at in value.places)
    within = sum(_holds(card, _topic_of(given, card)) for given, card in right)
    return (
        *(f"{len(questions)}", f"{len(cards)}", f"{len(right)} of {len(cards)}", f"{len(found)} of {len(CLASHING)}"),
        *(f"{shown / odd:.1%} of {odd}", f"{within} of {len(right)}"),
    )


def _find_cards(given: Sequence[Answered]) -> list[Conflict]:
    usual, english = find_usual_reason(given), given[0].language == "en"
    articles = {
        slug: body_en if english else body_nl
        for slug, _, _, body_nl, body_en, codes in ARTICLES
        if usual and REASONS[usual - 1] in codes
    }
    return find_conflicts([redact(one.text, one.names) for one in given], articles)


def _topic_of(given: Sequence[Answered], card: Conflict) -> str:
    topics = Counter(given[at].said.topic for value in card.values for at in value.places)
    return topics.most_common(1)[0][0]


def _holds(card: Conflict, topic: str) -> bool:
    """Whether the planted chance lies within the limits: of the usual answer and the one that contradicts it."""
    usual, odd = 100 - sum(share for share, _ in OTHERWISE_NL[topic]), OTHERWISE_NL[topic][0][0]
    chance, limits = 2 * usual * odd / (usual + odd) ** 2, card.sameness.different
    return (limits.low or 0.0) <= chance <= (limits.high or 1.0)


def main(seeds: Sequence[int]) -> None:
    rows = [row for seed in seeds for row in _tell(seed)]
    report = f"{(__doc__ or '').partition('\n\n')[2].strip()}\n\n{table(HEADS, rows)}"
    print(report)
    record("answers", report)


def _tell(seed: int) -> Iterator[tuple[str, ...]]:
    year = Year.live(seed)
    answers = dict(answer_all(year))
    found = find_topics(year.words, embedders=[Remembering()])
    drivers = [
        int(driver) if sure >= LEAST_SURE else None
        for driver, sure in zip(found.drivers, found.confidence, strict=True)
    ]
    for name, chosen in (("by driver", drivers), ("by reason", [None] * len(drivers))):
        yield f"{seed}", name, *score(list(gather(answers, chosen)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    main(parser.parse_args().seeds)
