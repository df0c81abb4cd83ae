"""Where does a problem stand, and how did it get there?"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """From the first report to the end, in the order of a good course."""

    REPORTED = "reported"
    EXAMINED = "examined"
    KNOWN_ERROR = "known_error"
    BEING_FIXED = "being_fixed"
    MEASURED = "measured"
    CLOSED = "closed"
    RISK = "risk"
    DUPLICATE = "duplicate"


SAID = (State.EXAMINED, State.KNOWN_ERROR, State.BEING_FIXED)


@dataclass(frozen=True)
class Step:
    """One row that moved it: who, when and why. `about` is the row, where it is one that somebody can take back."""

    state: State
    at: datetime
    by: str = ""
    why: str = ""
    about: int | None = None


def order_steps(steps: Iterable[Step]) -> list[Step]:
    """In the order of time; of one moment the farthest state last."""
    farthest = list(State)
    return sorted(steps, key=lambda step: (step.at, farthest.index(step.state)))


def state_of(steps: Iterable[Step]) -> Step:
    """The latest step is where it stands; one that was merged into another stays a duplicate."""
    known = order_steps(steps)
    return next((step for step in known if step.state is State.DUPLICATE), known[-1])
