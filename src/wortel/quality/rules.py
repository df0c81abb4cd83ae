"""Which scores can be given to which question, and when is a decision about contradicting answers asked anew?"""

from collections.abc import Collection, Mapping, Set

SCALES: dict[str, range] = {
    "csat": range(1, 6),
    "nps": range(11),
    "ces": range(1, 8),
    "friendliness": range(1, 11),
}
# So many customers heard it since: fewer is a slip.
SPEAKS_AGAIN = 3
ONE_SUBJECT = 0.5


def is_score(question: str, score: int) -> bool:
    return score in SCALES.get(question, range(0))


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
