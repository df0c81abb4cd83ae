"""The public requests that came with an answer, all together, and seeded variants of them where more are wanted."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tests.analysis.said import read_said

SETS = (
    ("banking77", "en"),
    ("clinc150", "en"),
    ("bitext_support_en", "en"),
    ("xsid_en", "en"),
    ("xsid_nl", "nl"),
    ("ha_intents_nl", "nl"),
)
BEFORE = {
    "nl": ("Hallo, ", "Goedemiddag, ik heb een vraag: ", "Kunt u mij helpen? ", "Even snel: ", "", "", "", ""),
    "en": ("Hello, ", "Good afternoon, a question: ", "Can you help me? ", "Quick one: ", "", "", "", ""),
}
AFTER = {
    "nl": (" Alvast bedankt.", " Ik hoor het graag.", " Het duurt nu al te lang.", "", "", ""),
    "en": (" Thanks in advance.", " Please let me know.", " This has taken too long.", "", "", ""),
}
DROPPED, MISTYPED = 0.08, 0.03


@dataclass(frozen=True, slots=True)
class Requests:
    """Texts, their languages and the answers: set and label, so that two sets never share one."""

    texts: list[str]
    languages: list[str]
    labels: list[str]


def read_requests(names: Sequence[str] = tuple(name for name, _ in SETS)) -> Requests:
    found = Requests([], [], [])
    for name, language in SETS:
        if name in names:
            texts, labels = read_said(name)
            found.texts.extend(texts)
            found.languages.extend([language] * len(texts))
            # Dutch and English requests of one origin mean the same.
            found.labels.extend(f"{name.removesuffix('_nl').removesuffix('_en')}/{label}" for label in labels)
    return found


def vary(said: Requests, size: int, seed: int) -> Requests:
    """As many as asked: the requests themselves first, then variants of them in turn, the same for the same seed."""
    chance, made = random.Random(seed), Requests([], [], [])
    for at in range(size):
        one = at % len(said.texts)
        text, language = said.texts[one], said.languages[one]
        made.texts.append(text if at < len(said.texts) else _vary(text, language, chance))
        made.languages.append(language)
        made.labels.append(said.labels[one])
    return made


def _vary(text: str, language: str, chance: random.Random) -> str:
    """A word dropped here and there, letters swapped, something polite around it, an order number."""
    words = text.split()
    kept = [word for word in words if len(words) < 4 or chance.random() > DROPPED]
    typed = " ".join(_mistype(word, chance) if chance.random() < MISTYPED else word for word in kept or words)
    number = f" {chance.randrange(10**6, 10**7)}" if chance.random() < 0.2 else ""
    return f"{chance.choice(BEFORE[language])}{typed}{number}{chance.choice(AFTER[language])}"


def _mistype(word: str, chance: random.Random) -> str:
    at = chance.randrange(max(len(word) - 1, 1))
    return word[:at] + word[at + 1 : at + 2] + word[at : at + 1] + word[at + 2 :]
