"""Which words identify a person?

E-mail and web addresses, telephone and account numbers, postcodes, streets with a house number, dates of birth,
order, parcel and other long numbers, names that are known, and names where people give them: after a greeting, a
title, "my name is", or under a closing line. Whatever is doubtful is masked: a quote may lose a word, not a secret.

Do not use it as anonymisation in the sense of privacy law: a story can point to one person without any of these.

Reference: the kinds of direct identifiers follow the safe-harbour list (45 CFR 164.514), in Dutch and English shapes.

>>> redact("Dag, mijn naam is Marijke Hoekstra, bestelling 2025-10432. Bel 06-12345678 of mail m.h@post.example")
'Dag, mijn naam is [name], bestelling [number]. Bel [phone] of mail [e-mail]'
>>> redact("Weer niemand. Dit is de tweede vrije ochtend.")
'Weer niemand. Dit is de tweede vrije ochtend.'
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

type Kind = Literal["e-mail", "link", "account", "phone", "postcode", "street", "birthday", "number", "name"]

MASKS: Mapping[Kind, str] = {
    "e-mail": "[e-mail]",
    "link": "[link]",
    "account": "[account]",
    "phone": "[phone]",
    "postcode": "[postcode]",
    "street": "[street]",
    "birthday": "[date]",
    "number": "[number]",
    "name": "[name]",
}
SHORTEST_NAME = 3

_WORD = r"(?-i:[A-ZÀ-Þ](?:[\w'’-]+|\.))"
_SMALL = r"(?:van|de|der|den|ten|ter|te|el|al|bin|von|la|le)\b"
_NAME = rf"{_WORD}(?:[ \t]*(?:{_SMALL}|{_WORD}))*"
_STREET = (
    r"(?:straat|laan|weg|plein|gracht|kade|dijk|singel|hof|steeg|dreef|park|pad|plantsoen|wal|burg|veld|ring|markt"
    r"|\s(?:street|road|lane|avenue|square))"
)
_DAY = r"(\d{1,2}[ /.-]\w+[ /.-]\d{2,4})"
_CLOSING = r"(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|kind regards|regards|thanks|bedankt"
# In this order: what is found first is not looked into again.
_SHAPES: tuple[tuple[Kind, str], ...] = (
    ("e-mail", r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+"),
    ("link", r"\b(?:https?://|www\.)\S+"),
    ("account", r"\b(?-i:[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{2,4}){3,8})\b"),
    ("birthday", rf"\b(?:geboren(?: op)?|born(?: on)?)\s+{_DAY}"),
    ("phone", r"(?<![\w+])(?:\+\d{1,3}|00\d{2}|0)(?:[ ().-]*\d){8,10}(?![\w])"),
    ("postcode", r"\b[1-9]\d{3}\s?(?-i:[A-Z]{2})\b"),
    ("street", rf"\b(?:{_WORD}[ ])?(?:{_SMALL}[ ])*(?-i:[A-ZÀ-Þ])[\w'’.-]*{_STREET}\s+\d+(?:-?[a-z]{{1,3}}\b)?"),
    ("number", r"\b(?=[A-Z0-9./-]*\d[A-Z0-9./-]*\d)[A-Z0-9][A-Z0-9./-]{4,}[A-Z0-9]\b"),
    ("name", rf"\b(?:dhr|mevr|mw|heer|mevrouw|meneer|mr|mrs|ms|miss)\b\.?[ \t]+(?:en[ \t]+mevrouw[ \t]+)?({_NAME})"),
    ("name", rf"\b(?:mijn naam is|ik heet|u spreekt met|je spreekt met|my name is|i am called)\s+({_NAME})"),
    ("name", rf"^[ \t]*(?:beste|hallo|hoi|hi|dag|geachte|hello|dear)[ \t]+({_NAME})"),
    ("name", rf"\b(?:{_CLOSING})\b[,.!]*\s+({_NAME})"),
)
_PATTERNS = [(kind, re.compile(shape, re.IGNORECASE | re.MULTILINE)) for kind, shape in _SHAPES]


@dataclass(frozen=True, slots=True)
class Span:
    """Where something personal stands, in code points."""

    kind: Kind
    start: int
    end: int


def find_personal(text: str, names: Iterable[str] = ()) -> list[Span]:
    """Everything that may identify somebody, in order, without overlap. `names` are those known beforehand."""
    found: list[Span] = []
    for kind, pattern in [("name", _known(names)), *_PATTERNS]:
        for match in pattern.finditer(text) if pattern else ():
            group = next((at for at in range(1, (match.lastindex or 0) + 1) if match[at] is not None), 0)
            span = Span(kind, *match.span(group))
            if not any(span.start < other.end and other.start < span.end for other in found):
                found.append(span)
    return sorted(found, key=lambda span: span.start)


def redact(text: str, names: Iterable[str] = (), masks: Mapping[Kind, str] = MASKS) -> str:
    """The text with a mask for everything that may identify somebody.

    >>> redact("Ik ben Youssef en woon in de Lange Dijkstraat 12b, 7411 KX", names=["Youssef Benali"])
    'Ik ben [name] en woon in de [street], [postcode]'
    """
    parts, done = [], 0
    for span in find_personal(text, names):
        parts += [text[done : span.start], masks[span.kind]]
        done = span.end
    return "".join([*parts, text[done:]])


def _known(names: Iterable[str]) -> re.Pattern[str] | None:
    """Whole names and each of their longer words, wherever they stand; "de" and "van" alone are no names."""
    words = {name.strip() for name in names}
    words |= {word for name in words for word in name.split() if len(word) >= SHORTEST_NAME and word[:1].isupper()}
    longest = sorted((word for word in words if len(word) >= SHORTEST_NAME), key=lambda word: (-len(word), word))
    if not longest:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})(?:['’]?s)?\b", re.IGNORECASE)
