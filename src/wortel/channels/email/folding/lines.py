"""Small questions about lines of a mail."""

import re
from collections.abc import Sequence

QUOTED = re.compile(r"^\s{0,3}(?:>|&gt;)")
LONGEST_LINE = 2_000
_NEAR = 12


def next_filled(lines: Sequence[str], position: int) -> int | None:
    return next((found for found in range(position, min(position + _NEAR, len(lines))) if lines[found].strip()), None)


def previous_filled(lines: Sequence[str], position: int) -> int | None:
    return next((found for found in range(position - 1, -1, -1) if lines[found].strip()), None)


def has_words(lines: Sequence[str]) -> bool:
    return any(any(letter.isalnum() for letter in line) or _has_sign(line) for line in lines)


def _has_sign(line: str) -> bool:
    """A smiley or an exclamation is an answer too; rules and quote marks are not."""
    return bool(line.strip(" \t>|-_=*~#.<\u00a0\u200b"))
