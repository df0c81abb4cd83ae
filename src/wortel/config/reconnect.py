"""What a pool does that has given up on the database."""

from contextlib import suppress
from typing import Any

from psycopg_pool import ConnectionPool, PoolTimeout

MOMENT = 0.01


def try_again(pool: "ConnectionPool[Any]") -> None:
    """Only somebody new who asks makes it try anew: ask in the place of those who wait already."""
    if pool.get_stats().get("requests_waiting"):
        with suppress(PoolTimeout):
            pool.putconn(pool.getconn(timeout=MOMENT))
