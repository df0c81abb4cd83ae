"""Reading what happened, in the order it was committed and not only the order it was numbered.

A number is given when a row is written and seen when its transaction is committed, so a lower number may appear after
a higher one. The numbers that are missing between those seen are remembered for a while and asked for again.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

WAITS_SECONDS = 300
MOST_MISSING = 20_000
MANY = 5_000
OVERLAP_SECONDS = 30

COLUMNS = """
SELECT e.id, e.kind, e.about_kind, e.about_id, coalesce(
  CASE e.about_kind
    WHEN 'case' THEN e.about_id
    WHEN 'contact' THEN (SELECT p.case_id FROM cases_part p WHERE p.conversation_id = coalesce(
      (SELECT c.conversation_id FROM contacts_contact c WHERE c.id = e.about_id), {conversation}))
    WHEN 'note' THEN (SELECT p.case_id FROM cases_part p WHERE p.conversation_id = {conversation})
    WHEN 'conversation' THEN (SELECT p.case_id FROM cases_part p WHERE p.conversation_id = e.about_id)
    WHEN 'delivery' THEN (SELECT p.case_id FROM contacts_contact c
                          JOIN cases_part p ON p.conversation_id = c.conversation_id WHERE c.delivery_id = e.about_id)
  END,
  {case},
  (SELECT p.case_id FROM contacts_contact c JOIN cases_part p ON p.conversation_id = c.conversation_id
   WHERE c.id = {contact})) AS case_id
FROM events_event e
"""


def _number(name: str) -> str:
    return f"CASE WHEN jsonb_typeof(e.details->'{name}') = 'number' THEN (e.details->>'{name}')::bigint END"


WHAT = COLUMNS.format(conversation=_number("conversation"), case=_number("case"), contact=_number("contact"))
LATEST = "SELECT coalesce(max(id), 0) FROM events_event"
WHERE_FRESH = "WHERE e.id > %(latest)s OR e.id = ANY(%(missing)s) ORDER BY e.id LIMIT %(many)s"
WHERE_SINCE = """
WHERE e.id > %(after)s OR (
  e.id > %(after)s - %(many)s
  AND e.at > (SELECT at FROM events_event WHERE id = %(after)s) - %(overlap)s::interval)
ORDER BY e.id LIMIT %(many)s
"""
WHERE_LATELY = """
WHERE e.id > (SELECT max(id) - %(many)s FROM events_event) AND e.at > now() - %(overlap)s::interval
ORDER BY e.id
"""
# Only our own words are put together here; what comes from elsewhere travels as values.
FRESH, SINCE, LATELY = (f"{WHAT} {where}" for where in (WHERE_FRESH, WHERE_SINCE, WHERE_LATELY))

# Nobody's screen changes by these.
SILENT = {"agent.signed_in", "reason.proposed", "cost.reckoned", "cost.released", "wording.learned", "reasons.learned"}
PRESENCE = {"case.looked_at", "case.left"}


@dataclass(frozen=True)
class News:
    """One thing that happened: its number, its name, and what screens it is about."""

    number: int
    name: str
    topics: tuple[str, ...]

    def encode(self) -> bytes:
        body = json.dumps({"name": self.name, "topics": self.topics}, separators=(",", ":"))
        return f"id: {self.number}\ndata: {body}\n\n".encode()


@dataclass
class Reader:
    """Remembers what it has read, and which numbers it has not seen yet."""

    latest: int = 0
    missing: dict[int, float] = field(default_factory=dict)

    async def begin(self, connection: psycopg.AsyncConnection[Any]) -> None:
        row = await (await connection.execute(LATEST)).fetchone()
        self.latest = int(row[0]) if row else 0

    async def read(self, connection: psycopg.AsyncConnection[Any], now: float) -> list[News]:
        """What was committed since, late ones included; `now` is a clock that only goes forward."""
        values = {"latest": self.latest, "missing": list(self.missing), "many": MANY}
        rows = await (await connection.execute(FRESH, values)).fetchall()
        self._remember([row[0] for row in rows], now)
        return [news for row in rows if (news := _news(row))]

    def _remember(self, numbers: Sequence[int], now: float) -> None:
        for number in numbers:
            self.missing.pop(number, None)
            between = range(max(self.latest + 1, number - MOST_MISSING), number)
            self.missing.update(dict.fromkeys(between, now))
            self.latest = max(self.latest, number)
        # What was rolled back never comes.
        self.missing = {number: since for number, since in self.missing.items() if now - since < WAITS_SECONDS}


async def catch_up(connection: psycopg.AsyncConnection[Any], after: int | None) -> News | None:
    """Everything missed since number `after`, as one piece of news; without a number, since the page was drawn.

    Somewhat more than was missed is told, because a lower number may have been committed later. Hearing twice that
    something changed costs a look; not hearing it costs a customer.
    """
    values = {"after": after, "overlap": f"{OVERLAP_SECONDS} seconds", "many": MANY}
    statement = SINCE if after is not None else LATELY
    rows = await (await connection.execute(statement, values)).fetchall()
    told = [news for row in rows if (news := _news(row))]
    if not told:
        return None
    return News(max(row[0] for row in rows), "caught up", _each_once(topic for news in told for topic in news.topics))


def _news(row: Sequence[Any]) -> News | None:
    number, name, about_kind, about_id, case = row
    if name in SILENT:
        return None
    return News(number, name, _topics(name, about_kind, about_id, case))


def _topics(name: str, about_kind: str, about_id: int | None, case: int | None) -> tuple[str, ...]:
    """What screens call the things they show."""
    if name in PRESENCE:
        return (f"presence:{about_id}", "inbox")
    topics = [f"{about_kind}:{about_id}", f"{about_kind}s"]
    if case is not None:
        topics += [f"case:{case}", "inbox"]
    if about_kind == "arrival":
        topics += ["quarantine", "inbox"]
    if about_kind == "delivery":
        topics += ["unsent", "inbox"]
    return _each_once(topics)


def _each_once(topics: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(topics))
