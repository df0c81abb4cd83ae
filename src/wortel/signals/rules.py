"""Was a promise kept, and did something break again soon after it was repaired?"""

from datetime import datetime, timedelta

SOON = timedelta(days=30)


def judge_promise(promised: datetime | None, happened: datetime | None, now: datetime) -> bool | None:
    """True when it happened in time, False when it came late or is overdue; None while it may still be kept.

    >>> noon = datetime(2025, 10, 7, 12)
    >>> judge_promise(noon, noon, noon), judge_promise(noon, None, noon), judge_promise(None, noon, noon)
    (True, None, None)
    """
    if promised is None:
        return None
    if happened is not None and happened <= now:
        return happened <= promised
    return False if now > promised else None


def is_broken_again(repaired: datetime, returned: datetime, within: timedelta = SOON) -> bool:
    """The same thing fails once more, after it was repaired and soon enough to be the same fault."""
    return repaired < returned <= repaired + within
