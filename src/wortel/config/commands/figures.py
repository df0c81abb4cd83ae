"""The process that reckons the figures of a month on request; it ends when nobody asks for a while."""

import argparse
import json
import os
import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from wortel.config.home import Home
from wortel.config.processes.ports import listen_on_path
from wortel.config.processes.postgres.sharing import shared_cluster


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--socket", type=Path, metavar="PATH", help="where to listen; default: in the data folder")
    parser.add_argument(
        "--idle", type=float, default=90, metavar="S", help="end after so many seconds without a request"
    )
    parser.add_argument("--once", metavar="PAGE", help="print this page, such as /months/2025-09, and end")
    parser.add_argument("--fd", type=int, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    from wortel.metrics.reckoning.service import Reckoner, answer, serve, utc_now

    home = Home.from_environment()
    with _database(home) as database_url:
        reckoner = Reckoner(database_url, home.facts)
        if args.once:
            print(json.dumps(answer(reckoner, args.once, utc_now())))
            return 0
        with closing(_open(args, home)) as listener:
            serve(listener, reckoner, idle=args.idle, clock=utc_now)
    return 0


@contextmanager
def _database(home: Home) -> Iterator[str]:
    """The database as it stands: this process only reads, so it needs neither Django nor the newest tables."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
    else:
        with shared_cluster(home) as url:
            yield url


def _open(args: argparse.Namespace, home: Home) -> socket.socket:
    return socket.socket(fileno=args.fd) if args.fd is not None else listen_on_path(args.socket or home.figures_socket)
