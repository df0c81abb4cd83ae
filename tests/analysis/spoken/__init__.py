"""Fictional sentences of contacts with what their words do: written for the house, one line each.

Three parts, each in Dutch and English. The rules were tuned on `rules`. `mix` was written when they stood and weighs
rules and meaning against each other; the head is trained on both. `test` was written last: nothing is tuned on it, and
its sentences are not looked at one by one. A line holds the side (c or a), the labels or "-", and the sentence.
"""

from pathlib import Path
from typing import Literal

from wortel.analysis.language import LABELS, Side
from wortel.analysis.language.head import Example

type Part = Literal["rules", "mix", "test"]
_LANGUAGES = ("nl", "en")
_SIDES: dict[str, Side] = {"c": "customer", "a": "agent"}


def read_spoken(part: Part) -> list[Example]:
    found = []
    for language in _LANGUAGES:
        for line in (Path(__file__).parent / f"{language}_{part}.tsv").read_text(encoding="utf-8").splitlines():
            side, labels, text = line.split("\t")
            said = frozenset(labels.split(",")) - {"-"}
            assert said <= set(LABELS), line
            found.append(Example(text, _SIDES[side], language, said))
    return found
