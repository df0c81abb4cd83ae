"""Finds what stands under a reply without being part of it: a signature, the advertisement of a telephone, a notice."""

import re

from wortel.channels.email.folding import closings, words
from wortel.channels.email.folding.lines import LONGEST_LINE, QUOTED, has_words, previous_filled

_MAX_LINES = 20
_MAX_NOTICES = 6
_LONGEST_MARK = 20
_MAX_CARD_LINES = 10
_CARD_LINE = 80
_SENTENCE = re.compile(r"\w\s+\w.{0,300}[.!?]\s*$")
_REACHABLE = re.compile(r"[\w.+-]+@[\w-]+\.|https?://|www\.|(?:\+|\b0)\d[\d\s().-]{6,}")


def split_late_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """A signature below the quote would make the quote look answered."""
    for position in range(len(lines) - 1, max(-1, len(lines) - _MAX_LINES - 1), -1):
        if QUOTED.match(lines[position]):
            break
        if _is_mark(lines, position) and _is_below_quote(lines, position):
            return lines[:position], lines[position:]
    cut = _before_mobile_lines(lines, _before_card(lines))
    return (lines[:cut], lines[cut:]) if cut < len(lines) and _is_below_quote(lines, cut) else (lines, [])


def split_signature(lines: list[str]) -> tuple[list[str], list[str]]:
    """Cut at the signature mark, then take notices and mobile one-liners from the end; never leaving nothing."""
    cut = len(lines)
    for position in range(len(lines) - 1, max(-1, len(lines) - _MAX_LINES - 1), -1):
        if _is_mark(lines, position) and has_words(lines[:position]):
            cut = position
    if cut == len(lines):
        cut = _before_card(lines)
    cut = _before_mobile_lines(lines, _before_notices(lines, _before_mobile_lines(lines, cut)))
    return (lines[:cut], lines[cut:]) if has_words(lines[:cut]) else (lines, [])


def _is_mark(lines: list[str], position: int) -> bool:
    """Two dashes always; other strokes only where no sentence follows."""
    if len(lines[position]) > _LONGEST_MARK:
        return False
    if closings.SIGNATURE_MARK.match(lines[position]):
        return True
    is_loose = closings.LOOSE_SIGNATURE_MARK.match(lines[position]) is not None
    return is_loose and not any(_SENTENCE.search(line) for line in lines[position + 1 :])


def _is_below_quote(lines: list[str], position: int) -> bool:
    above = previous_filled(lines, position)
    return above is not None and QUOTED.match(lines[above]) is not None


def _before_mobile_lines(lines: list[str], cut: int) -> int:
    position, taken = cut, 0
    while position > 0 and taken < _MAX_LINES:
        line = lines[position - 1]
        if line.strip() and not is_mobile_line(line):
            break
        position -= 1
        if line.strip():
            cut = position
            taken += 1
    return cut


def is_mobile_line(line: str) -> bool:
    """ "Verzonden vanaf mijn iPhone" and its like; a sentence of the writer's own that begins so is none."""
    if len(line) > 250 or closings.MOBILE_SIGNATURES.match(line) is None:
        return False
    return "?" not in closings.LINKS.sub("", line) and closings.OWN_SENTENCE.search(line) is None


def _before_notices(lines: list[str], cut: int) -> int:
    """Step back over closing paragraphs that say whom the mail is for, or that it was checked for viruses."""
    for _ in range(_MAX_NOTICES):
        last = previous_filled(lines, cut)
        if last is None:
            break
        first = last
        while first > 0 and lines[first - 1].strip():
            first -= 1
        paragraph = " ".join(lines[first : last + 1])[: 2 * LONGEST_LINE]
        if not closings.is_notice(paragraph) or not has_words(lines[:first]):
            break
        cut = first
    return cut


def _before_card(lines: list[str]) -> int:
    """A rule with short lines under it, one of them a way to reach somebody, is a visiting card."""
    for position in range(len(lines) - 1, max(-1, len(lines) - _MAX_CARD_LINES - 1), -1):
        line = lines[position]
        if len(line) <= _CARD_LINE and words.RULE.match(line):
            card = [line for line in lines[position + 1 :] if line.strip()]
            is_card = all(len(line) <= _CARD_LINE for line in card) and any(_REACHABLE.search(line) for line in card)
            return position if is_card and has_words(lines[:position]) else len(lines)
        if QUOTED.match(line):
            break
    return len(lines)
