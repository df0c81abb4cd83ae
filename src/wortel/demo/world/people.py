"""Who lives in the fictional world. Every name is a chance pairing; every address ends in .example."""

import random
from dataclasses import dataclass

SHOP = "De Voorbeeldwinkel"
MAILBOX = "hallo@devoorbeeldwinkel.example"
CARRIER = "PakketSnel"
SECOND_CARRIER = "Karrevracht"
CARRIERS = (CARRIER, SECOND_CARRIER)

FIRST = [
    "Marijke",
    "Youssef",
    "Ilse",
    "Tomasz",
    "Hella",
    "Omar",
    "Anouk",
    "Bram",
    "Cato",
    "Daan",
    "Eline",
    "Femke",
    "Gijs",
    "Hanna",
    "Imane",
    "Jasper",
    "Karim",
    "Lotte",
    "Milan",
    "Nadia",
    "Otto",
    "Pien",
    "Quinten",
    "Roos",
    "Sander",
    "Tess",
    "Umar",
    "Vera",
    "Wout",
    "Yara",
    "Zoë",
    "Adem",
    "Britt",
    "Cas",
    "Dina",
    "Evert",
    "Floor",
    "Guus",
    "Hind",
    "Ivo",
    "Jolijn",
    "Kees",
    "Lara",
    "Mats",
    "Noor",
    "Olaf",
    "Puck",
    "Renske",
    "Siem",
    "Thirza",
    "Veerle",
    "Wim",
    "Aziza",
    "Bas",
    "Carlijn",
    "Dirk",
    "Esra",
    "Faas",
    "Greet",
    "Hugo",
]
LAST = [
    "Hoekstra",
    "Benali",
    "Roozendaal",
    "Wrona",
    "Brandsma",
    "Taşkın",
    "van Aalst",
    "Okonkwo",
    "de Wit",
    "Jansma",
    "Verhoef",
    "van Leeuwen",
    "Dijkgraaf",
    "El Amrani",
    "Postma",
    "Kuipers",
    "ter Horst",
    "Bakhuis",
    "Smeets",
    "van den Berghe",
    "Terpstra",
    "Nieuwland",
    "Oosterom",
    "Pronk",
    "Rademaker",
    "Schouten",
    "Tuinman",
    "Uitenbroek",
    "Vlasveld",
    "Westra",
    "Yıldız",
    "Zandstra",
    "Aarnoud",
    "Blokhuis",
    "Coppens",
    "Drenth",
    "Eggink",
    "Feitsma",
]
CITIES = [
    "Deventer",
    "Zwolle",
    "Utrecht",
    "Breda",
    "Leeuwarden",
    "Nijmegen",
    "Haarlem",
    "Gouda",
    "Assen",
    "Roermond",
    "Middelburg",
    "Hoorn",
]
PRODUCTS = (
    ("Bureaulamp Nova", 5490), ("Bankje Fjell", 28900), ("Kapstok Lind", 3900), ("Tuintafel Eik", 34900),
    ("Eetkamerstoel Sol", 8950), ("Vloerkleed Weide", 12900), ("Boekenkast Rand", 19900), ("Hanglamp Maan", 7990),
    ("Nachtkastje Pim", 6490), ("Spiegel Rond", 5990), ("Dekbedset Wolk", 8490), ("Plantenbak Kade", 4490),
)  # fmt: skip


@dataclass(frozen=True)
class Person:
    code: str
    name: str
    email: str
    phone: str
    language: str
    city: str


def person(seed: int, number: int) -> Person:
    """The customer with this number: the same for the same seed."""
    draw = random.Random(f"{seed} person {number}")
    first, last = draw.choice(FIRST), draw.choice(LAST)
    handle = f"{first}.{last.split()[-1]}".lower().translate(str.maketrans("şıëöéï", "sieoei"))
    return Person(
        code=f"K{number:05d}",
        name=f"{first} {last}",
        email=f"{handle}.{number}@post.example",
        phone=f"+3160{number:07d}",
        language="en" if draw.random() < 0.1 else "nl",
        city=draw.choice(CITIES),
    )
