"""Whole messages over a socket: four bytes of length, then the content."""

import socket
import struct
import time

_LENGTH = struct.Struct(">I")
_CHUNK = 1 << 20


class Ended(Exception):
    """The other side is gone."""


class TooLarge(Exception):
    """The other side announces more than we are willing to take."""


def send(channel: socket.socket, content: bytes) -> None:
    try:
        channel.sendall(_LENGTH.pack(len(content)))
        channel.sendall(content)
    except (BrokenPipeError, ConnectionResetError) as error:
        raise Ended from error


def receive(channel: socket.socket, *, limit: int, deadline: float | None = None) -> bytes:
    """Give the next message; raise `TimeoutError` when it is not whole before `deadline` (monotonic)."""
    (length,) = _LENGTH.unpack(_exactly(channel, _LENGTH.size, deadline))
    if length > limit:
        raise TooLarge(length)
    return _exactly(channel, length, deadline)


def _exactly(channel: socket.socket, length: int, deadline: float | None) -> bytes:
    content = bytearray(length)
    view = memoryview(content)
    filled = 0
    while filled < length:
        if deadline is not None:
            channel.settimeout(max(0.001, deadline - time.monotonic()))
        try:
            count = channel.recv_into(view[filled : filled + _CHUNK])
        except ConnectionResetError as error:
            raise Ended from error
        if count == 0:
            raise Ended
        filled += count
    view.release()
    return bytes(content)
