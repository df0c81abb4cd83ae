"""In which part of the weekly meeting does a cause stand, and how much of the work takes causes away? Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from wortel.problems.rules.unheard import Lack

type Place = Literal["new", "unowned", "ageing", "measured", "to_decide"]

SILENT_AFTER = timedelta(days=7)
STILL_AFTER = timedelta(days=28)
FEWEST_TO_SHARE = 5


@dataclass(frozen=True)
class Facts:
    """What the agenda asks of a cause. Moments that never were are None."""

    opened_at: datetime
    owned_since: datetime | None = None
    answered_at: datetime | None = None
    is_refused: bool = False
    is_overdue: bool = False
    moved_at: datetime | None = None
    measured_at: datetime | None = None
    is_review_due: bool = False
    has_twin: bool = False
    has_objection: bool = False
    is_open: bool = True
    lacks: tuple[Lack, ...] = ()
    """What makes it unheard."""


def find_place(facts: Facts, *, since: datetime, now: datetime) -> Place | None:
    """Each cause stands once, where most hangs on it; what runs by itself needs no meeting."""
    if facts.is_review_due or facts.is_refused or facts.has_objection:
        return "to_decide"
    if facts.measured_at is not None and facts.measured_at > since:
        return "measured"
    if not facts.is_open:
        return None
    if facts.opened_at > since:
        return "new"
    if facts.owned_since is None:
        return "unowned"
    if facts.has_twin:
        return "to_decide"
    is_ageing = bool(facts.lacks) or is_silent(facts, now) or is_standing_still(facts, now)
    return "ageing" if is_ageing else None


def is_silent(facts: Facts, now: datetime) -> bool:
    """The owner has said nothing for a week, or owes an answer that was promised."""
    if facts.owned_since is None:
        return False
    return facts.is_overdue or (facts.answered_at is None and now - facts.owned_since > SILENT_AFTER)


def is_standing_still(facts: Facts, now: datetime) -> bool:
    """Open for four weeks, and nothing done, planned or decided in the last four."""
    moved = max(facts.opened_at, facts.moved_at or facts.opened_at, facts.answered_at or facts.opened_at)
    return now - moved > STILL_AFTER


@dataclass(frozen=True)
class Work:
    """What was done about causes: how much took one away, how much only eased it."""

    took_away: int
    eased: int

    @property
    def all(self) -> int:
        return self.took_away + self.eased

    @property
    def share(self) -> float | None:
        """None with fewer than five: too little to say a share of."""
        return self.took_away / self.all if self.all >= FEWEST_TO_SHARE else None
