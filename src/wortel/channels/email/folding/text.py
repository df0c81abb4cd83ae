"""Folds plain text: the reply, the quoted rest and the signature.

Separators and header blocks end the reply; an introduced quote ends it when nothing of the writer follows; answers
written between the quoted lines stay where they are, quotes included. A reply is never emptied.
"""

import re
from dataclasses import dataclass

from wortel.channels.email.folding import words
from wortel.channels.email.folding.headers import HEADER_LINES, begins_with_header
from wortel.channels.email.folding.introductions import Introduction, find_introductions, is_precise, opens_with_one
from wortel.channels.email.folding.lines import LONGEST_LINE, QUOTED, has_words, next_filled
from wortel.channels.email.folding.signatures import split_late_signature, split_signature

_BARRED = re.compile(r"^\s{0,3}\|")
_WRAPS_AT = 60


@dataclass(frozen=True, slots=True)
class Folded:
    """`quoted` and `signature` hold what `reply` leaves out; empty where there is none."""

    reply: str
    quoted: str = ""
    signature: str = ""


def fold_text(text: str) -> Folded:
    """Split the text of a mail into what its writer added, what is quoted, and the signature."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    own, tail = _split_at(lines, _find_separator(lines))
    own, late_signature = split_late_signature(own)
    reply, quoted = _split_quotes(own)
    if not has_words(reply):
        reply, quoted = own, []
    reply, signature = split_signature(reply)
    return Folded(
        reply=_join(reply) or text.strip(),
        quoted=_join([*quoted, *tail]),
        signature=_join([*signature, *late_signature]),
    )


def _split_at(lines: list[str], cut: int) -> tuple[list[str], list[str]]:
    """Cut unless nothing would be left, or the writer says that the answers stand below."""
    own = lines[:cut]
    if not has_words(own) or (cut < len(lines) and _answers_below(own)):
        return lines, []
    return own, lines[cut:]


def _answers_below(own: list[str]) -> bool:
    """Colour is lost in text: who writes that the answers are red stands between the lines of the older mail."""
    return any(len(line) <= LONGEST_LINE and words.ANSWERS_BELOW.search(line) for line in own)


def _find_separator(lines: list[str]) -> int:
    """The first line from which everything is an older mail; len(lines) where there is none."""
    for position, line in enumerate(lines):
        if line.startswith(">>>") and words.BRACKETED.match(line):
            return position
        if not line or len(line) > LONGEST_LINE or QUOTED.match(line):
            continue
        may_be_header = ":" in line or "：" in line
        if words.SEPARATORS.match(line) or (
            may_be_header and begins_with_header(lines[position : position + HEADER_LINES])
        ):
            return _with_rule_above(lines, position)
    return len(lines)


def _with_rule_above(lines: list[str], position: int) -> int:
    above = position - 1
    while above >= 0 and not lines[above].strip(" >*"):
        above -= 1
    return above if above >= 0 and words.RULE.match(lines[above][:LONGEST_LINE]) else position


def _split_quotes(lines: list[str]) -> tuple[list[str], list[str]]:
    quoted = _mark_quoted(lines)
    introductions = find_introductions(lines, quoted)
    cut = _unmarked_quote_start(lines, quoted, introductions)
    if cut is not None:
        return lines[:cut], lines[cut:]
    return _split_marked(lines, quoted, introductions)


def _unmarked_quote_start(lines: list[str], quoted: list[bool], introductions: list[Introduction]) -> int | None:
    """Some programs quote without marks: after an introduction between two texts all the rest is older."""
    for introduction in introductions:
        following = next_filled(lines, introduction.end)
        is_marked = following is not None and quoted[following]
        if not is_marked and has_words(lines[: introduction.start]) and is_precise(lines, introduction):
            return None if _answers_below(lines[: introduction.start]) else introduction.start
        if is_marked:
            return None
    return None


def _split_marked(
    lines: list[str], quoted: list[bool], introductions: list[Introduction]
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
    leading = [introduction for introduction in introductions if introduction.end <= first]
    is_introduced = any(is_precise(lines, introduction) for introduction in leading) or (
        any(quoted[:first]) and (bool(leading) or opens_with_one(head))
    )
    answers_between = any(covered[position] for position in range(first, last + 1))
    if not has_words(head) or not is_introduced or answers_between:
        return [*head, *rest], tail
    return rest, [*head, *tail]


def _mark_quoted(lines: list[str]) -> list[bool]:
    barred = [bool(_BARRED.match(line)) for line in lines]
    use_bars = sum(barred) >= 3 and not any(
        "|" in line.strip()[1:] for line, bar in zip(lines, barred, strict=True) if bar
    )
    quoted = [bool(QUOTED.match(line)) or (use_bars and bar) for line, bar in zip(lines, barred, strict=True)]
    for position in range(1, len(lines) - 1):
        if quoted[position - 1] and not quoted[position] and quoted[position + 1]:
            quoted[position] = _is_broken_off(lines[position - 1], lines[position])
    return quoted


def _is_broken_off(above: str, line: str) -> bool:
    """A long quoted line that ends within a sentence was broken by a program that forgot the mark on the rest."""
    above = above.rstrip()
    is_open = len(above) >= _WRAPS_AT and (above[-1].isalnum() or above[-1] in ",;")
    return is_open and line[:1].isalnum() and line[:1] == line[:1].lower()


def _join(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n \t")
