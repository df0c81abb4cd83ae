"""Decisions about reasons that need no database: which words point where, before anything has been learned."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

WORDS_READ = 400
LABEL_SHARE = 0.6
SPOKEN = 3


@dataclass(frozen=True)
class Known:
    """A reason as the administrator described it."""

    code: str
    labels: tuple[str, ...]
    keywords: tuple[str, ...] = ()


def plain(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", plain(text))[:WORDS_READ]


def score_reasons(text: str, known: Iterable[Known]) -> list[tuple[str, float]]:
    """Reasons by the keywords and labels found in the text, as shares that add up to less than one."""
    words = words_of(text)
    running = f" {' '.join(words)} "
    weights = {one.code: _weight(running, set(words), one) for one in known}
    total = sum(weights.values())
    found = [(code, weight / (total + 1)) for code, weight in weights.items() if weight]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:SPOKEN]


def _weight(running: str, words: set[str], one: Known) -> float:
    """A keyword or phrase counts fully for each of its words; a label by the share of its words that is there."""
    spoken = sum(len(key.split()) for key in map(_spaced, one.keywords) if key and _is_said(key, running))
    labels = [set(words_of(label)) for label in one.labels if label]
    near = max((len(label & words) / len(label) for label in labels if label), default=0.0)
    return spoken + (near if near >= LABEL_SHARE else 0.0)


def _spaced(key: str) -> str:
    return " ".join(words_of(key))


def _is_said(key: str, running: str) -> bool:
    """From the start of a word on: `factuur` is also in `facturen` only when listed, but `bezorg` finds `bezorger`."""
    return f" {key}" in running
