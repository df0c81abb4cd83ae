"""Speaks Chat Completions as they are published: one question, one answer in words. No tools are ever offered."""

import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from wortel.assist.models import Trouble
from wortel.channels.actions import Closed, is_outside, open_line

CALL_SECONDS, ANSWER_SECONDS = 10.0, 60.0
MOST_BYTES = 256_000
LONGEST_WAIT = 3_600
# Older servers know the first name of the limit only, newer models take the second only.
LIMITS = ("max_tokens", "max_completion_tokens")

type Messages = Sequence[Mapping[str, str]]


class NoAnswer(Exception):
    """Why there are no words; `said` is what the other side told, and `wait` for how many seconds it asked."""

    def __init__(self, trouble: Trouble, said: str = "", *, wait: int = 0) -> None:
        super().__init__(said)
        self.trouble, self.said, self.wait = trouble, said, wait


class _OtherLimit(Exception):
    """This model takes the limit under its other name."""


@dataclass(frozen=True)
class Endpoint:
    address: str
    model: str
    key: str
    longest: int


@dataclass(frozen=True)
class Answer:
    text: str
    is_cut: bool
    tokens: int


def complete(endpoint: Endpoint, messages: Messages, *, now: datetime, tls: ssl.SSLContext | None = None) -> Answer:
    """Ask once; raises `NoAnswer`."""
    for limit in LIMITS:
        body = {"model": endpoint.model, "messages": list(messages), limit: endpoint.longest, "stream": False}
        try:
            return _ask(endpoint, json.dumps(body).encode(), now, tls)
        except _OtherLimit:
            continue
    raise NoAnswer(Trouble.REFUSED, "takes no limit")


def _ask(endpoint: Endpoint, body: bytes, now: datetime, tls: ssl.SSLContext | None) -> Answer:
    line, path = _aim(endpoint.address, tls)
    # Whoever lets its answer drip would hold this line for ever: after so long it is cut, whatever is under way.
    watch = threading.Timer(ANSWER_SECONDS, line.cut)
    watch.daemon = True
    watch.start()
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    try:
        line.request("POST", path, body, headers)
        answer = line.getresponse()
        said = answer.read(MOST_BYTES + 1)
    except Closed as closed:
        raise NoAnswer(Trouble.CLOSED, str(closed)) from closed
    except (OSError, http.client.HTTPException) as broken:
        raise NoAnswer(Trouble.AWAY, str(broken)) from broken
    except ValueError as wrong:
        raise NoAnswer(Trouble.REFUSED, str(wrong)) from wrong
    finally:
        watch.cancel()
        line.close()
    if line.is_cut:
        raise NoAnswer(Trouble.AWAY, "the answer took too long")
    if answer.status != http.HTTPStatus.OK:
        raise _refusal(answer, said, now)
    if len(said) > MOST_BYTES:
        raise NoAnswer(Trouble.UNREADABLE, "the answer is too large")
    return _read(said)


def _aim(address: str, tls: ssl.SSLContext | None) -> "tuple[_Line, str]":
    """The line to the host, and the path on it: the address as it was given, or up to and including its version."""
    try:
        parts = urlsplit(address)
        seal = (tls or ssl.create_default_context()) if parts.scheme == "https" else None
        line = _Line(parts.hostname or "", parts.port or (443 if seal else 80), seal)
    except (ValueError, http.client.InvalidURL) as wrong:
        raise NoAnswer(Trouble.REFUSED, str(wrong)) from wrong
    path = parts.path.rstrip("/")
    if not path.endswith("/chat/completions"):
        path = f"{path}/chat/completions" if path else "/v1/chat/completions"
    return line, f"{path}?{parts.query}" if parts.query else path


def _refusal(answer: http.client.HTTPResponse, said: bytes, now: datetime) -> Exception:
    """Every error has one shape; what it tells is for whoever set the address."""
    error = _dig(_load(said[:MOST_BYTES]), "error")
    if answer.status == http.HTTPStatus.BAD_REQUEST and _dig(error, "param") == LIMITS[0]:
        return _OtherLimit()
    words = f"HTTP {answer.status} {_dig(error, 'message') or ''}"
    if answer.status in {401, 403}:
        return NoAnswer(Trouble.KEY, words)
    if answer.status in {408, 429} or answer.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
        return NoAnswer(Trouble.BUSY, words, wait=_wait(answer.getheader("Retry-After", ""), now))
    return NoAnswer(Trouble.REFUSED, words)


def _wait(asked: str, now: datetime) -> int:
    """Seconds or a moment (RFC 9110, 10.2.3); nobody makes us wait longer than an hour."""
    if asked.isascii() and asked.isdigit():
        return min(int(asked[:9]), LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(asked) - now).total_seconds()
    except (TypeError, ValueError):
        return 0
    return max(0, min(int(seconds), LONGEST_WAIT))


def _read(said: bytes) -> Answer:
    body = _load(said)
    choice = _dig(body, "choices", 0)
    message = _dig(choice, "message")
    # Whoever was offered no tools and uses them does not speak this language, or was talked into it.
    if _dig(message, "tool_calls") or _dig(message, "function_call"):
        raise NoAnswer(Trouble.ACTED)
    text = _dig(message, "content")
    if text is None and message is not None:
        raise NoAnswer(Trouble.EMPTY, str(_dig(message, "refusal") or ""))
    if not isinstance(text, str):
        raise NoAnswer(Trouble.UNREADABLE)
    tokens = _dig(body, "usage", "total_tokens")
    return Answer(text, _dig(choice, "finish_reason") == "length", tokens if isinstance(tokens, int) else 0)


def _load(said: bytes) -> object:
    try:
        return json.loads(said)
    except (ValueError, RecursionError):
        return None


def _dig(said: object, *path: str | int) -> object:
    """What stands there, or nothing: whoever answers may answer anything."""
    for step in path:
        if isinstance(step, int):
            said = said[step] if isinstance(said, list) and len(said) > step else None
        else:
            said = said.get(step) if isinstance(said, dict) else None
    return said


class _Line(http.client.HTTPConnection):
    """Goes through the gate for addresses that somebody typed; unsealed only inside our own network."""

    def __init__(self, host: str, port: int, seal: ssl.SSLContext | None) -> None:
        super().__init__(host, port)
        self._seal = seal
        self._held: socket.socket | None = None
        self.is_cut = False

    def connect(self) -> None:
        """Call the host, and seal the line for the name that was typed."""
        line = open_line(self.host, self.port, seconds=CALL_SECONDS)
        if self._seal:
            line = self._seal.wrap_socket(line, server_hostname=self.host, do_handshake_on_connect=False)
        self.sock = self._held = line
        if self.is_cut:
            raise TimeoutError("the call took too long")
        if isinstance(line, ssl.SSLSocket):
            line.do_handshake()
        elif is_outside(ipaddress.ip_address(line.getpeername()[0].partition("%")[0])):
            raise Closed("outside your own network only https is used")
        line.settimeout(ANSWER_SECONDS)

    def cut(self) -> None:
        self.is_cut = True
        if self._held is not None:
            with suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)
