"""How much of one message stands in another: its words in the same order, typing errors and all."""

from collections.abc import Sequence
from dataclasses import dataclass

from wortel.analysis.copies.mistyping import count_mistakes
from wortel.analysis.copies.reading import ENOUGH, is_telling, read_words

# Above this one in a hundred of the nearest other messages is taken for a copy; see `wortel bench copies`.
CERTAIN = 0.93
# In letters: a word that is missing counts in full, one that stands between for little, because one adds easily.
ADDED, MISTAKE = 0.1, 0.5
SHINGLE = 3
# Of the letters of a copy more than this stand in both, whatever was mistyped.
HOPELESS = 0.65


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
    short, long = sorted((one, other), key=lambda words: (sum(map(len, words)), *words))
    is_certain = len(short) >= ENOUGH and is_telling(long)
    letters = _contain(short, long)
    if not is_certain or letters < HOPELESS:
        return Overlap(letters, is_certain)
    return Overlap(max(0.0, 1 - _lose(short, long) / sum(map(len, short))), is_certain)


def _contain(short: Sequence[str], long: Sequence[str]) -> float:
    """The share of runs of letters that both have; spaces do not count, so a word written as two is one."""
    wanted, having = _shingle(short), _shingle(long)
    return len(wanted & having) / len(wanted) if wanted else 0.0


def _shingle(words: Sequence[str]) -> set[str]:
    letters = "".join(words)
    return {letters[start : start + SHINGLE] for start in range(len(letters) - SHINGLE + 1)}


def _lose(short: Sequence[str], long: Sequence[str]) -> float:
    """The letters that are lost where both are laid side by side; what stands before and after costs nothing."""
    strange = set(short) ^ set(long)
    before: list[float] = []
    above = [0.0] * (len(long) + 1)
    for row, word in enumerate(short):
        here = [above[0] + len(word)]
        for place, other in enumerate(long):
            lost = min(above[place + 1] + len(word), here[place] + ADDED * len(other))
            if word == other:
                lost = min(lost, above[place])
            elif word in strange or other in strange:
                lost = min(lost, above[place] + MISTAKE * count_mistakes(word, other))
            # A space more, less or in another place is a mistake too.
            if other in strange and row:
                lost = min(lost, before[place] + MISTAKE * (1 + count_mistakes(short[row - 1] + word, other)))
            if word in strange and place:
                lost = min(lost, above[place - 1] + MISTAKE * (1 + count_mistakes(word, long[place - 1] + other)))
            if row and place and word != other and short[row - 1] + word == long[place - 1] + other:
                lost = min(lost, before[place - 1] + MISTAKE)
            here.append(lost)
        before, above = above, here
    return min(above)
