"""One process that does queued work, for installations with a process manager of their own."""

import argparse

from wortel.config.commands.listening import add_health, open_health, stop_in_order

NEEDS_DATABASE = True
STOP_SECONDS = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--queue", action="append", default=[], metavar="NAME", help="only this queue (repeatable)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="how many at once")
    add_health(parser)


def run(args: argparse.Namespace) -> int:
    from wortel.jobs.actions import work

    stop_in_order()
    open_health(args)
    work(queues=args.queue, at_once=args.jobs, seconds_to_stop=STOP_SECONDS)
    return 0
