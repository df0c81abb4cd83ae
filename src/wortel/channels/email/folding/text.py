"""Folds plain text: the reply, the quoted rest and the signature.

Separators and header blocks end the reply; an introduced quote ends it when nothing of the writer follows; answers
 written between the quoted lines stay where they are, quotes included. A reply is never emptied.
"""

import re
from dataclasses import dataclass

from wortel.channels.email.folding import words

_QUOTED = re.compile(r"^\s{0,3}(?:>|&gt;)")
_DANGLING_END = re.compile(r"^\s*>[\s>]*(?:\w+[\s(a)]*){0,3}[:：]\s*$")
"""The bracket of an address that was broken over two lines looks like a quote mark."""
_BARRED = re.compile(r"^\s{0,3}\|")
_MAX_ATTRIBUTION_LINES = 8
_MAX_ATTRIBUTION_LENGTH = 600
_MAX_LINE = 2_000
_MAX_LOOKS = 3_000
"""Lines that may end an introduction; a mail with more of them than this is no conversation."""
_MAX_SIGNATURE_LINES = 20


@dataclass(frozen=True, slots=True)
class Folded:
    """`quoted` and `signature` hold what `reply` leaves out; empty where there is none."""

    reply: str
    quoted: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class _Introduction:
    """Lines `start` up to `end` say who wrote what follows."""

    start: int
    end: int


