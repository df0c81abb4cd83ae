"""One process that does the queued work on texts: it loads models of language, which no other process does."""

import argparse
import os
import socket

from wortel.config.commands.listening import add_health, open_health, stop_in_order

NEEDS_DATABASE = True
STOP_SECONDS = 8
IDLE_SECONDS = 300.0
# Threads of one computation spin while they wait for each other: on a busy machine that is ten times slower.
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    # Who starts it on demand gives it the door at which others knock. On its own it stays.
    parser.add_argument("--fd", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--idle", type=float, default=IDLE_SECONDS, help=argparse.SUPPRESS)
    add_health(parser)


def run(args: argparse.Namespace) -> int:
    # Before anything loads numpy, which reads them once.
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    # Whoever looks at a page goes before what is read for later.
    os.nice(5)
    from wortel.jobs.actions import TEXT, leave_when_idle, work

    stop_in_order()
    open_health(args)
    if args.fd is not None:
        leave_when_idle(door=socket.socket(fileno=args.fd), idle_seconds=args.idle)
    # A long search leaves room for the texts that come in meanwhile.
    work(queues=[TEXT], at_once=2, seconds_to_stop=STOP_SECONDS)
    return 0
