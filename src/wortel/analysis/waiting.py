"""How long do people wait?

For the telephone. The same calls give a service level of 72, 80 or 73 percent, depending on what they are divided
by; so each figure is named after its denominator. Do not use any of it as a target for a person.

Definitions: DOMAIN.md 2.3.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from wortel.analysis.facts import Contact
from wortel.analysis.intervals import Estimate, estimate_share

ANSWER_WITHIN = 20.0
SHORT = 5.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """The calls of a period. Short abandons are callers who hung up before anybody could answer."""

    answered: int
    abandoned: int
    short_abandoned: int
    in_time: int
    waited_seconds: float
    transferred: int
    transfers: int
    most_transfers: int

    @property
    def offered(self) -> int:
        return self.answered + self.abandoned

    @property
    def sl(self) -> Estimate:
        """Answered in time of all offered: the one the report prints."""
        return estimate_share(self.in_time, self.offered)

    @property
    def sl_of_answered(self) -> Estimate:
        return estimate_share(self.in_time, self.answered)

    @property
    def sl_without_short(self) -> Estimate:
        return estimate_share(self.in_time, self.offered - self.short_abandoned)

    @property
    def asa(self) -> float | None:
        """Mean seconds until an answer, over answered calls."""
        return self.waited_seconds / self.answered if self.answered else None

    @property
    def abandon(self) -> Estimate:
        return estimate_share(self.abandoned, self.offered)

    @property
    def abandon_without_short(self) -> Estimate:
        return estimate_share(self.abandoned - self.short_abandoned, self.offered - self.short_abandoned)

    @property
    def transfer(self) -> Estimate:
        return estimate_share(self.transferred, self.answered)

    @property
    def mean_transfers(self) -> float | None:
        return self.transfers / self.answered if self.answered else None


def measure_waiting(
    contacts: Iterable[Contact], *, answer_within: float = ANSWER_WITHIN, short: float = SHORT
) -> Waiting:
    """Measure the inbound calls among these contacts; a call without a known wait was answered at once.

    >>> from datetime import UTC, datetime
    >>> now = datetime(2025, 9, 1, tzinfo=UTC)
    >>> def call(key, wait, answered):
    ...     return Contact(contact_id=key, channel="phone", started_at=now, ended_at=now, wait_seconds=wait,
    ...                    answered=answered)
    >>> waiting = measure_waiting([call("a", 12, True), call("b", 48, True), call("c", 3, False)])
    >>> f"{waiting.sl.value:.2%} {waiting.sl_without_short.value:.2%} {waiting.asa:.0f} s"
    '33.33% 50.00% 30 s'
    """
    calls = [one for one in contacts if one.channel == "phone" and one.direction == "in" and not one.spam]
    taken = [one for one in calls if not one.is_abandoned]
    waits = [one.wait_seconds or 0.0 for one in taken]
    gone = [one.wait_seconds or 0.0 for one in calls if one.is_abandoned]
    return Waiting(
        answered=len(taken),
        abandoned=len(gone),
        short_abandoned=sum(wait <= short for wait in gone),
        in_time=sum(wait <= answer_within for wait in waits),
        waited_seconds=sum(waits),
        transferred=sum(one.transfers > 0 for one in taken),
        transfers=sum(one.transfers for one in taken),
        most_transfers=max((one.transfers for one in taken), default=0),
    )