def fold_text(text: str) -> Folded:
    """Split the text of a mail into what its writer added, what is quoted, and the signature."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    hard = _find_separator(lines)
    own, tail = (lines[:hard], lines[hard:]) if _has_words(lines[:hard]) else (lines, [])
    own, late_signature = _split_late_signature(own)
    reply, quoted = _split_quotes(own)
    if not _has_words(reply):
        reply, quoted = own, []
    reply, signature = _split_signature(reply)
    return Folded(
        reply=_join(reply) or text.strip(),
        quoted=_join([*quoted, *tail]),
        signature=_join([*signature, *late_signature]),
    )


def _find_separator(lines: list[str]) -> int:
    """The first line from which everything is an older mail; len(lines) where there is none."""
    for position, line in enumerate(lines):
        if not line or len(line) > _MAX_LINE or _QUOTED.match(line):
            continue
        if words.SEPARATORS.match(line) or _starts_header_block(lines, position):
            return _with_rule_above(lines, position)
    return len(lines)


def _starts_header_block(lines: list[str], position: int) -> bool:
    """From and at least two more header names in the next lines: nobody writes that by hand."""
    if words.HEADER_FROM.match(lines[position]) is None:
        return False
    found, plain = 1, 0
    for line in lines[position + 1 : position + 12]:
        if len(line) <= _MAX_LINE and words.HEADER_ANY.match(line):
            found += 1
        elif line.strip():
            plain += 1
            if plain > 2:
                break
        if found >= 3:
            return True
    return False


def _with_rule_above(lines: list[str], position: int) -> int:
    above = position - 1
    while above >= 0 and not lines[above].strip(" >*"):
        above -= 1
    return above if above >= 0 and words.RULE.match(lines[above][:_MAX_LINE]) else position


def _split_quotes(lines: list[str]) -> tuple[list[str], list[str]]:
    quoted = _mark_quoted(lines)
    introductions = _find_introductions(lines, quoted)
    cut = _unmarked_quote_start(lines, quoted, introductions)
    if cut is not None:
        return lines[:cut], lines[cut:]
    return _split_marked(lines, quoted, introductions)


def _unmarked_quote_start(lines: list[str], quoted: list[bool], introductions: list[_Introduction]) -> int | None:
    """Some programs quote without marks: after an introduction between two texts all the rest is older."""
    for introduction in introductions:
        following = _next_filled(lines, introduction.end)
        is_marked = following is not None and quoted[following]
        if not is_marked and _has_words(lines[: introduction.start]):
            return introduction.start
        if is_marked:
            return None
    return None


def _split_marked(
    lines: list[str], quoted: list[bool], introductions: list[_Introduction]
) -> tuple[list[str], list[str]]:
    """Take a quote at the end, or an introduced one at the beginning; answers in between keep their quotes."""
    covered = list(quoted)
    for introduction in introductions:
        covered[introduction.start : introduction.end] = [True] * (introduction.end - introduction.start)
    own = [position for position, line in enumerate(lines) if not covered[position] and line.strip()]
    if not own:
        return lines, []
    first, last = own[0], own[-1]
    head, rest, tail = lines[:first], lines[first : last + 1], lines[last + 1 :]
    is_introduced = any(introduction.end <= first for introduction in introductions)
    answers_between = any(covered[position] for position in range(first, last + 1))
    if not _has_words(head) or not is_introduced or answers_between:
        return [*head, *rest], tail
    return rest, [*head, *tail]


def _mark_quoted(lines: list[str]) -> list[bool]:
    barred = [bool(_BARRED.match(line)) for line in lines]
    use_bars = sum(barred) >= 3 and not any(
        "|" in line.strip()[1:] for line, bar in zip(lines, barred, strict=True) if bar
    )
    return [bool(_QUOTED.match(line)) or (use_bars and bar) for line, bar in zip(lines, barred, strict=True)]


def _find_introductions(lines: list[str], quoted: list[bool]) -> list[_Introduction]:
    found: list[_Introduction] = []
    looks = 0
    for end in range(1, len(lines) + 1):
        line = lines[end - 1].strip()
        if not line or len(line) > _MAX_LINE or not words.MAY_END_ATTRIBUTION.search(line):
            continue
        looks += 1
        if looks > _MAX_LOOKS:
            break
        floor = found[-1].end if found else 0
        introduction = _introduction_ending(lines, quoted, floor, end)
        if introduction is not None:
            found.append(introduction)
    return found


def _introduction_ending(lines: list[str], quoted: list[bool], floor: int, end: int) -> _Introduction | None:
    """The run of lines ending here that reads as an introduction; one that opens with a date is surest."""
    following = _next_filled(lines, end)
    is_followed_by_quote = following is not None and quoted[following]
    if quoted[end - 1] and not _DANGLING_END.match(lines[end - 1]):
        return None
    fallback: _Introduction | None = None
    for start in range(end - 1, max(floor, end - _MAX_ATTRIBUTION_LINES) - 1, -1):
        if not lines[start].strip():
            if fallback is not None and not lines[start + 1].lstrip().startswith(("<", ">")):
                break
            continue
        joined = " ".join(" ".join(lines[start:end]).split())
        if len(joined) > _MAX_ATTRIBUTION_LENGTH:
            break
        if _matches(words.DATED_ATTRIBUTIONS, joined):
            return _Introduction(start, end)
        is_short = start >= end - 2
        if _matches(words.NAMED_ATTRIBUTIONS, joined) or (
            is_followed_by_quote and is_short and _matches(words.WEAK_ATTRIBUTIONS, joined)
        ):
            fallback = fallback or _Introduction(start, end)
    return fallback


def _matches(patterns: tuple[re.Pattern[str], ...], text: str) -> bool:
    return any(pattern.match(text) for pattern in patterns)


def _split_late_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """A signature below the quote would make the quote look answered."""
    for position in range(len(lines) - 1, max(-1, len(lines) - _MAX_SIGNATURE_LINES - 1), -1):
        if _QUOTED.match(lines[position]):
            return lines, []
        if words.SIGNATURE_MARK.match(lines[position]):
            above = _previous_filled(lines, position)
            is_below_quote = above is not None and _QUOTED.match(lines[above])
            return (lines[:position], lines[position:]) if is_below_quote else (lines, [])
    return lines, []


def _split_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """Cut at the signature mark, then take mobile one-liners from the end; never leaving nothing."""
    cut = len(lines)
    for position in range(len(lines) - 1, max(-1, len(lines) - _MAX_SIGNATURE_LINES - 1), -1):
        if words.SIGNATURE_MARK.match(lines[position]) and _has_words(lines[:position]):
            cut = position
    cut = _before_mobile_lines(lines, cut)
    return (lines[:cut], lines[cut:]) if _has_words(lines[:cut]) else (lines, [])


def _before_mobile_lines(lines: list[str], cut: int) -> int:
    position = cut
    while position > 0:
        line = lines[position - 1]
        if line.strip() and not (len(line) <= 250 and words.MOBILE_SIGNATURES.match(line)):
            break
        position -= 1
        if line.strip():
            cut = position
    return cut


def _next_filled(lines: list[str], position: int) -> int | None:
    return next((found for found in range(position, min(position + 12, len(lines))) if lines[found].strip()), None)


def _previous_filled(lines: list[str], position: int) -> int | None:
    return next((found for found in range(position - 1, -1, -1) if lines[found].strip()), None)


def _has_words(lines: list[str]) -> bool:
    return any(any(letter.isalnum() for letter in line) or _has_sign(line) for line in lines)


def _has_sign(line: str) -> bool:
    """A smiley or an exclamation is an answer too; rules and quote marks are not."""
    return bool(line.strip(" \t>|-_=*~#.<\u00a0\u200b"))


def _join(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n \t")
