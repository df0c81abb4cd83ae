"""Which months did something happen to? Told by the events, which are read up to what is surely complete."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, LiteralString, Self

import psycopg

# Events say what they are about; from there to the moment of the contact or order that a fact row is of.
TOUCHED = """
WITH news AS (
    SELECT about_kind, about_id, details FROM events_event WHERE id > %(mark)s
), contact AS (
    SELECT about_id AS id FROM news WHERE about_kind = 'contact'
    UNION SELECT (details->>'contact')::bigint FROM news WHERE jsonb_typeof(details->'contact') = 'number'
), filed AS (
    SELECT about_id AS id FROM news WHERE about_kind = 'case'
    UNION SELECT (details->>'case')::bigint FROM news WHERE jsonb_typeof(details->'case') = 'number'
), thread AS (
    SELECT part.conversation_id AS id FROM cases_part part JOIN filed ON filed.id = part.case_id
    UNION SELECT about_id FROM news WHERE about_kind = 'conversation'
), seen AS (
    SELECT signal.id FROM signals_signal signal JOIN contact ON contact.id = signal.contact_id
    UNION SELECT signal.id FROM signals_signal signal
        JOIN news ON news.about_kind = 'order' AND news.about_id = signal.order_id
)
SELECT month FROM fact_contact JOIN contact USING (id)
UNION SELECT to_char(told.started_at AT TIME ZONE here.time_zone, 'YYYY-MM')
    FROM contacts_contact told JOIN thread ON thread.id = told.conversation_id CROSS JOIN fact_setting here
UNION SELECT month FROM fact_signal JOIN seen USING (id)
UNION SELECT month FROM fact_order JOIN news ON news.about_kind = 'order' AND news.about_id = fact_order.id
UNION SELECT jsonb_array_elements_text(details->'months') FROM news WHERE jsonb_typeof(details->'months') = 'array'
"""
# What holds for months that are past too: prices, owners, reasons, who is one customer with whom.
WIDE = """
SELECT EXISTS (
    SELECT FROM events_event WHERE id > %(mark)s AND (
        about_kind IN ('budget', 'channelfee', 'customer', 'fix', 'problem', 'processowner', 'rate', 'reason',
            'standardminutes')
        AND kind NOT IN ('customer.made', 'customer.address_added', 'customer.described', 'cause.flagged',
            'cause.unflagged', 'cause.seen', 'cause.unseen', 'decision.made', 'decision.undone')
        OR kind IN ('import.done', 'api.rows_taken') AND details->>'what' NOT IN ('contacts', 'orders', 'work')
    )
)
"""
MONTHS = "SELECT month FROM fact_contact WHERE direction = 'in' UNION SELECT month FROM fact_order"
GIVEN_OUT = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM events_event_id_seq"
# Another database, or one that was emptied and filled again, has another beginning.
BEGINNING = "SELECT oid::text || coalesce((SELECT ' ' || at FROM events_event ORDER BY id LIMIT 1), '') "
BEGINNING += "FROM pg_database WHERE datname = current_database()"
RUNNING = "SELECT pg_snapshot_xmin(now.seen)::text::bigint, pg_snapshot_xmax(now.seen)::text::bigint FROM "
RUNNING += "(SELECT pg_current_snapshot() AS seen) now"
# A transaction that began longer ago than this has ended.
SETTLED = "SELECT COALESCE(max(id), 0) FROM events_event WHERE at < now() - interval '1 day'"


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the events were read.

    Numbers are given out before transactions commit, so an event may appear below others that were read already.
    `ahead` was given out while `until` was the next transaction: once all transactions before that one have ended,
    everything up to `ahead` is there, and only then is it behind us.
    """

    event: int
    ahead: int
    until: int

    @classmethod
    def at_start(cls, connection: psycopg.Connection[Any], given_out: int) -> Self:
        """The facts are about to be read; while others are writing only what is settled is surely in them."""
        oldest, until = _pair(connection, RUNNING)
        return cls(given_out if oldest >= until else _number(connection, SETTLED), given_out, until)

    def moved(self, connection: psycopg.Connection[Any], given_out: int) -> "Mark":
        oldest, until = _pair(connection, RUNNING)
        if oldest >= until:
            return Mark(given_out, given_out, until)
        return Mark(self.ahead, given_out, until) if oldest >= self.until else self

    def as_json(self) -> dict[str, int]:
        return asdict(self)


def read_given_out(connection: psycopg.Connection[Any]) -> int:
    """The highest number of an event so far; to be asked before the snapshot that reads them."""
    return _number(connection, GIVEN_OUT)


def find_beginning(connection: psycopg.Connection[Any]) -> str:
    """Tells this database from every other one, and from its own earlier life."""
    row = connection.execute(BEGINNING).fetchone()
    return str(row[0]) if row else ""


def find_touched(connection: psycopg.Connection[Any], mark: Mark) -> list[str]:
    """The months that events since the mark touched."""
    rows = connection.execute(TOUCHED, {"mark": mark.event}).fetchall()
    return sorted(month for (month,) in rows if month)


def is_wide(connection: psycopg.Connection[Any], mark: Mark) -> bool:
    """Whether something happened since the mark that holds for every month."""
    return bool(_number(connection, WIDE, {"mark": mark.event}))


def list_months(connection: psycopg.Connection[Any]) -> list[str]:
    """Every month that has facts."""
    return sorted(month for (month,) in connection.execute(MONTHS).fetchall())


def _number(
    connection: psycopg.Connection[Any], query: LiteralString, parameters: Mapping[str, int] | None = None
) -> int:
    row = connection.execute(query, parameters).fetchone()
    return int(row[0]) if row else 0


def _pair(connection: psycopg.Connection[Any], query: LiteralString) -> tuple[int, int]:
    row = connection.execute(query).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)
