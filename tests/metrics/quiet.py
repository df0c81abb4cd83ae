"""Wait until nobody writes: the store reads a month again as long as an older transaction may still add to it."""

from contextlib import closing

import psycopg
from django.db import connection
from tests.config.machine import wait_for


def let_others_finish() -> None:
    """The tests beside this one use other databases of the same server, which numbers all transactions together."""
    with closing(psycopg.connect(**connection.get_connection_params(), autocommit=True)) as own:
        mine = own.execute("SELECT pg_current_xact_id()::text").fetchone()

        def is_quiet() -> bool:
            asked = own.execute("SELECT pg_snapshot_xmin(pg_current_snapshot()) > %s::xid8", mine).fetchone()
            return bool(asked and asked[0])

        wait_for(is_quiet)
