"""A bond between parent and child: when the parent is gone, the child goes too."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
# Loaded now: between fork and exec nothing may be loaded any more.
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with_parent(sign: signal.Signals = signal.SIGKILL) -> Callable[[], None]:
    """Return what a child must call before exec, so that the kernel sends it `sign` when we die, however we die.

    Nobody is left to insist then: whoever is only asked may wait for ever for a database that has gone as well.
    """
    parent = os.getpid()

    def bind() -> None:
        if _LIBC is None:
            return
        _LIBC.prctl(PR_SET_PDEATHSIG, sign)
        if os.getppid() != parent:  # it died in between
            os._exit(1)

    return bind
