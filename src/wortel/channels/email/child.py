"""The parsing child: reads mails for its parent under its own limits. It knows nothing else, and opens nothing but
the one library that draws pictures, when it is asked for them.
"""

import contextlib
import json
import math
import os
import resource
import socket
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from wortel.channels.email import framing, wire
from wortel.channels.email.parse import NoSuchPart, read, read_attachment
from wortel.channels.interface import Unreadable

MAX_REQUEST = 1 << 30
FILE = b"\0"
"""What an answer begins with that is a file and not JSON."""

NO_SUCH_PART = "no such part"
OUT_OF_MEMORY = 12
"""The exit code that says so; a child without memory cannot even write an answer."""


def serve(descriptor: int, *, cpu_seconds: int, memory_bytes: int, idle_seconds: float) -> None:
    """Answer each mail with what it says or why it cannot be read, until the parent closes the line or falls silent."""
    _limit_memory(memory_bytes)
    with socket.socket(fileno=descriptor) as channel, contextlib.suppress(framing.Ended, TimeoutError):
        try:
            _serve(channel, cpu_seconds, idle_seconds)
        except MemoryError:
            os._exit(OUT_OF_MEMORY)


def _serve(channel: socket.socket, cpu_seconds: int, idle_seconds: float) -> None:
    while True:
        options = json.loads(framing.receive(channel, limit=1 << 16, deadline=time.monotonic() + idle_seconds))
        channel.settimeout(None)
        raw = framing.receive(channel, limit=MAX_REQUEST)
        _limit_time(cpu_seconds)
        framing.send(channel, _answer(raw, options))
        del raw


def _answer(raw: bytes, options: Mapping[str, str]) -> bytes:
    try:
        match options["want"]:
            case "file":
                return FILE + read_attachment(raw, options["part"])
            case "picture":
                return FILE + _draw(read_attachment(raw, options["part"]), options["library"])
            case _:
                inbound = read(raw, trusted_authserv=options["trusted_authserv"])
                return b'{"inbound":' + wire.pack(inbound) + b"}"
    except NoSuchPart:
        return _refusal(NO_SUCH_PART)
    except Unreadable as unreadable:
        return _refusal(str(unreadable))
    except RecursionError:
        return _refusal("nested too deep")
    except MemoryError:
        raise
    except Exception as error:
        return _refusal(f"not understood ({type(error).__name__})")


def _draw(content: bytes, library: str) -> bytes:
    """The library is loaded only by a child that needs it."""
    if library not in sys.path:
        sys.path.append(library)
    from wortel.channels.email.pictures import NoPicture, redraw

    try:
        return redraw(content)
    except NoPicture as refusal:
        raise Unreadable(str(refusal)) from None


def _refusal(reason: str) -> bytes:
    return json.dumps({"unreadable": reason}).encode()


def _limit_memory(memory_bytes: int) -> None:
    """Cap the address space so that what is really used stays within `memory_bytes`."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pages = Path("/proc/self/statm")
    mapped, resident = 0, 0
    if pages.exists():
        mapped, resident = (int(count) * resource.getpagesize() for count in pages.read_text().split()[:2])
    cap = mapped + memory_bytes - resident
    resource.setrlimit(resource.RLIMIT_AS, (cap, cap))


def _limit_time(cpu_seconds: int) -> None:
    """The kernel counts from the start of the process; each mail gets its own share from here."""
    spent = math.ceil(time.process_time())
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (spent + cpu_seconds, hard))
