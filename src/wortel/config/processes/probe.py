"""Asks a web process whether it is ready, without ever waiting for the answer."""

import socket

QUESTION = b"GET /health/ready HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n"


class Probe:
    """One question; look at `answer` when `socket` can be read."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self.socket.sendall(QUESTION)
        self.socket.setblocking(False)

    def is_yes(self) -> bool:
        """Read the answer; anything but 200 is a no."""
        try:
            first = self.socket.recv(64)
        except OSError:
            first = b""
        self.socket.close()
        return first.startswith(b"HTTP/") and first.split(b" ")[1:2] == [b"200"]
