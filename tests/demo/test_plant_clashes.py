"""The contradictions planted in the answers of the demo are found, and no others."""

import random

from wortel.analysis.promised import find_conflicts
from wortel.demo.world.words import ANSWERS_EN, ANSWERS_NL, CLASHING, answers

ANSWERED = 300


def found(language: str) -> dict[str, set[str]]:
    draw = random.Random(1)
    said = {
        topic: [
            answers(topic=topic, language=language, name="Ilse Roozendaal", agent="Noor Vermeer", draw=draw)
            for _ in range(ANSWERED)
        ]
        for topic in (ANSWERS_NL if language == "nl" else ANSWERS_EN)
    }
    kinds = {topic: {str(one.kind) for one in find_conflicts(texts)} for topic, texts in said.items()}
    return {topic: own for topic, own in kinds.items() if own}


def test_every_planted_contradiction_is_found_and_nothing_else() -> None:
    assert found("nl") == {topic: {kind} for topic, kind in CLASHING.items()}


def test_in_english_nothing_was_planted_and_nothing_is_found() -> None:
    assert found("en") == {}
