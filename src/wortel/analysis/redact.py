"""Which words identify a person?

E-mail and web addresses, telephone and account numbers, postcodes, streets with a house number, dates of birth,
order, parcel and other long numbers, names that are known, and names where people give them: after a greeting, a
title, "my name is", "I spoke to", beside a relation, or under a closing line, and common first names. A number with
spaces in it counts when its check digits are right. Whatever is doubtful is masked: a quote may lose a word, not a
secret.

Do not use it as anonymisation in the sense of privacy law: a story can point to one person without any of these.

Reference: the kinds of direct identifiers follow the safe-harbour list (45 CFR 164.514), in Dutch and English shapes;
check digits of cards by Luhn (1960), of citizen numbers by the test of eleven, of accounts by ISO 7064.

>>> redact("Dag, mijn naam is Marijke Hoekstra, bestelling 2025-10432. Bel 06-12345678 of mail m.h@post.example")
'Dag, mijn naam is [name], bestelling [number]. Bel [phone] of mail [e-mail]'
>>> redact("Weer niemand. Dit is de tweede vrije ochtend.")
'Weer niemand. Dit is de tweede vrije ochtend.'
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
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
_STREET_BEFORE = (
    r"\d+[a-z]?[ ](?-i:(?:[A-ZÀ-Þ][\w'’-]+[ ]){1,3}"
    r"(?:Street|Road|Lane|Avenue|Square|Drive|Close|Way|Court|Terrace|Gardens))\b"
)
_RELATION = (
    r"(?:mijn|m'n|onze|my|our) (?:man|vrouw|zoon|dochter|vader|moeder|broer|zus|partner|buurman|buurvrouw|buren|vriend|"
    r"vriendin|huisgenoot|husband|wife|son|daughter|father|mother|brother|sister|neighbour|neighbor|friend|flatmate)"
)
_ROLE = r"(?:jullie |uw |your |een |a )?(?:collega|medewerker|monteur|bezorger|chauffeur|colleague|engineer|driver)"
_SPOKE = (
    r"(?:gesproken met|sprak(?: \w+){0,2} met|sprak|gebeld met|contact (?:gehad )?met|geholpen door|namens|"
    r"t\.?n\.?v\.?|ten name van|op naam van|spoke (?:to|with)|spoken (?:to|with)|talked to|helped by|on behalf of|"
    r"in the name of|signed by|ask for|vraag naar)"
)
# Common in the Netherlands or in England.
_FIRST = (
    r"(?:Jan|Johan|Johannes|Pieter|Peter|Kees|Cornelis|Hendrik|Henk|Willem|Gerrit|Dirk|Joost|Maarten|Martijn|Jeroen|Sander|Thijs|"
    r"Daan|Sem|Lucas|Levi|Finn|Milan|Bram|Ruben|Stijn|Lars|Jesse|Thomas|Tim|Niels|Wouter|Rob|Hans|Mohammed|Mohamed|Ahmed|Youssef|"
    r"Ali|Hassan|Ibrahim|Mehmet|Mustafa|Anna|Maria|Johanna|Elisabeth|Cornelia|Hendrika|Ingrid|Monique|Marijke|Annemarie|Marieke|"
    r"Anouk|Sanne|Lisa|Emma|Julia|Sophie|Tess|Eva|Saar|Noor|Fleur|Lotte|Femke|Esther|Linda|Petra|Wilma|Fatima|Aicha|Khadija|"
    r"Samira|Ayse|Amina|James|John|Robert|Michael|David|William|Richard|Joseph|Charles|Christopher|Daniel|Matthew|Andrew|Paul|"
    r"Steven|Kevin|Brian|George|Edward|Ronald|Mary|Patricia|Jennifer|Elizabeth|Barbara|Susan|Jessica|Sarah|Karen|Nancy|Margaret|"
    r"Sandra|Ashley|Emily|Michelle|Laura|Amanda|Rebecca|Catherine|Hannah|Olivia|Amelia|Isla|Oliver|Harry|Jack|Charlotte)"
)
_CLOSING = r"(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|kind regards|regards|thanks|bedankt"
# In this order: what is found first is not looked into again.
_SHAPES: tuple[tuple[Kind, str], ...] = (
    ("e-mail", r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+"),
    ("link", r"\b(?:https?://|www\.)\S+"),
    ("account", r"\b(?-i:[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{2,4}){3,8})\b"),
    ("account", r"\b[a-z]{2}\d{2}[ ]?[a-z]{4}(?:[ ]?\d){10}\b"),
    ("birthday", rf"\b(?:geboren(?: op)?|born(?: on)?)\s+{_DAY}"),
    ("phone", r"(?<![\w+])(?:\+\d{1,3}|00\d{2}|0)(?:[ ().-]*\d){8,10}(?![\w])"),
    ("postcode", r"\b[1-9]\d{3}\s?(?-i:[A-Z]{2})\b"),
    ("postcode", r"\b(?-i:[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2})\b"),
    ("street", r"\b(?:postbus|po box|p\.o\. box)\s+\d+\b"),
    ("street", _STREET_BEFORE),
    ("street", rf"\b(?:{_WORD}[ ])?(?:{_SMALL}[ ])*(?-i:[A-ZÀ-Þ])[\w'’.-]*{_STREET}\s+\d+(?:-?[a-z]{{1,3}}\b)?"),
    ("number", r"\b(?=[A-Z0-9./-]*\d[A-Z0-9./-]*\d)[A-Z0-9][A-Z0-9./-]{4,}[A-Z0-9]\b"),
    ("name", rf"\b(?:dhr|mevr|mw|heer|mevrouw|meneer|mr|mrs|ms|miss)\b\.?[ \t]+(?:en[ \t]+mevrouw[ \t]+)?({_NAME})"),
    (
        "name",
        rf"\b(?:mijn naam is|ik heet|ik ben|(?:u|je) spreekt met|my name is|i am called|this is)\s+({_NAME})",
    ),
    ("name", rf"\b(?:{_SPOKE})\s+(?:(?:de )?(?:heer|mevrouw|meneer|mr|mrs|ms)\.?\s+)?({_NAME})"),
    ("name", rf"\b(?:{_RELATION}|{_ROLE})[ ,]\s*({_NAME})"),
    ("name", rf"(?-i:(?<![\w-]){_FIRST}\b(?:[ \t]+(?:{_SMALL}|{_WORD}))*)"),
    ("name", rf"(?:^|[,.!] )({_NAME})[ \t]+(?:hier|here)\b"),
    ("name", rf"^[ \t]*(?:beste|hallo|hoi|hi|dag|geachte|hello|dear)[ \t]+({_NAME})"),
    ("name", rf"\b(?:{_CLOSING})\b[,.!]*\s+({_NAME})"),
)
_PATTERNS = [(kind, re.compile(shape, re.IGNORECASE | re.MULTILINE)) for kind, shape in _SHAPES]
_DIGITS = re.compile(r"(?<![\w.,-])\d(?:[ .-]?\d){7,18}(?![\w]|[.,-]\d)")


@dataclass(frozen=True, slots=True)
class Span:
    """Where something personal stands, in code points."""

    kind: Kind
    start: int
    end: int


def find_personal(text: str, names: Iterable[str] = ()) -> list[Span]:
    """Everything that may identify somebody, in order, without overlap. `names` are those known beforehand."""
    found: list[Span] = []
    for span in _spans(text, names):
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


def _spans(text: str, names: Iterable[str]) -> Iterator[Span]:
    """In the order in which they count: the tail of a card looks like a telephone number, and that like a citizen's."""
    yield from _checked(text, _is_card)
    for kind, pattern in [("name", _known(names)), *_PATTERNS]:
        for match in pattern.finditer(text) if pattern else ():
            group = next((at for at in range(1, (match.lastindex or 0) + 1) if match[at] is not None), 0)
            yield Span(kind, *match.span(group))
        if kind == "phone":
            yield from _checked(text, _is_citizen)


