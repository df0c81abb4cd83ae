"""One process that serves live updates, for installations with a process manager of their own."""

import argparse
import sys

from wortel.config.commands.listening import add_listening, open_listener, stop_in_order
from wortel.config.processes.ports import address_of

NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_listening(parser, port=8001)


def run(args: argparse.Namespace) -> int:
    from wortel.config.processes.serve import serve_push

    stop_in_order()
    listener = open_listener(args)
    if args.fd is None:
        sys.stdout.write(f"Serving live updates at {address_of(listener)}\n")
        sys.stdout.flush()
    serve_push(listener)
    return 0
