"""Fictional messages with planted names, addresses and numbers, to measure what a mask misses and what it takes."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

NAMES = (
    "Marijke Hoekstra", "Youssef Benali", "Annelies van der Wal", "Kees Bakker", "Fatima El Amrani", "Sven Dijkstra",
    "Truus Jansen", "Mehmet Yilmaz", "Roelof ten Brink", "Chantal de Groot", "Ann Lee", "Oliver Smith", "Priya Patel",
    "Gwen O'Connor", "Bartholomew Finch", "Zoë Kramer", "Dewi Wijaya", "Hyacinth Brown", "Tjeerd Hofstra", "Ilse Maas",
)  # fmt: skip
STREETS = ("Lindelaan 3", "Lange Dijkstraat 12b", "Burgemeester de Vriesweg 114", "Kerkplein 7-a", "Postbus 2210")
ENGLISH_STREETS = ("12 Mill Lane", "4 Queen Anne Road", "Station Road 88", "221b Baker Street", "PO Box 77")
POSTCODES, ENGLISH_POSTCODES = ("7411 KX", "1012AB", "9726 CS"), ("SW1A 1AA", "M1 4BT", "LS2 9JT")
PHONES = ("06-12345678", "06 12 34 56 78", "+31 6 12345678", "0570 123 456", "020-1234567", "0031 612345678")
MAILS = ("m.hoekstra@post.example", "Y.Benali+web@mail.voorbeeld.example", "info@ann-lee.example")
IBANS = ("NL91 ABNA 0417 1643 00", "NL91ABNA0417164300", "nl91 abna 0417 1643 00", "GB29 NWBK 6016 1331 9268 19")
CITIZENS = ("123456782", "123 456 782", "1234.56.782", "111222333")
CARDS = ("4111 1111 1111 1111", "5500-0000-0000-0004", "4111111111111111", "3400 0000 0000 009")
ORDERS = ("2026-10432", "W-100134", "3SABCD1234567", "BE/88231/22", "48213007")

DUTCH = (
    "Beste klantenservice,\nMijn naam is {name}, bestelling {order} is nog niet bezorgd.\nGroet,\n{name2}",
    "Ik woon op {street}, {postcode} Deventer. Bel me op {phone} als de bezorger er is.",
    "Ik heb gisteren gesproken met {name} en die zou mij mailen op {mail}.",
    "Kunnen jullie het bedrag storten op {iban} ten name van {name}?",
    "Voor het formulier vragen jullie mijn BSN, dat is {citizen}. Klopt het dat dit nodig is?",
    "De betaling met kaart {card} is twee keer afgeschreven voor order {order}.",
    "Mijn man {name} heeft het pakket {order} niet aangenomen, het ligt nu bij {street}.",
    "Jullie monteur {name} was te laat. Mijn nummer is {phone}.",
    "Dag, {name} hier. Ik wacht al drie weken op mijn geld en niemand belt terug.",
    "De heer {name} van nummer 14 heeft het aangenomen. Kan het naar {street}?",
    "Met vriendelijke groet,\n{name}\n{street}\n{postcode} Zwolle\n{phone}",
    "Het is voor {name}, geboren op 3 mei 1981, klantnummer {order}. Waarom staat er 12,50 servicekosten op?",
)
ENGLISH = (
    "Dear customer service,\nMy name is {name}, order {order} has not arrived.\nKind regards,\n{name2}",
    "I live at {street}, {postcode}. Call me on {phone} when the driver is there.",
    "I spoke to {name} yesterday, who promised to write to {mail}.",
    "Could you transfer the amount to {iban} in the name of {name}?",
    "The form asks for my citizen number, which is {citizen}. Is that really needed?",
    "The payment with card {card} was taken twice for order {order}.",
    "My husband {name} did not accept parcel {order}, it is now at {street}.",
    "Your engineer {name} was late. My number is {phone}.",
    "Hello, {name} here. I have been waiting for my money for three weeks and nobody calls back.",
    "Mr {name} at number 14 took it in. Can it go to {street}?",
    "Kind regards,\n{name}\n{street}\n{postcode}\n{phone}",
    "It is for {name}, born on 3 May 1981, customer number {order}. Why are there 12.50 service costs?",
)


@dataclass(frozen=True)
class Message:
    """A text and what was planted in it: the kind and the words."""

    text: str
    planted: tuple[tuple[str, str], ...]


def make_messages(count: int = 240, seed: int = 7) -> list[Message]:
    return list(_make(count, random.Random(seed)))


def _make(count: int, chance: random.Random) -> Iterator[Message]:
    for number in range(count):
        is_dutch = number % 2 == 0
        shape = (DUTCH if is_dutch else ENGLISH)[number // 2 % len(DUTCH)]
        values = {
            "name": chance.choice(NAMES),
            "name2": chance.choice(NAMES),
            "street": chance.choice(STREETS if is_dutch else ENGLISH_STREETS),
            "postcode": chance.choice(POSTCODES if is_dutch else ENGLISH_POSTCODES),
            "phone": chance.choice(PHONES),
            "mail": chance.choice(MAILS),
            "iban": chance.choice(IBANS),
            "citizen": chance.choice(CITIZENS),
            "card": chance.choice(CARDS),
            "order": chance.choice(ORDERS),
        }
        planted = tuple((kind.rstrip("2"), words) for kind, words in values.items() if f"{{{kind}}}" in shape)
        yield Message(shape.format(**values), planted)
