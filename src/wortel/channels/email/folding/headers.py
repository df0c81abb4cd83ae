"""Tells the header of an older mail from lines that somebody wrote in its shape."""

from collections.abc import Iterable, Sequence

from wortel.channels.email.folding import words
from wortel.channels.email.folding.lines import LONGEST_LINE

_MAX_PLAIN = 2
HEADER_LINES = 12


def begins_with_header(lines: Sequence[str]) -> bool:
    """From and at least two more header names, one of them a subject or with an address or an hour.

    Some programs begin with the date or the subject; then one more is asked for. Without subject, address or hour it
    may be a card for a present: "Van: oma, Aan: Lotte, Datum: 3 mei".
    """
    first = lines[0] if lines else ""
    if words.HEADER_ANY.match(first) is None:
        return False
    wanted = 3 if words.HEADER_FROM.match(first) else 4
    named = list(_named(lines))
    return (
        len(named) >= wanted
        and any(words.HEADER_FROM.match(line) for line in named)
        and any(words.SUBJECT.match(line) or words.OF_A_MAIL.search(line) for line in named)
    )


def _named(lines: Iterable[str]) -> Iterable[str]:
    """The lines that name a header, as far as they stand together."""
    plain = 0
    for line in lines:
        if len(line) <= LONGEST_LINE and words.HEADER_ANY.match(line):
            yield line
        elif line.strip():
            plain += 1
            if plain > _MAX_PLAIN:
                break
