"""Which scores fit which question, which answers may be compared, and when is a decision about them asked anew?"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from wortel.analysis.cells import is_large

SCALES: dict[str, range] = {
    "csat": range(1, 6),
    "nps": range(11),
    "ces": range(1, 8),
    "friendliness": range(1, 11),
}
# So many customers heard it since: fewer is a slip.
SPEAKS_AGAIN = 3
ONE_SUBJECT = 0.5


@dataclass(frozen=True)
class Given:
    """One answer: its language, the names that it may hold, the reason of what it answers, by whom and when.

    By whom is counted, and goes no further.
    """

    text: str
    language: str
    names: tuple[str, ...]
    reason: int | None
    by: int | None
    at: datetime


def is_score(question: str, score: int) -> bool:
    return score in SCALES.get(question, range(0))


def by_language(given: Iterable[Given]) -> Mapping[str, list[Given]]:
    """The same words in two languages are no two answers."""
    found: defaultdict[str, list[Given]] = defaultdict(list)
    for one in given:
        found[one.language].append(one)
    return found


def are_enough(given: Sequence[Given]) -> bool:
    """Whether they may be compared without pointing at somebody who gave one."""
    return is_large(len(given), {one.by for one in given if one.by})


def find_usual_reason(given: Iterable[Given]) -> int | None:
    """The reason of most of them."""
    counts = Counter(one.reason for one in given if one.reason)
    return max(counts, key=lambda reason: (counts[reason], -reason), default=None)


def is_one_subject(about: Set[str], other: Set[str]) -> bool:
    """Whether two contradictions are about the same thing, by the stems of what was said."""
    return len(about & other) >= ONE_SUBJECT * min(len(about), len(other))


def is_decided(choice: str, *, right: str, why: str, known: Collection[str]) -> bool:
    """Whether a decision says what it has to say."""
    return choice == "keep" or (choice == "right" and right in known) or (choice == "both" and bool(why))


def speaks_against(choice: str, *, right: str, known: Collection[str], since: Mapping[str, int]) -> bool:
    """Whether answers given since a decision ask for a new one.

    Where one promise was said to be right, any other one does; else only one that nobody knew of then.
    """
    accepted = {right} if choice == "right" else set(known)
    return sum(count for value, count in since.items() if value not in accepted) >= SPEAKS_AGAIN
