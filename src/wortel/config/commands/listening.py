"""What the commands that listen have in common: a host and a port, or a socket that the supervisor opened."""

import argparse
import os
import signal
import socket
import sys

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


def stop_in_order() -> None:
    """Let SIGTERM end this process at once, until what it serves with takes over: nothing has begun by then.

    An exception would not do: wherever it met a loop that was just starting, that loop could wait for itself for ever.
    """
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))


def add_health(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--health-host", default="127.0.0.1", metavar="ADDRESS", help="address of the health pages")
    parser.add_argument("--health-port", type=int, metavar="N", help="serve /health/live, /health/ready and /metrics")


def open_health(args: argparse.Namespace) -> None:
    if args.health_port is None:
        return
    from wortel.config.processes.health_door import open_health_door

    port = open_health_door(args.health_host, args.health_port)
    sys.stdout.write(f"Health is told at http://{args.health_host}:{port}/health/ready\n")
    sys.stdout.flush()
