"""What a real mail costs from its bytes to a threaded case in a durable commit, as the database grows."""

import argparse
import email
import email.policy
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median

import django

django.setup()

from benchmarks.faults._inside import hang_up, open_shop  # noqa: E402  (Django first)
from benchmarks.results import record, table  # noqa: E402
from benchmarks.speed._cpu import Meter  # noqa: E402
from benchmarks.speed._filer import Filer, Share, filers  # noqa: E402
from benchmarks.speed._real import multiplied, read_corpus  # noqa: E402
from django.db import connection  # noqa: E402

WINDOWS, MAILS = 5, 340  # twice every mail of the corpus
SIZES, FEW = [1_000, 10_000, 100_000], [400, 800]
REAL_UP_TO = 10_000
"""From here on the database is filled with short plain mails; what is measured stays real."""
FLOOR = """
    CREATE TABLE floor_mail (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, message_id text UNIQUE,
    sender text, subject text, body text, raw bytea)
"""
FLOOR_INSERT = "INSERT INTO floor_mail (message_id, sender, subject, body, raw) VALUES (%s, %s, %s, %s, %s)"
WORDS = """
    CREATE TABLE {name} (subject text, body text{column})
"""
WORDS_COLUMN = """,
    words tsvector GENERATED ALWAYS AS (to_tsvector('dutch'::regconfig, left(subject || ' ' || body, 200000))) STORED
"""


@dataclass(frozen=True)
class Cost:
    """Milliseconds of processor time a mail."""

    stored: int
    workers: int
    parse: float
    file: float
    store: float
    index: float
    floor: float
    per_second: float

    @property
    def whole(self) -> float:
        return self.parse + self.file + self.store + self.index


class Campaign:
    """Fills the database step by step, and measures at each."""

    def __init__(self, say: Callable[[str], None]) -> None:
        open_shop()
        self._say = say
        self._corpus = read_corpus()
        self._next = self._next_plain = self._next_floor = 0
        with connection.cursor() as cursor:
            cursor.execute(FLOOR)
            for name, column in (("probe_bare", ""), ("probe_words", WORDS_COLUMN)):
                cursor.execute(WORDS.format(name=name, column=column))
            cursor.execute("CREATE INDEX ON probe_words USING gin (words) WITH (fastupdate = on)")
        self._meter = Meter()
        hang_up()

    def measure(self, sizes: Sequence[int]) -> Iterator[Cost]:
        with filers(2, self._corpus) as both:
            for size in sizes:
                self._fill(both, size)
                for workers in (1, 2):
                    cost = self._measure_here(both[:workers], size)
                    self._say(f"{size:,} mails, {workers}: {cost.whole:.2f} ms, floor {cost.floor:.2f} ms")
                    yield cost

    def _fill(self, both: Sequence[Filer], size: int) -> None:
        real = min(size, REAL_UP_TO) - self._next
        if real > 0:
            self._file(both, real)
        plain = size - self._next - self._next_plain
        if plain > 0:
            self._file(both, plain, is_plain=True)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE, SKIP_LOCKED)")
        hang_up()

    def _measure_here(self, some: Sequence[Filer], size: int) -> Cost:
        self._file(some, 20)  # the child is there, and the statements are remembered
        parse, file, store, index, floors, rates = [], [], [], [], [], []
        for _ in range(WINDOWS):
            begun = time.monotonic()
            with self._meter.measuring() as spent:
                shares = self._file(some, MAILS)
            rates.append(MAILS / (time.monotonic() - begun))
            parse.append(sum(share.parsing for share in shares))
            file.append(sum(share.filing for share in shares))
            words = self._index(MAILS)
            index.append(words)
            store.append(max(0.0, spent.database - words))
            with self._meter.measuring() as bare:
                self._floor(MAILS)
            floors.append(bare.seconds)
        return Cost(
            size,
            len(some),
            parse=_each(parse),
            file=_each(file),
            store=_each(store),
            index=_each(index),
            floor=_each(floors),
            per_second=median(rates),
        )

    def _file(self, some: Sequence[Filer], number: int, *, is_plain: bool = False) -> list[Share]:
        first = self._next_plain if is_plain else self._next
        each = number // len(some)
        for place, filer in enumerate(some):
            filer.begin(first + place * each, each, is_plain=is_plain)
        if is_plain:
            self._next_plain += each * len(some)
        else:
            self._next += each * len(some)
        return [filer.end() for filer in some]

    def _index(self, number: int) -> float:
        """Processor seconds that the words to be found by take: the same rows with them and without."""
        spent = []
        for name in ("probe_bare", "probe_words"):
            with connection.cursor() as cursor:
                cursor.execute(
                    "CREATE TEMP TABLE latest AS SELECT subject, text FROM contacts_contact ORDER BY id DESC LIMIT %s",
                    [number],
                )
                with self._meter.measuring() as taken:
                    for start in range(number):
                        cursor.execute(
                            f"INSERT INTO {name} (subject, body) SELECT subject, text FROM latest OFFSET %s LIMIT 1",
                            [start],
                        )
                cursor.execute("DROP TABLE latest")
            spent.append(taken.database)
        return max(0.0, spent[1] - spent[0])

    def _floor(self, number: int) -> None:
        """The least that anybody must do: the parser of Python itself, one row, one durable commit."""
        connection.ensure_connection()
        line = connection.connection
        for raw in islice(multiplied(self._corpus, self._next_floor), number):
            values = (*_read(raw), raw)
            with line.cursor() as cursor:
                cursor.execute("BEGIN")
                cursor.execute(FLOOR_INSERT, values)
                cursor.execute("COMMIT")
        self._next_floor += number


