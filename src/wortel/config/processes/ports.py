"""Listening sockets, opened before anything else and handed to the processes that serve them.

A process that is restarted finds its socket still open: callers wait a moment instead of being refused.
"""

import errno
import socket
from pathlib import Path

from wortel.config.refusal import CannotGoOn

BACKLOG = 1024


def listen(host: str, port: int, *, option: str) -> socket.socket:
    """Listen on this port, 0 being a free one; `option` is what the person can change when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        raise CannotGoOn(_explain(host, port, option, error)) from error
    listener.setblocking(False)
    return listener


def listen_on_path(path: Path) -> socket.socket:
    """Listen on a socket in the data folder, in the place of one that an earlier life left behind."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    path.chmod(0o600)
    listener.listen(BACKLOG)
    listener.setblocking(False)
    return listener


def listen_near(host: str, port: int, *, option: str) -> socket.socket:
    """Listen on this port or, when it is taken, on any free one: for doors of which the address is told anyway."""
    try:
        return listen(host, port, option=option)
    except CannotGoOn:
        return listen(host, 0, option=option)


def port_of(listener: socket.socket) -> int:
    return int(listener.getsockname()[1])


def address_of(listener: socket.socket, scheme: str = "http") -> str:
    host = str(listener.getsockname()[0])
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port_of(listener)}"


def _explain(host: str, port: int, option: str, error: OSError | OverflowError) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number == errno.EADDRINUSE:
        return f"Port {port} is in use by another program: choose another with {option} N ({option} 0: a free one)."
    if number == errno.EACCES:
        return f"Port {port} is not open to this user: choose one above 1023 with {option} N."
    if number == errno.EADDRNOTAVAIL:
        return f"This machine has no address {host}: choose another with --host."
    return f"Port {port} cannot be used ({error}): choose one between 0 and 65535 with {option} N."
