"""Parts that are forked from this process instead of started anew, with everything they share loaded once.

Four parts that each load Django take 240 MB and as many seconds of processor; forked they share most of it, and one
that was killed is back at once.
"""

import ctypes
import gc
import importlib
import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from wortel.config.processes.bond import die_with_parent
from wortel.config.processes.child import Start

# What at least two of the parts need. Nothing here opens a connection or starts a thread.
SHARED = ("wortel.config.urls", "wortel.config.cli", "wortel.config.database", "procrastinate.worker")
# What the C library is told: two arenas for all threads together, and give back what is free from 64 KB on. It reads
# its environment when a program starts, and a forked part starts no program.
MEMORY = {-8: 2, -3: 65_536, -1: 65_536}
# Numbers of fields in /proc/self/stat, of which the third is the first one after the name.
ARG_START, ARG_END, FIRST = 48, 49, 3


def load(environment: dict[str, str]) -> None:
    """Load what the parts share. The settings read the environment now, so it must be complete."""
    import django

    os.environ.update(environment)
    _spare_memory()
    gc.disable()
    django.setup()
    for name in SHARED:
        importlib.import_module(name)
    gc.collect()
    # The collector leaves alone what is here now, so that the children need no copy of it.
    gc.freeze()
    gc.enable()


def _spare_memory() -> None:
    """Threads that serve pages would each keep memory of their own; other C libraries than GNU's know nothing of it."""
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        for name, value in MEMORY.items():
            library.mallopt(name, value)


def forked(words: list[str], environment: dict[str, str], descriptors: tuple[int, ...] = ()) -> Start:
    """A part in a group of its own, that ends when we end."""

    def start(log: int) -> Forked:
        bind = die_with_parent()
        pid = os.fork()
        if pid == 0:
            _become(words, environment, descriptors, log, bind)
        return Forked(pid)

    return start


class Forked:
    """As much of `subprocess.Popen` as a supervisor needs."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self) -> int:
        while (code := self.poll()) is None:
            time.sleep(0.01)
        return code

    def send_signal(self, sign: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, sign)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _become(
    words: list[str], environment: dict[str, str], descriptors: tuple[int, ...], log: int, bind: Callable[[], None]
) -> None:
    """Leave the supervisor behind, be the part, and never return."""
    code = 1
    try:
        os.setsid()
        bind()
        _forget_signals()
        _keep_only(log, descriptors)
        os.environ.update(environment)
        _rename(words)
        code = _run(words)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1
    except BaseException:
        logging.getLogger(__name__).exception("%s broke off", words[0])
    finally:
        logging.shutdown()
        # Whatever the supervisor wanted to do at its own end must not happen here.
        os._exit(code)


def _run(words: list[str]) -> int:
    from wortel.config.cli import main

    return main(words)


def _forget_signals() -> None:
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for sign in (signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD):
        signal.signal(sign, signal.SIG_DFL)


def _keep_only(log: int, descriptors: tuple[int, ...]) -> None:
    """Close all others: locks and sockets of the supervisor must be gone when it is."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for wanted, place in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(wanted, place)
    for entry in os.listdir("/proc/self/fd"):  # noqa: PTH208 (names, not paths, before they are gone)
        if int(entry) > 2 and int(entry) not in descriptors:
            _close(int(entry))
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 (lasts as long as the process)


def _close(descriptor: int) -> None:
    try:
        os.close(descriptor)
    except OSError:
        return  # it was the one with which the list was read


def _rename(words: list[str]) -> None:
    """Show in `ps` what this is: the kernel reads the words from where they were at the start of the program."""
    fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
    start, end = int(fields[ARG_START - FIRST]), int(fields[ARG_END - FIRST])
    title = "\0".join(["wortel", *words]).encode()[: end - start - 1]
    ctypes.memmove(start, title.ljust(end - start, b"\0"), end - start)
