"""May a day be called quiet, and what comes first for a topic that wears people out? Pure."""

from typing import Literal

from wortel.analysis.intervals import Estimate

# Surely so many lack something: then no conversation is the problem.
MEANS_FIRST = 0.1

type Step = Literal["means", "cause", "look"]
type Status = Literal["causes", "late", "quiet"]


def judge_day(*, open_cause_contacts: int, late: int) -> Status:
    """Never quiet while an open cause sends contacts, however well everybody was helped; nor while something is late.

    >>> judge_day(open_cause_contacts=1, late=0)
    'causes'
    """
    if open_cause_contacts > 0:
        return "causes"
    return "late" if late > 0 else "quiet"


def first_step(*, lacking: Estimate, has_cause: bool, is_worn: bool) -> Step | None:
    """Means before cause, cause before looking at conversations: nobody is coached for what they were not given.

    >>> few = Estimate(0.01, 0.0, 0.05, 100)
    >>> first_step(lacking=Estimate(0.4, 0.36, 0.44, 550), has_cause=True, is_worn=True)
    'means'
    >>> first_step(lacking=few, has_cause=True, is_worn=True), first_step(lacking=few, has_cause=False, is_worn=True)
    ('cause', 'look')
    """
    if lacking.is_certain and (lacking.low or 0) > MEANS_FIRST:
        return "means"
    if has_cause:
        return "cause"
    return "look" if is_worn else None
