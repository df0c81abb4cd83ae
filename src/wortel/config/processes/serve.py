"""Serves Django with granian in this very process: no parent process, and on a socket that is already open."""

import importlib
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import granian.net
from django.conf import settings
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from wortel.config.processes.ports import BACKLOG

# Its published types know no arguments.
_HOLDER: Any = vars(granian.net)["SocketHolder"]
# Pages wait for the database more than for the processor; the pool holds eight connections.
PAGE_THREADS = min(8, 2 * (os.cpu_count() or 1) + 1)


class _OneProcess(MPServer):
    """Granian's worker without the parent that would start it: the supervisor already is one."""

    def __init__(self, listener: socket.socket, **options: Any) -> None:
        super().__init__("wortel", log_level=LogLevels.warning, **options)
        self._listener = listener

    def _serve(self, spawn_target: Callable[..., None], target_loader: Callable[[], Any]) -> None:
        self._ssp = self._sso = None
        self._shd = _HOLDER(self._listener.detach(), False, BACKLOG)  # it closes the socket itself; False: not a path
        self._spawn_worker(0, spawn_target, target_loader).inner.run()


def serve_pages(listener: socket.socket) -> None:
    """Serve until SIGTERM or Ctrl-C; requests that run are finished."""
    # Static files come from the rooms themselves, but the place for collected ones must exist.
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    _serve(listener, "wortel.config.wsgi", interface=Interfaces.WSGI, blocking_threads=PAGE_THREADS, websockets=False)


def serve_push(listener: socket.socket) -> None:
    """Serve until SIGTERM or Ctrl-C; listeners are told to come back."""
    _serve(listener, "wortel.config.asgi", interface=Interfaces.ASGI, websockets=True)


def _serve(listener: socket.socket, module: str, **options: Any) -> None:
    server = _OneProcess(listener, **options)
    server.serve(target_loader=lambda: importlib.import_module(module).application, wrap_loader=False)
