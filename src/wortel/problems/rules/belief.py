"""How likely is it that this contact has that cause?"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from wortel.analysis.likeness import FEWEST_SHARED, compare_stems

ENOUGH = 0.55
LEAST_STEMS = 3
WEIGHTS = {"reason": 0.5, "words": 0.35, "facts": 0.15}
PREFIXES = re.compile(r"^\s*(?:(?:re|fw|fwd|antw|aw|doorst)\s*:\s*)+", re.IGNORECASE)


@dataclass(frozen=True)
class Trait:
    """What two things are compared by: the stems of what was said of them, and facts such as carrier and product."""

    texts: tuple[frozenset[str], ...]
    facts: frozenset[str] = frozenset()


def belief(contact: Trait, problem: Trait, weights: Mapping[str, float], *, same_reason: bool | None) -> float:
    """How likely this contact has that problem as its cause; what is unknown on either side does not count.

    `same_reason` is None when either of them has no reason; `weights` say how rare each stem is.
    """
    parts: dict[str, float] = {}
    if same_reason is not None:
        parts["reason"] = 1.0 if same_reason else 0.0
    if _speaks(contact) and _speaks(problem):
        parts["words"] = max(_alike(one, other, weights) for one in contact.texts for other in problem.texts)
    if contact.facts and problem.facts:
        parts["facts"] = 1.0 if contact.facts & problem.facts else 0.0
    weight = sum(WEIGHTS[part] for part in parts)
    return sum(WEIGHTS[part] * score for part, score in parts.items()) / weight if weight else 0.0


def _speaks(trait: Trait) -> bool:
    return any(len(stems) >= LEAST_STEMS for stems in trait.texts)


def _alike(one: frozenset[str], other: frozenset[str], weights: Mapping[str, float]) -> float:
    """One shared word is a coincidence."""
    found = compare_stems(set(one), set(other), weights)
    return found.share if len(found.shared) >= FEWEST_SHARED else 0.0


def is_enough(score: float) -> bool:
    return score >= ENOUGH


def title_from(label: str, subject: str, taken: Iterable[str]) -> str:
    """A title nobody has to type: the reason, with the customer's subject where the reason alone is taken."""
    title = label or subject
    if title.casefold() in {one.casefold() for one in taken} and subject and subject.casefold() != title.casefold():
        title = f"{title}: {subject}"
    return title[:300]


def subject_of(subject: str, text: str) -> str:
    """What somebody says it is about, or else their first words."""
    return PREFIXES.sub("", subject or " ".join(text.split()[:8])).strip()


def without_subject(title: str, subject: str, label: str) -> str:
    """What stays of a title when the customer's words leave it; one that does not end in them was given by a person."""
    is_theirs = title == subject[:300] or title == f"{label}: {subject}"[:300]
    return label if is_theirs else title
