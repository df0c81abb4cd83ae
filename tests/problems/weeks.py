"""Weeks of contacts and orders, written into the database as fast as it can take them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection
from tests import make

from wortel.problems.models import Problem
from wortel.reasons.models import Reason

WEEK = timedelta(days=7)
SPREAD = """
SELECT (%s::timestamp + make_interval(secs => 43200 + 86400 * (n %% 7))) AT TIME ZONE 'Europe/Amsterdam'
FROM generate_series(0, %s - 1) n
"""
CONTACTS = f"""
INSERT INTO contacts_contact (
    conversation_id, customer_id, channel, direction, started_at, ended_at, subject, text, reply_text, has_html,
    sender_name, message_id, product, minutes, transfers, is_answered, is_verified, is_automatic, is_spam, asked_by_us,
    callback_promised, follow_up_open, attributes
)
SELECT %s, %s, 'phone', 'in', at, at, '', '', '', false, '', '', '', %s, 0, true, true, false, false, false, false,
    false, '{{}}'
FROM ({SPREAD}) moments(at)
RETURNING id
"""
ORDERS = f"""
INSERT INTO orders_order (code, placed_at, status, what, attributes)
SELECT %s || '-' || row_number() OVER (), at, '', '', '{{}}' FROM ({SPREAD}) moments(at)
"""


def fill_contacts(
    first: date,
    counts: Sequence[int],
    *,
    problem: Problem | None = None,
    reason: Reason | None = None,
    minutes: str | None = None,
) -> None:
    """So many contacts a week, spread over its days, each linked to the problem or given the reason."""
    conversation = make.make_conversation(make.make_customer(), channel="phone")
    for week, count in enumerate(counts):
        monday = first + week * WEEK
        values = (conversation.pk, conversation.customer_id, minutes, _midnight(monday), count)
        with connection.cursor() as cursor:
            cursor.execute(CONTACTS, values)
            contacts = [row[0] for row in cursor.fetchall()]
            if problem:
                cursor.execute(
                    "INSERT INTO problems_flag (contact_id, problem_id, kind, share, source, at)"
                    " SELECT unnest(%s::bigint[]), %s, 'cause', 1, 'imported', now()",
                    (contacts, problem.pk),
                )
            if reason:
                cursor.execute(
                    "INSERT INTO reasons_givenreason (contact_id, reason_id, source, at)"
                    " SELECT unnest(%s::bigint[]), %s, 'imported', now()",
                    (contacts, reason.pk),
                )

    _count_anew("contacts_contact", "problems_flag", "reasons_givenreason")


def fill_orders(first: date, counts: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        for week, count in enumerate(counts):
            monday = first + week * WEEK
            cursor.execute(ORDERS, (f"{monday:%y%m%d}", _midnight(monday), count))
    _count_anew("orders_order")


def _count_anew(*tables: str) -> None:
    """As after an import: a planner that takes a filled table for an empty one walks through it for every row."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the database reads it as the time on the wall
