"""A line between two programs that spoils what passes: it cuts, falls silent, closes one half, or is slow."""

import socket
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Spoil:
    """What happens to a conversation; the numbers count bytes from the server."""

    cut_after: int | None = None
    half_close_after: int | None = None
    """The server seems to stop talking in order, and goes on listening."""
    silent_after: int | None = None
    """Nothing comes through any more, and the line stays open."""
    piece: int = 65_536
    delay: float = 0.0
    """Seconds before each piece, both ways."""
    is_refused: bool = False

    def room(self, passed: int) -> int:
        """How many bytes may still pass."""
        ends = [end for end in (self.cut_after, self.half_close_after, self.silent_after) if end is not None]
        return max(0, min([self.piece, *(end - passed for end in ends)]))


class FaultProxy:
    """`with FaultProxy(port) as proxy:` passes on what comes to `proxy.port`; `proxy.spoil` holds for new callers."""

    def __init__(self, port: int, spoil: Spoil | None = None, *, host: str = "127.0.0.1") -> None:
        self.spoil = spoil or Spoil()
        self.spoil_next: Spoil | None = None
        """For the next caller only."""
        self.calls = 0
        self.from_server = 0
        self.from_client = 0
        self._server = (host, port)
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _close(self._listener)
        self.cut()

    def cut(self) -> None:
        """Break every conversation that is going on."""
        with self._lock:
            ends = list(self._open)
        for end in ends:
            _close(end)

    def _accept(self) -> None:
        with suppress(OSError):  # the listener was closed
            while True:
                near, _ = self._listener.accept()
                self.calls += 1
                spoil, self.spoil_next = self.spoil_next or self.spoil, None
                threading.Thread(target=self._connect, args=(near, spoil), daemon=True).start()

    def _connect(self, near: socket.socket, spoil: Spoil) -> None:
        try:
            if spoil.is_refused:
                raise ConnectionRefusedError
            far = socket.create_connection(self._server, timeout=10)
        except OSError:
            _close(near)
            return
        far.settimeout(None)
        with self._lock:
            self._open |= {near, far}
        upward = threading.Thread(target=self._to_server, args=(near, far, spoil), daemon=True)
        upward.start()
        with suppress(OSError):
            self._to_client(near, far, spoil)
        upward.join()
        with self._lock:
            self._open -= {near, far}

    def _to_server(self, near: socket.socket, far: socket.socket, spoil: Spoil) -> None:
        with suppress(OSError):
            while piece := near.recv(spoil.piece):
                time.sleep(spoil.delay)
                self.from_client += len(piece)
                far.sendall(piece)
        _close(near, far)

    def _to_client(self, near: socket.socket, far: socket.socket, spoil: Spoil) -> None:
        passed = 0
        while (room := spoil.room(passed)) and (piece := far.recv(room)):
            time.sleep(spoil.delay)
            passed += len(piece)
            self.from_server += len(piece)
            near.sendall(piece)
        if spoil.half_close_after is not None and passed >= spoil.half_close_after:
            near.shutdown(socket.SHUT_WR)
        elif spoil.silent_after is None or passed < spoil.silent_after:
            _close(near, far)
        with suppress(OSError):
            while far.recv(65_536):  # what may not pass is lost
                continue


def _close(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
