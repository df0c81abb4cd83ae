"""Decisions about cases that need no database."""

import re
from datetime import datetime, timedelta

LOOKING = timedelta(seconds=25)
SETTLED = timedelta(days=3)
LONG_AGO = timedelta(days=60)
WORDS_OF_A_QUESTION = 4
SAME_WORDS = 0.25
_WORD = re.compile(r"[^\W_]{4,}")
# Most mail servers take 25 MB; in a mail a file is a third larger than on a disk.
MOST_FILE_BYTES = 18 * 1024 * 1024
MOST_FILES = 20


def file_name(given: str) -> str:
    """A name without folders, line breaks and marks that turn the reading direction."""
    plain = "".join(mark if mark.isprintable() else " " for mark in given.replace("\\", "/").rpartition("/")[2])
    return " ".join(plain.split())[-200:] or "file"


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


def seems_new(*, closed_at: datetime, said_at: datetime, before: str, said: str) -> bool:
    """Whether an answer to a settled case seems to be a question of its own: it came long after, or in other words.

    Words of thanks are no question, and whoever comes back within days means the same thing.
    """
    words = set(_WORD.findall(said.lower()))
    if said_at - closed_at < SETTLED or len(words) < WORDS_OF_A_QUESTION:
        return False
    shared = words & set(_WORD.findall(before.lower()))
    return said_at - closed_at >= LONG_AGO or len(shared) < SAME_WORDS * len(words)
