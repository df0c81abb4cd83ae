"""What do the figures need to know of a contact?

One row a contact, as the import columns name them. Who counts is decided here, once, for every figure.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal

Direction = Literal["in", "out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One contact. `ended_at` None means that it is still going on; an empty customer is unknown.

    `causes` are the problems that somebody said caused it, each with its share, where it is not one whole `problem`;
    `work_behind` is what was done for it away from the customer: minutes, each with its price per minute.
    """

    contact_id: str
    channel: str
    started_at: datetime
    ended_at: datetime | None
    customer: str = ""
    reason: str = ""
    direction: Direction = "in"
    minutes: Decimal | None = None
    chats_at_once: Decimal | None = None
    work_behind: tuple[tuple[Decimal, Decimal], ...] = ()
    team: str = ""
    transfers: int = 0
    wait_seconds: float | None = None
    answered: bool = True
    spam: bool = False
    asked_by_us: bool = False
    problem: str = ""
    causes: tuple[tuple[str, Decimal], ...] = ()
    cause_open: bool = False
    callback_promised: bool = False
    follow_up_open: bool = False
    csat: int | None = None

    def __post_init__(self) -> None:
        # Python subtracts and compares wall clocks when both moments share a zone; in UTC an hour is an hour.
        object.__setattr__(self, "started_at", in_utc(self.started_at))
        if self.ended_at is not None:
            object.__setattr__(self, "ended_at", in_utc(self.ended_at))

    @property
    def is_abandoned(self) -> bool:
        """Only a phone call can be given up before somebody answers."""
        return self.channel == "phone" and not self.answered

    @property
    def is_counted(self) -> bool:
        """Outbound, spam, abandoned calls and answers to our own question are no volume and no repeat."""
        return self.direction == "in" and not (self.spam or self.is_abandoned or self.asked_by_us)

    @property
    def is_handed_on(self) -> bool:
        """Something was left to do by somebody else or later, so it was not strictly solved at once."""
        return self.transfers > 0 or self.callback_promised or self.follow_up_open


def in_utc(moment: datetime) -> datetime:
    """The same moment in UTC; a moment without a zone could be any of 24, so it is refused."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs its zone: {moment}")
    return moment.astimezone(UTC)
