"""Fictional sentences of contacts with what their words do: written for the house, one line each.

Each part is in Dutch and English. The rules were tuned on `rules`. `mix` was written when they stood, and `more` and
`wide` later for what was found least: threats, passive aggression and sarcasm, and what only looks like them, `wide`
with commands and plain questions too. These three weigh rules and meaning against each other; the head is trained on
all four, and on ordinary requests. `test` was written after `mix`: nothing is tuned on it, and its sentences are not
looked at one by one. `apart` holds the same three labels in turns of phrase and about trades that stand in no other
part; it was written before anything was trained on `more`. A line holds the side (c or a), the labels or "-", and the
sentence.
"""

from pathlib import Path
from typing import Literal

from wortel.analysis.embedding.evaluating import REQUESTS
from wortel.analysis.language import LABELS, Side
from wortel.analysis.language.head import Example

type Part = Literal["rules", "mix", "more", "wide", "test", "apart"]
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


def read_ordinary() -> list[Example]:
    """The requests that come with Wortel, which do none of it: without them the head hears an edge in any request."""
    rows = [line.split("\t")[1:] for line in REQUESTS.read_text(encoding="utf-8").splitlines()]
    return [
        Example(text, "customer", one, frozenset()) for row in rows for one, text in zip(_LANGUAGES, row, strict=True)
    ]
