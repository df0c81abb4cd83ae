"""Marks of a message: at most so many numbers, of which two copies share some and two strangers hardly any."""

from collections.abc import Iterator, Sequence
from zlib import crc32

from wortel.analysis.copies.reading import read_words

MOST_MARKS = 16
# Letters from the beginning of a word on: long enough to be rare, short enough to stand between two typing errors.
RUN = 10


def mark_text(text: str) -> list[int]:
    """The marks of a message, in order of size; a message without words has none.

    Which runs of letters are kept depends on the letters alone, so two messages keep the same ones of what they share.

    >>> one = mark_text("Waar blijft mijn bankje? Het zou gisteren komen.")
    >>> other = mark_text("Hallo, waar blijft mijn bankje? Het zou gisteren komen. Groet, Wim")
    >>> len(set(one) & set(other)) >= 5
    True
    """
    return mark_words(read_words(text))


def mark_words(words: Sequence[str]) -> list[int]:
    return sorted({_signed(crc32(run.encode())) for run in _find_runs(words)}, key=_spread)[:MOST_MARKS]


def _find_runs(words: Sequence[str]) -> Iterator[str]:
    """From the beginning of each word so many letters on; a text that is shorter than that is one run."""
    letters = "".join(words)
    start = 0
    for word in words:
        if start == 0 or start + RUN <= len(letters):
            yield letters[start : start + RUN]
        start += len(word)


def _signed(number: int) -> int:
    """As a database column of four bytes holds it."""
    return number - (1 << 32) if number >= 1 << 31 else number


def _spread(mark: int) -> int:
    """An order that has nothing to do with the letters: the lowest ones are a fair sample."""
    return (mark * 2_654_435_761) & 0xFFFFFFFF