def _checked(text: str, is_right: Callable[[str], bool]) -> Iterator[Span]:
    """Numbers of which the check digits say what they are, also with spaces or dots in them."""
    for match in _DIGITS.finditer(text):
        if is_right(re.sub(r"\D", "", match[0])):
            yield Span("number", *match.span())


def _is_card(digits: str) -> bool:
    """Payment cards, by Luhn's sum.

    >>> _is_card("4111111111111111"), _is_card("4111111111111112")
    (True, False)
    """
    if not 13 <= len(digits) <= 19:
        return False
    doubled = [sum(divmod(2 * int(one), 10)) for one in digits[-2::-2]]
    return (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0


def _is_citizen(digits: str) -> bool:
    """Citizen service numbers, by the test of eleven.

    >>> _is_citizen("123456782"), _is_citizen("123456789")
    (True, False)
    """
    if len(digits) != 9:
        return False
    total = sum(int(one) * weight for one, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return total > 0 and total % 11 == 0


def _known(names: Iterable[str]) -> re.Pattern[str] | None:
    """Whole names and each of their longer words, wherever they stand; "de" and "van" alone are no names."""
    words = {name.strip() for name in names}
    words |= {word for name in words for word in name.split() if len(word) >= SHORTEST_NAME and word[:1].isupper()}
    longest = sorted((word for word in words if len(word) >= SHORTEST_NAME), key=lambda word: (-len(word), word))
    if not longest:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})(?:['’]?s)?\b", re.IGNORECASE)
