"""Opening the screens of the desk as somebody, without a browser."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from wortel.accounts.models import Agent

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def as_agent(agent: Agent) -> Client:
    """A browser in which this colleague is signed in."""
    client = Client()
    client.force_login(agent, backend=BACKEND)
    return client


@contextmanager
def counted() -> Iterator[CaptureQueriesContext]:
    """The statements that run inside."""
    with CaptureQueriesContext(connection) as queries:
        yield queries


def lasting_plan(sql: str) -> str:
    """The plan that the database keeps for a statement it remembers, whatever its values will be."""
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", sql)))
    numbered = re.sub(r"%\((\w+)\)s", lambda found: f"${names.index(found[1]) + 1}", sql)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (GENERIC_PLAN) {numbered}")
        return "\n".join(row[0] for row in cursor.fetchall())


def most_rows(sql: str, values: Mapping[str, object]) -> float:
    """The most rows that one step of the plan comes across when the statement runs with these values."""
    with psycopg.Cursor(connection.connection) as cursor:
        [(plans,)] = cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", values).fetchall()
    return max(_rows(plans[0]["Plan"]))


def _rows(step: dict[str, Any]) -> Iterator[float]:
    yield (step["Actual Rows"] + step.get("Rows Removed by Filter", 0)) * step["Actual Loops"]
    for part in step.get("Plans", []):
        yield from _rows(part)
