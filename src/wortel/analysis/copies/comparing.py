"""How much of one message stands in another: mostly its letters, and partly the order of its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from wortel.analysis.copies.reading import ENOUGH, is_telling, read_words

# Above this one in a hundred of the nearest other messages is taken for a copy; see `wortel bench copies`.
CERTAIN = 0.84
LETTERS, ORDER = 0.7, 0.3
# Words between those in common count against a copy, but less than words that are missing: one adds easily.
ADDED = 0.5
SHINGLE = 3
# Two words with so many pairs of letters in common are one word with a typing error.
SAME_WORD = 0.45
# Where fewer letters stand in both, their order cannot make it a copy any more.
HOPELESS = (CERTAIN - ORDER) / LETTERS


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much of the shorter message stands in the other, 0 to 1, and whether there was enough to compare."""

    share: float
    is_certain: bool

    @property
    def is_copy(self) -> bool:
        return self.is_certain and self.share >= CERTAIN


def compare_messages(one: str, other: str) -> Overlap:
    return compare_words(read_words(one), read_words(other))


def compare_words(one: Sequence[str], other: Sequence[str]) -> Overlap:
    """Compare messages that were read before."""
    short, long = sorted((one, other), key=lambda words: sum(map(len, words)))
    is_certain = len(short) >= ENOUGH and is_telling(long)
    letters = _contain(short, long)
    if not is_certain or letters < HOPELESS:
        return Overlap(LETTERS * letters, is_certain)
    return Overlap(LETTERS * letters + ORDER * _follow(short, long), is_certain)


def _contain(short: Sequence[str], long: Sequence[str]) -> float:
    """The share of runs of letters that both have; spaces do not count, so a word written as two is one."""
    wanted, having = _shingle(short), _shingle(long)
    return len(wanted & having) / len(wanted) if wanted else 0.0


def _shingle(words: Sequence[str]) -> set[str]:
    letters = "".join(words)
    return {letters[start : start + SHINGLE] for start in range(len(letters) - SHINGLE + 1)}


def _follow(short: Sequence[str], long: Sequence[str]) -> float:
    """The letters of the words that both have in the same order, of those and what is missing or stands between."""
    read = _mend(short, long)
    best = [[0.0] * (len(long) + 1)]
    for word, weight in read:
        above = best[-1]
        row = [0.0]
        for place, other in enumerate(long):
            straight = above[place] + weight if word == other else 0.0
            row.append(max(straight, above[place + 1], row[place]))
        best.append(row)
    places = _trace(read, long, best)
    if not places:
        return 0.0
    common = best[-1][-1]
    missing = sum(map(len, short)) - common
    between = sum(len(long[place]) for place in range(places[0], places[-1] + 1)) - sum(
        len(long[place]) for place in places
    )
    return common / (common + missing + ADDED * max(between, 0))


def _trace(read: Sequence[tuple[str, float]], long: Sequence[str], best: Sequence[Sequence[float]]) -> list[int]:
    """Where in the longer message the words in common stand."""
    row, place, places = len(read), len(long), list[int]()
    while row and place:
        word, weight = read[row - 1]
        if word == long[place - 1] and best[row][place] == best[row - 1][place - 1] + weight:
            places.append(place - 1)
            row, place = row - 1, place - 1
        elif best[row][place] == best[row - 1][place]:
            row -= 1
        else:
            place -= 1
    return places[::-1]


def _mend(short: Sequence[str], long: Sequence[str]) -> list[tuple[str, float]]:
    """Each word as the other message writes it, with its letters; one with a typing error counts for less."""
    known = set(long)
    strange = sorted(known - set(short))
    mended: dict[str, tuple[str, float]] = {}
    for word in set(short) - known:
        near = [(alike, other) for other in strange if (alike := _resemble(word, other)) >= SAME_WORD]
        alike, other = max(near, default=(0.0, word))
        mended[word] = (other, alike * len(word))
    return [mended.get(word, (word, float(len(word)))) for word in short]


def _resemble(word: str, other: str) -> float:
    """The share of pairs of neighbouring letters that two words have in common (Dice, 1945)."""
    if abs(len(word) - len(other)) > SHINGLE:
        return 0.0
    one, two = set(pairwise(f"^{word}$")), set(pairwise(f"^{other}$"))
    return 2 * len(one & two) / (len(one) + len(two))
