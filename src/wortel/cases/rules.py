"""Decisions about cases that need no database."""

from datetime import datetime, timedelta

LOOKING = timedelta(seconds=25)


def is_woken_by(*, direction: str, is_automatic: bool) -> bool:
    """Only a person's words wake a case up: machines answer machines for ever."""
    return direction == "in" and not is_automatic


def is_answer_to(*, waiting_since: datetime | None, said_at: datetime) -> bool:
    """What we said before the customer asked answers nothing, even when it comes in later."""
    return waiting_since is None or said_at >= waiting_since


def waits_since(*, before: datetime | None, said_at: datetime) -> datetime:
    """The customer waits since the first thing we have not answered."""
    return min(before, said_at) if before else said_at


def is_looking(*, seen_at: datetime, now: datetime) -> bool:
    return now - seen_at < LOOKING
