"""May a day be called quiet? Pure."""

from typing import Literal

type Status = Literal["causes", "late", "quiet"]


def judge_day(*, open_cause_contacts: int, late: int) -> Status:
    """Never quiet while an open cause sends contacts, however well everybody was helped; nor while something is late.

    >>> judge_day(open_cause_contacts=1, late=0)
    'causes'
    """
    if open_cause_contacts > 0:
        return "causes"
    return "late" if late > 0 else "quiet"
