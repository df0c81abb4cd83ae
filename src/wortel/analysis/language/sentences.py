"""Where sentences begin and end: what is pointed at is a sentence, never half a word."""

import re
from dataclasses import dataclass

LONGEST = 20_000
# A dot inside a number, a link or a short form ends nothing: after it comes no space, or a small letter.
ENDS = re.compile(r"(?:[.!?]+(?=\s+[\"'(A-Z0-9ÀÁÄÈÉËÏÓÖÜ]|\s*$)|\n+)", re.MULTILINE)


@dataclass(frozen=True)
class Span:
    """A piece of a text and where it stands in it."""

    text: str
    start: int
    end: int

    @property
    def is_question(self) -> bool:
        return self.text.endswith("?")


def sentences(text: str) -> list[Span]:
    """The sentences of a text, in order.

    >>> [one.text for one in sentences("Dag Ilse,\\nHet pakje is er. Klopt dat?")]
    ['Dag Ilse,', 'Het pakje is er.', 'Klopt dat?']
    """
    found, start = [], 0
    read = text[:LONGEST]
    for end in [*(match.end() for match in ENDS.finditer(read)), len(read)]:
        piece = read[start:end]
        words = piece.strip()
        if words:
            begins = start + len(piece) - len(piece.lstrip())
            found.append(Span(words, begins, begins + len(words)))
        start = end
    return found
