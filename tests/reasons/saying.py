"""A house in which customers write about a few things, each in words of their own."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.make import NOW, make_contact, make_conversation, make_customer

from wortel.contacts.models import Contact

ABOUT = {
    "parcel": (
        ("Waar blijft mijn pakket", "Mijn pakket is nog niet bezorgd", "Wanneer komt mijn pakket aan"),
        ("ik wacht al dagen", "de bezorger is niet geweest", "het pakket ligt nog in het depot", "ik zie niets"),
    ),
    "invoice": (
        ("Er staat een fout op mijn factuur", "Mijn factuur klopt niet", "Ik snap de factuur niet"),
        ("er is te veel gerekend", "de btw ontbreekt op de rekening", "ik betaalde deze rekening al", "te hoog bedrag"),
    ),
    "return": (
        ("Ik wil deze stoel retour sturen", "Hoe stuur ik de stoel terug", "Ik wil ruilen"),
        ("hij past niet in huis", "de kleur valt tegen", "ik heb geen retouretiket", "kan dat gratis terug"),
    ),
}
LOCKED = (
    ("Ik kan niet inloggen in de app", "De app weigert mijn wachtwoord", "Inloggen lukt niet meer"),
    (
        "de app blijft laden",
        "het wachtwoord herstellen werkt niet",
        "ik krijg geen code in de app",
        "scherm blijft wit",
    ),
)
TAILS = ("", "Graag snel antwoord.", "Dit is vervelend.", "Wat nu?", "Ik hoor het graag.", "Kun je helpen?")


def fill_house(of_each: int = 80, *, at: datetime = NOW, seed: int = 1) -> dict[int, str]:
    """What each contact is about; spread over the ninety days before `at`."""
    draw = random.Random(seed)
    truth = {}
    for name, parts in ABOUT.items():
        for nth in range(of_each):
            moment = at - timedelta(days=1 + nth % 90, minutes=draw.randrange(600))
            truth[say(parts, draw, at=moment).pk] = name
    return truth


def say(parts: tuple[Sequence[str], Sequence[str]], draw: random.Random, *, at: datetime) -> Contact:
    opening, detail = parts
    text = f"{draw.choice(opening)}: {draw.choice(detail)}, en {draw.choice(detail)}. {draw.choice(TAILS)}"
    return make_contact(make_conversation(make_customer(), at=at), text, at=at)