def _each(seconds: Sequence[float]) -> float:
    """Milliseconds a mail."""
    return median(seconds) * 1_000 / MAILS


def _read(raw: bytes) -> tuple[str, str, str, str]:
    """Whatever this parser makes of it; where it gives up, nothing."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    return tuple(_clean(_try(ask, message)) for ask in (_id, _from, _subject, _body))  # type: ignore[return-value]


def _try(ask: Callable[[email.message.EmailMessage], object], message: object) -> str:
    try:
        return str(ask(message) or "")  # type: ignore[arg-type]  # an EmailMessage by its policy
    except Exception:
        return ""


def _clean(words: str) -> str:
    return words.replace("\0", "").encode("utf-8", "replace").decode()


def _id(message: email.message.EmailMessage) -> object:
    return message["Message-ID"]


def _from(message: email.message.EmailMessage) -> object:
    return message["From"]


def _subject(message: email.message.EmailMessage) -> object:
    return message["Subject"]


def _body(message: email.message.EmailMessage) -> object:
    for part in message.iter_attachments():
        part.get_payload(decode=True)
    body = message.get_body(("plain", "html"))
    return body.get_content() if body else ""


def report(costs: Sequence[Cost], mails: int, size: float) -> str:
    first = {cost.workers: cost.whole / cost.floor for cost in reversed(costs)}
    headings = ("mails stored", "workers", "CPU-ms a mail", "parse", "file", "store", "index", "mails a CPU-second",
                "mails a second", "floor", "× floor", "growth")  # fmt: skip
    rows = [
        (
            f"{cost.stored:,}",
            str(cost.workers),
            f"{cost.whole:.2f}",
            *(f"{part:.2f} ({part / cost.whole:.0%})" for part in (cost.parse, cost.file, cost.store, cost.index)),
            f"{1_000 / cost.whole:,.0f}",
            f"{cost.per_second:,.0f}",
            f"{cost.floor:.2f}",
            f"{cost.whole / cost.floor:.1f}",
            f"{cost.whole / cost.floor / first[cost.workers]:.2f}",
        )
        for cost in costs
    ]
    return (
        f"{mails} real mails of others with their attachments ({size:.1f} kB on average), each as often as needed "
        f"under a new Message-ID, three of four as an answer in a thread; from bytes to a threaded case in a durable "
        f"commit. Median of {WINDOWS} windows of {MAILS} mails, user and system time. Parse: the child that reads. "
        "File: our own process, which threads, recognises and asks. Store: PostgreSQL without the index. Index: the "
        "words a mail is found by, measured as the same rows with them and without. Floor in the same run: the parser "
        "of Python on the same mails with their attachments decoded, one row, one durable commit. Growth is that of "
        f"the multiple since the first size. Above {REAL_UP_TO:,} mails the database is filled with short plain "
        "ones; what is measured stays real. Mails a second is by the clock of a machine that others used as well."
        f"\n\n{table(headings, rows)}"
    )


def main(*, is_small: bool) -> None:
    corpus = read_corpus()
    size = sum(map(len, corpus)) / len(corpus) / 1_000
    costs: list[Cost] = []
    for cost in Campaign(lambda words: print(words, flush=True)).measure(FEW if is_small else SIZES):
        costs.append(cost)
        if not is_small:
            record("mail", report(costs, len(corpus), size))
    print(report(costs, len(corpus), size))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick run that is not recorded")
    main(is_small=parser.parse_args().small)
