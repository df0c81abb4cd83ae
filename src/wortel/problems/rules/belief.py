"""How likely is it that this contact has that cause?"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

ENOUGH = 0.55
LEAST_WORDS = 3
WEIGHTS = {"reason": 0.5, "words": 0.35, "facts": 0.15}
_COMMON = """
    de het een en of maar want dat die dit deze ik je jij u uw jullie hij zij ze we wij mij me mijn jouw zijn haar
    ons onze hun is was ben bent zijn waren wordt werd worden heb hebt heeft had hebben kan kunt kunnen kon
    wil wilt willen
    zal zou moet moeten mag er hier daar nu nog al ook niet geen wel met voor van naar aan op in uit om te tot bij over
    als dan toch weer maar wat wie waar wanneer hoe waarom door graag beste geachte hallo hoi dag groet groeten bedankt
    the a an and or but that this these those i you he she it we they my your his her our their is was are were be been
    have has had can could will would should must may there here now still also not no with for from to at on in out if
    then again what who where when how why by please dear hello hi regards thanks thank
"""
COMMON = frozenset(_COMMON.split())
PREFIXES = re.compile(r"^\s*(?:(?:re|fw|fwd|antw|aw|doorst)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True)
class Trait:
    """What two things are compared by: their words, and facts such as the carrier or the product."""

    words: Counter[str]
    facts: frozenset[str]


def words_of(text: str) -> Counter[str]:
    """The words that carry meaning, without accents and capitals."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return Counter(word for word in re.findall(r"[a-z]{3,}", bare) if word not in COMMON)


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """How much two sets of words have in common: 1 is the same, 0 is nothing."""
    if not one or not other:
        return 0.0
    shared = sum(count * other[word] for word, count in one.items() if word in other)
    return shared / (_length(one) * _length(other))


def _length(words: Counter[str]) -> float:
    return sqrt(sum(count * count for count in words.values()))


def belief(contact: Trait, problem: Trait, *, same_reason: bool | None) -> float:
    """How likely this contact has that problem as its cause; what is unknown on either side does not count.

    `same_reason` is None when either of them has no reason.
    """
    parts: dict[str, float] = {}
    if same_reason is not None:
        parts["reason"] = 1.0 if same_reason else 0.0
    if min(len(contact.words), len(problem.words)) >= LEAST_WORDS:
        parts["words"] = likeness(contact.words, problem.words)
    if contact.facts and problem.facts:
        parts["facts"] = 1.0 if contact.facts & problem.facts else 0.0
    weight = sum(WEIGHTS[part] for part in parts)
    return sum(WEIGHTS[part] * score for part, score in parts.items()) / weight if weight else 0.0


def is_enough(score: float) -> bool:
    return score >= ENOUGH


def title_from(label: str, subject: str, taken: Iterable[str]) -> str:
    """A title nobody has to type: the reason, with the customer's subject where the reason alone is taken."""
    words = PREFIXES.sub("", subject).strip()
    title = label or words
    if title.casefold() in {one.casefold() for one in taken} and words and words.casefold() != title.casefold():
        title = f"{title}: {words}"
    return title[:300]
