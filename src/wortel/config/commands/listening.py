"""What the commands that listen have in common: a host and a port, or a socket that the supervisor opened."""

import argparse
import socket

from wortel.config.processes.ports import listen


def add_listening(parser: argparse.ArgumentParser, *, port: int) -> None:
    parser.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen on")
    parser.add_argument("--port", type=int, default=port, metavar="N", help="port, 0 for a free one")
    parser.add_argument("--fd", type=int, help=argparse.SUPPRESS)


def open_listener(args: argparse.Namespace) -> socket.socket:
    if args.fd is None:
        return listen(args.host, args.port, option="--port")
    listener = socket.socket(fileno=args.fd)
    listener.setblocking(False)
    return listener
