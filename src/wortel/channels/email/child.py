"""The parsing child: reads mails for its parent under its own limits. It opens nothing and knows nothing else."""

import contextlib
import json
import math
import os
import resource
import socket
import time
from pathlib import Path

from wortel.channels.email import framing, wire
from wortel.channels.email.parse import read
from wortel.channels.interface import Unreadable

MAX_REQUEST = 1 << 30
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
        framing.send(channel, _answer(raw, trusted_authserv=str(options["trusted_authserv"])))
        del raw


def _answer(raw: bytes, *, trusted_authserv: str) -> bytes:
    try:
        return b'{"inbound":' + wire.pack(read(raw, trusted_authserv=trusted_authserv)) + b"}"
    except Unreadable as unreadable:
        return _refusal(str(unreadable))
    except RecursionError:
        return _refusal("nested too deep")
    except MemoryError:
        raise
    except Exception as error:
        return _refusal(f"not understood ({type(error).__name__})")


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
