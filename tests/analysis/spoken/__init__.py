"""Fictional sentences of contacts with what their words do: written for the house, one line each.

`nl.tsv` and `en.tsv` are the half that rules may be tuned on. `nl_test.tsv` and `en_test.tsv` were written when the
rules stood, and nothing is tuned on them. A line holds the side (c or a), the labels or "-", and the sentence.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wortel.analysis.language import LABELS, Side

type Half = Literal["tuning", "test"]
_FILES: dict[Half, tuple[str, ...]] = {"tuning": ("nl.tsv", "en.tsv"), "test": ("nl_test.tsv", "en_test.tsv")}
_SIDES: dict[str, Side] = {"c": "customer", "a": "agent"}


@dataclass(frozen=True)
class Spoken:
    text: str
    side: Side
    language: str
    labels: frozenset[str]


def read_spoken(half: Half) -> list[Spoken]:
    found = []
    for name in _FILES[half]:
        for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines():
            side, labels, text = line.split("\t")
            said = frozenset(labels.split(",")) - {"-"}
            assert said <= set(LABELS), line
            found.append(Spoken(text, _SIDES[side], name[:2], said))
    return found
