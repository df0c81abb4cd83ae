"""What in a text may point to a reason?"""

from itertools import pairwise

from wortel.analysis.words import STOP_WORDS, split_words

PIECE = 4


def read_features(text: str) -> frozenset[str]:
    """Words, pairs of neighbours, and pieces of four letters, which see through Dutch compounds; each once.

    >>> sorted(read_features("Mijn pakket"))
    ['#_mij', '#_pak', '#akke', '#ijn_', '#ket_', '#kket', '#mijn', '#pakk', 'mijn pakket', 'pakket']
    """
    words = split_words(text)
    found = {word for word in words if word not in STOP_WORDS}
    found.update(f"{left} {right}" for left, right in pairwise(words))
    for word in set(words):
        framed = f"_{word}_"
        found.update(f"#{framed[start : start + PIECE]}" for start in range(len(framed) - PIECE + 1))
    return frozenset(found)
