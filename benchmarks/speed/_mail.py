"""What one mail costs, from its bytes to a threaded case, as the database grows."""

import email
import email.policy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, islice
from statistics import median

from benchmarks.speed._cpu import Meter
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wortel.channels.email.reader import Reader
from wortel.channels.queries import OwnAddresses, find_own_addresses
from wortel.events.actions import in_bulk
from wortel.journey.followups import gathered
from wortel.journey.receive import receive_mail

WINDOWS = 5
MAILS = 200
FLOOR_TABLE = """
    CREATE TABLE IF NOT EXISTS floor_mail (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, message_id text UNIQUE, parent_id bigint,
        sender text, subject text, body text, raw bytea
    )
"""
FLOOR_INSERT = """
    INSERT INTO floor_mail (message_id, parent_id, sender, subject, body, raw)
    VALUES (%s, (SELECT id FROM floor_mail WHERE message_id = %s), %s, %s, %s, %s)
"""


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor time a mail, with the part of PostgreSQL, and the queries of a new one and a reply."""

    stored: int
    ours: float
    database: float
    floor: float
    queries: tuple[int, int]

    @property
    def whole(self) -> float:
        return self.ours + self.database


def letters() -> Iterator[bytes]:
    """A customer writes, and writes again three times in the same thread."""
    for number in count():
        customer, parent = number // 4, number - 1 if number % 4 else None
        answers = f"In-Reply-To: <m{parent}@post.example>\r\nReferences: <m{parent}@post.example>\r\n" if parent else ""
        yield (
            f"From: Klant {customer} <klant{customer}@post.example>\r\nTo: hallo@winkel.example\r\n"
            f"Subject: Waar blijft bestelling {customer}\r\nDate: Mon, 02 Nov 2026 10:00:00 +0100\r\n"
            f"Message-ID: <m{number}@post.example>\r\n{answers}MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n\r\n"
            f"Beste mensen,\r\n\r\nIk wacht al vijf dagen op bestelling {customer}. Volgens de vervoerder is hij "
            "gisteren gekomen, maar er is niets bezorgd en er ligt ook niets bij de buren.\r\n\r\n"
            f"Kunnen jullie zeggen waar hij is?\r\n\r\nGroet,\r\nKlant {customer}\r\n"
        ).encode()


def measure(sizes: list[int], say: Callable[[str], None]) -> list[Cost]:
    """File mails up to each size, and measure windows of them there; the floor is measured in between."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(FLOOR_TABLE)
    meter, stream, floor_stream = Meter(), letters(), letters()
    own, filed, costs = find_own_addresses(["hallo@winkel.example"]), 0, []
    with Reader() as reader:
        for size in sizes:
            _file(islice(stream, size - filed), reader, own)
            filed = size + WINDOWS * MAILS + 8
            costs.append(_measure_here(size, meter, reader, own, stream, floor_stream))
            say(f"{size:,} mails: {costs[-1].whole:.2f} ms, floor {costs[-1].floor:.2f} ms")
    return costs


def _measure_here(
    size: int, meter: Meter, reader: Reader, own: OwnAddresses, stream: Iterator[bytes], floor_stream: Iterator[bytes]
) -> Cost:
    ours, database, floors = [], [], []
    for _ in range(WINDOWS):
        with meter.measuring() as spent:
            _file(islice(stream, MAILS), reader, own)
        ours.append(spent.ours)
        database.append(spent.database)
        with meter.measuring() as bare:
            _floor(islice(floor_stream, MAILS))
        floors.append(bare.seconds)
    asked = [_count(raw, reader, own) for raw in islice(stream, 8)]
    to_ms = 1_000 / MAILS
    queries = (min(asked), max(asked))
    return Cost(size, median(ours) * to_ms, median(database) * to_ms, median(floors) * to_ms, queries)


def _file(mails: Iterator[bytes], reader: Reader, own: OwnAddresses) -> None:
    with in_bulk(), gathered():
        for raw in mails:
            receive_mail(raw, reader=reader, mailboxes=own, now=datetime.now(UTC))


def _count(raw: bytes, reader: Reader, own: OwnAddresses) -> int:
    with CaptureQueriesContext(connection) as queries, in_bulk(), gathered():
        receive_mail(raw, reader=reader, mailboxes=own, now=datetime.now(UTC))
    return sum(query["sql"] not in {"BEGIN", "COMMIT"} and not query["sql"].startswith("NOTIFY") for query in queries)


def _floor(mails: Iterator[bytes]) -> None:
    """The least that anybody must do: the parser of Python itself, one threaded row, one durable commit."""
    raw_connection = connection.connection
    for raw in mails:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        body = message.get_body(("plain",))
        values = (
            str(message["Message-ID"]),
            message["In-Reply-To"],
            str(message["From"]),
            str(message["Subject"]),
            body.get_content() if body else "",
            raw,
        )
        with raw_connection.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute(FLOOR_INSERT, values)
            cursor.execute("COMMIT")
