"""Opening the screens of the desk as somebody, without a browser."""

from collections.abc import Iterator
from contextlib import contextmanager

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


def plan_of(sql: str, parameters: object = None) -> str:
    """How the database will find these rows, when it is told that the table is large."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", parameters)
        return "\n".join(row[0] for row in cursor.fetchall())
