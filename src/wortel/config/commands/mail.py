"""One process that accepts mail, fetches it and sends answers, for installations with a process manager."""

import argparse
import sys

from wortel.config.commands.listening import add_health, add_listening, open_health, open_listener, stop_in_order
from wortel.config.processes.ports import address_of, listen

NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_listening(parser, port=2525)
    parser.add_argument("--lmtp-port", type=int, metavar="N", help="accept mail over LMTP as well, 0 for a free port")
    add_health(parser)


def run(args: argparse.Namespace) -> int:
    from wortel.config.processes.mail.serve import serve_mail

    stop_in_order()
    listener = open_listener(args)
    lmtp = None if args.lmtp_port is None else listen(args.host, args.lmtp_port, option="--lmtp-port")
    if args.fd is None:
        sys.stdout.write(f"Mail is accepted at {address_of(listener, 'smtp')}\n")
    if lmtp is not None:
        sys.stdout.write(f"Mail is accepted at {address_of(lmtp, 'lmtp')}\n")
    sys.stdout.flush()
    open_health(args)
    serve_mail(listener, lmtp)
    return 0
