"""Finds the lines that say who wrote what follows, such as "Op maandag schreef Noor:"."""

import re
from dataclasses import dataclass

from wortel.channels.email.folding import words
from wortel.channels.email.folding.lines import LONGEST_LINE, next_filled

_DANGLING_END = re.compile(r"^\s*>[\s>]*(?:\w+[\s(a)]*){0,3}[:：]\s*$")
"""The bracket of an address that was broken over two lines looks like a quote mark."""
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that say which way text runs; they stand around addresses in Hebrew and Arabic."""
_MAX_LINES = 8
_MAX_LENGTH = 600
_MAX_LOOKS = 500
"""Lines that may end an introduction; a mail with more of them than this is no conversation."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """Lines `start` up to `end` say who wrote what follows."""

    start: int
    end: int


def find_introductions(lines: list[str], quoted: list[bool]) -> list[Introduction]:
    found: list[Introduction] = []
    looks = 0
    for end in range(1, len(lines) + 1):
        line = lines[end - 1].strip()
        if not line or len(line) > LONGEST_LINE or not words.MAY_END_ATTRIBUTION.search(_plain(line)):
            continue
        looks += 1
        if looks > _MAX_LOOKS:
            break
        floor = found[-1].end if found else 0
        introduction = _ending_at(lines, quoted, floor, end)
        if introduction is not None:
            found.append(introduction)
    return found


def is_precise(lines: list[str], introduction: Introduction) -> bool:
    """Whether it is so exact that only a program writes it."""
    return any(words.PRECISE.search(line[:LONGEST_LINE]) for line in lines[introduction.start : introduction.end])


def opens_with_one(quoted_lines: list[str]) -> bool:
    """Some programs put the mark before the introduction too: "> Op 8 sep. schreef …:"."""
    filled = [line.lstrip(" >").strip()[:_MAX_LENGTH] for line in quoted_lines[:_MAX_LINES] if line.strip(" >")]
    return any(_matches(words.DATED_ATTRIBUTIONS, " ".join(filled[:count])) for count in range(1, 4))


def _ending_at(lines: list[str], quoted: list[bool], floor: int, end: int) -> Introduction | None:
    """The run of lines ending here that reads as an introduction; one that opens with a date is surest."""
    following = next_filled(lines, end)
    is_followed_by_quote = following is not None and quoted[following]
    if quoted[end - 1] and not _DANGLING_END.match(lines[end - 1]):
        return None
    fallback: Introduction | None = None
    for start in range(end - 1, max(floor, end - _MAX_LINES) - 1, -1):
        if not lines[start].strip():
            if fallback is not None and not lines[start + 1].lstrip().startswith(("<", ">")):
                break
            continue
        joined = " ".join(_plain(" ".join(lines[start:end])).split())
        if len(joined) > _MAX_LENGTH:
            break
        if _matches(words.DATED_ATTRIBUTIONS, joined):
            return Introduction(start, end)
        is_short = start >= end - 2
        if _matches(words.NAMED_ATTRIBUTIONS, joined) or (
            is_followed_by_quote and is_short and _matches(words.WEAK_ATTRIBUTIONS, joined)
        ):
            fallback = fallback or Introduction(start, end)
    return _with_broken_line(lines, floor, fallback)


def _with_broken_line(lines: list[str], floor: int, found: Introduction | None) -> Introduction | None:
    """An address alone does not begin a sentence: the line before it, with the date, belongs to it."""
    if found is None or found.start <= floor or not lines[found.start].lstrip().startswith("<"):
        return found
    above = lines[found.start - 1]
    is_dated = len(above) <= LONGEST_LINE and any(letter.isdigit() for letter in above)
    return Introduction(found.start - 1, found.end) if is_dated else found


def _plain(line: str) -> str:
    return line if line.isascii() else _DIRECTIONS.sub("", line)


def _matches(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.match(text) for pattern in patterns)
