"""Is this word the other one with a typing error? Words that differ otherwise are other words."""

from math import inf

# A short word is soon another word; in a longer one two letters may be wrong.
SHORTEST, LONG = 3, 6


def count_mistakes(word: str, other: str) -> float:
    """Letters that are wrong, too many, missing, or swapped with their neighbour; infinite for another word.

    Reference: optimal string alignment (Damerau, 1964).

    >>> count_mistakes("bezorger", "bezogrer"), count_mistakes("bezorger", "bezoger")
    (1, 1)
    >>> count_mistakes("kast", "klant")
    inf
    """
    longest = max(len(word), len(other))
    most = 2 if longest >= LONG else 1
    if longest < SHORTEST or abs(len(word) - len(other)) > most or len(set(word) ^ set(other)) > 2 * most:
        return inf
    mistakes = _align(word, other)
    return mistakes if mistakes <= most else inf


def _align(word: str, other: str) -> int:
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        here = [row]
        for place, beside in enumerate(other, 1):
            fewest = min(above[place] + 1, here[-1] + 1, above[place - 1] + (letter != beside))
            if place > 1 and row > 1 and letter == other[place - 2] and word[row - 2] == beside:
                fewest = min(fewest, before[place - 2] + 1)
            here.append(fewest)
        before, above = above, here
    return above[-1]
