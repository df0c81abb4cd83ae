"""Messages as they come again: mistyped, signed, with a number, forwarded, with a sentence more or words less."""

import random
from collections.abc import Callable, Mapping, Sequence

type Vary = Callable[[random.Random, str, str], str]

_GREETINGS = {
    "nl": ("Beste klantenservice,", "Goedemiddag,", "Hallo,"),
    "en": ("Dear sir,", "Good morning,", "Hello,"),
}
_CLOSINGS = {
    "nl": ("Met vriendelijke groet,\nMarijke Hoekstra\nLindelaan 3", "Groet, Wim", "Alvast bedankt,\n\nI. Roozendaal"),
    "en": ("Kind regards,\nMary Hook\n3 Lime Lane", "Thanks, Tom", "Best regards,\n\nI. Rosendale"),
}
_ORDERS = {
    "nl": ("Mijn bestelnummer is {n}.", "Ordernummer {n}.", "(bestelling {n})"),
    "en": ("My order number is {n}.", "Order {n}.", "(reference {n})"),
}
_HEADS = {
    "nl": (
        "---------- Doorgestuurd bericht ----------\nVan: Marijke Hoekstra <marijke@post.example>\n"
        "Datum: ma 3 nov. 2025 om 10:12\nOnderwerp: vraag\nAan: info@devoorbeeldwinkel.example\n\n"
    ),
    "en": (
        "---------- Forwarded message ---------\nFrom: Mary Hook <mary@post.example>\n"
        "Date: Mon, 3 Nov 2025 at 10:12\nSubject: question\nTo: info@shop.example\n\n"
    ),
}
_SENTENCES = {
    "nl": (
        "Ik hoor graag snel van jullie.",
        "Kunnen jullie mij hierover bellen?",
        "Dit duurt mij nu echt te lang.",
        "Ik heb dit ook al telefonisch gevraagd.",
    ),
    "en": (
        "I hope to hear from you soon.",
        "Could you call me about this?",
        "This is taking far too long now.",
        "I asked this by telephone as well.",
    ),
}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _mistype(draw: random.Random, text: str, language: str) -> str:
    """One error in every thirty letters: another letter, one too many, one too few, or two swapped."""
    del language
    letters = list(text)
    for _ in range(max(1, len(text) // 30)):
        at, kind = draw.randrange(len(letters) - 1), draw.randrange(4)
        if kind == 0:
            letters[at] = draw.choice(_LETTERS)
        elif kind == 1:
            letters.insert(at, draw.choice(_LETTERS))
        elif kind == 2 and len(letters) > 2:
            letters.pop(at)
        else:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
    return "".join(letters)


def _sign(draw: random.Random, text: str, language: str) -> str:
    return f"{draw.choice(_GREETINGS[language])}\n\n{text}\n\n{draw.choice(_CLOSINGS[language])}"


def _number(draw: random.Random, text: str, language: str) -> str:
    number = draw.choice(("2025-10432", f"DV-{draw.randrange(99_999):05}", f"3SABC{draw.randrange(9_999_999):07}"))
    return _beside(draw, text, draw.choice(_ORDERS[language]).format(n=number))


def _forward(draw: random.Random, text: str, language: str) -> str:
    del draw
    return _HEADS[language] + text


def _say_more(draw: random.Random, text: str, language: str) -> str:
    return _beside(draw, text, draw.choice(_SENTENCES[language]))


def _drop(draw: random.Random, text: str, language: str) -> str:
    """Fifteen words in a hundred are left out."""
    del language
    words = text.split()
    gone = set(draw.sample(range(len(words)), min(max(1, round(0.15 * len(words))), len(words) - 1)))
    return " ".join(word for place, word in enumerate(words) if place not in gone)


def _beside(draw: random.Random, text: str, more: str) -> str:
    return f"{more} {text}" if draw.random() < 0.5 else f"{text} {more}"


VARIANTS: Mapping[str, Vary] = {
    "typing errors": _mistype,
    "greeting and signature": _sign,
    "order number": _number,
    "forwarded": _forward,
    "a sentence more": _say_more,
    "15 % of words dropped": _drop,
}


def vary_all(texts: Sequence[tuple[str, str]], seed: int) -> list[tuple[str, str]]:
    """The kind of variant and the variant of each text and its language, the kinds in turn."""
    draw, kinds = random.Random(seed), list(VARIANTS)
    chosen = [(kinds[place % len(kinds)], text, language) for place, (text, language) in enumerate(texts)]
    return [(kind, VARIANTS[kind](draw, text, language)) for kind, text, language in chosen]
