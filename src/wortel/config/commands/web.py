"""One process that serves the pages, for installations with a process manager of their own."""

import argparse
import sys

from wortel.config.commands.listening import add_listening, open_listener, stop_in_order
from wortel.config.processes.ports import address_of

NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_listening(parser, port=8000)


def run(args: argparse.Namespace) -> int:
    from wortel.config.processes.serve import serve_pages

    stop_in_order()
    listener = open_listener(args)
    if args.fd is None:
        sys.stdout.write(f"Serving the pages at {address_of(listener)}\n")
        sys.stdout.flush()
    serve_pages(listener)
    return 0
