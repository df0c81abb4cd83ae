"""What one answer promises: each term, last day, amount, percentage, yes or no, with what its sentence is about."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from wortel.analysis.variants import DENYING, strip_frame
from wortel.analysis.words import content_words, split_words, stem

type Kind = Literal["term", "date", "amount", "share", "answer", "article"]

_COUNTED = """
een één a an one; twee two; drie three; vier four; vijf five; zes six; zeven seven; acht eight; negen nine; tien ten;
elf eleven; twaalf twelve; dertien thirteen; veertien fourteen
"""
_NUMBERS = {word: n for n, words in enumerate(_COUNTED.split(";"), start=1) for word in words.split()} | {
    "dertig": 30,
    "thirty": 30,
    "zestig": 60,
    "sixty": 60,
}
# What a unit is in which smallest one: two weeks and fourteen days are one promise, a month and thirty days are not.
_UNITS = {
    "minuten?|minutes?|min": ("minute", 1),
    "uur|uren|hours?": ("hour", 1),
    "werkdag(?:en)?|(?:working|business)[ -]days?": ("working day", 1),
    "dag(?:en)?|days?": ("day", 1),
    "week|weken|weeks?": ("day", 7),
    "maand(?:en)?|months?": ("month", 1),
    "jaar|jaren|years?": ("month", 12),
}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
_TERM = re.compile(
    rf"\b({_COUNT})(?:[ ]?(?:-|–|à|tot|of|to|or)[ ]?({_COUNT}))?[ -](?:volle |hele |full )?({'|'.join(_UNITS)})\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?:€|\beuro?\b)[ ]?(\d+(?:\.\d{3})*)(?:[.,](\d{2}|-))?(?!\d)|(\d+(?:\.\d{3})*)(?:[.,](\d{2}|-))? ?(?:€|euro\b)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\b(\d{1,3}(?:[.,]\d+)?)[ ]?(?:%|procent\b|percent\b)", re.IGNORECASE)
_SPELLED = """
januari january jan; februari february feb; maart march mar mrt; april apr; mei may; juni june jun; juli july jul;
augustus august aug; september sept sep; oktober october okt oct; november nov; december dec
"""
_MONTHS = {word: n for n, words in enumerate(_SPELLED.split(";"), start=1) for word in words.split()}
_MONTH = rf"({'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
# The last day of something holds for everybody; the day of a parcel is one customer's own.
_LAST_DAY = re.compile(
    r"\b(?:v[oó][oó]r|uiterlijk|tot(?: en met| uiterlijk)?|t/m|before|by|until|till|no later than) (?:op |on |the )?"
    r"(?:[a-z]+dag |[a-z]+day,? )?"
    rf"(?:(\d{{1,2}})(?:st|nd|rd|th|e)? (?:of )?{_MONTH}|{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?\b)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:]\s+|\s(?:maar|want|but|because)\s", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_PARTED = re.compile(r"^(terug|door|mee|thuis)(?=\w{4})")
_FIGURES = re.compile(r"\d+")
_MEASURED = """
dag dagen week weken maand maanden uur uren jaar minuten werkdag werkdagen binnen day days weeks month months hour hours
year years minutes working business within euro procent percent
"""
_OF_A_TERM = frozenset(stem(word) for word in (*_MEASURED.split(), *_NUMBERS))
# Not "nog" and "yet": those ask for patience.
_NO = DENYING - {"nog", "yet"}
_SHORT_NO = re.compile(r"n['’]t\b", re.IGNORECASE)
_NOT_ABOUT = _OF_A_TERM | frozenset(stem(word) for word in (*DENYING, *_MONTHS))
# What only carries a value to what it is about.
_CARRYING = """
duurt duren lang reken rekenen kost kosten betaal betaalt betalen takes take lasts last cost costs pay fee
uiterlijk until till before st nd rd th
"""
_CARRIED = frozenset(stem(word) for word in _CARRYING.split())
# A sentence of one word of meaning says yes or no to anything.
LEAST_ABOUT = 2


@dataclass(frozen=True, slots=True)
class Promised:
    """One thing an answer says: `value` in one form whatever the wording, `about` the stems of its sentence."""

    kind: Kind
    value: str
    words: str
    about: frozenset[str]
    sentence: str


def find_promised(text: str) -> list[Promised]:
    """Everything an answer promises, in order; greeting and signature promise nothing.

    >>> [(one.kind, one.value) for one in find_promised("Je hebt binnen twee weken 25 % of € 4,95.")]
    [('term', '14 day'), ('share', '25'), ('amount', '495')]
    >>> [one.value for one in find_promised("It takes 3 to 5 working days. You cannot cancel the order.")]
    ['3-5 working day', 'no']
    """
    return [one for sentence in _split(strip_frame(text)) for one in _read(sentence)]


def _split(text: str) -> list[str]:
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()]


def _read(sentence: str) -> Iterator[Promised]:
    about = _find_about(sentence)
    for kind, value, words in _find_values(sentence):
        yield Promised(kind, value, words, about - _CARRIED, sentence)
    if not sentence.endswith("?"):
        yield from _judge_clauses(sentence)


def _judge_clauses(sentence: str) -> Iterator[Promised]:
    """Yes or no, of each part of a sentence for itself: a "not" in one part denies nothing in the other."""
    for clause in _CLAUSE.split(sentence):
        about = _find_about(clause)
        if len(about) >= LEAST_ABOUT:
            denials = sum(word in _NO for word in split_words(clause)) + len(_SHORT_NO.findall(clause))
            yield Promised("answer", "no" if denials % 2 else "yes", sentence, about, sentence)


def _find_about(sentence: str) -> frozenset[str]:
    """What it is about: "terugsturen", "teruggestuurd" and "terug te sturen" are one thing."""
    parts = (part for word in content_words(_FIGURES.sub(" ", sentence)) for part in _PARTED.sub(r"\1 ", word).split())
    return frozenset(stem(part) for part in parts) - _NOT_ABOUT


def _find_values(sentence: str) -> Iterator[tuple[Kind, str, str]]:
    for match in _TERM.finditer(sentence):
        yield "term", _term(match), match[0]
    for match in _LAST_DAY.finditer(sentence):
        yield "date", _last_day(match), match[0].rstrip(".")
    for match in _SHARE.finditer(sentence):
        yield "share", match[1].replace(",", "."), match[0]
    for match in _AMOUNT.finditer(sentence):
        whole, cents = (match[1], match[2]) if match[1] else (match[3], match[4])
        yield "amount", str(int(whole.replace(".", "")) * 100 + int((cents or "0").strip("-") or 0)), match[0].strip()


def _term(match: re.Match[str]) -> str:
    unit, size = next(known for shape, known in _UNITS.items() if re.fullmatch(shape, match[3], re.IGNORECASE))
    counts = [str(_number(word) * size) for word in (match[1], match[2]) if word]
    return f"{'-'.join(counts)} {unit}"


def _last_day(match: re.Match[str]) -> str:
    day, month = match[1] or match[4], match[2] or match[3]
    return f"{int(day)}-{_MONTHS[month.lower()]}"


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]
