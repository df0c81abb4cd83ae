"""Whoever keeps mailboxes and gives leave to use them: an authorisation server to the letter of RFC 6749.

`/authorize` and `/token` speak over TLS, as section 3 asks. Codes work once (4.1.2), for the client and the address
they were made for, and only with the verifier of RFC 7636. Refusals are those of section 5.2. `/tokeninfo`, for the
mail servers of the provider itself, says whose token it is.
"""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.channels.certificates import Certificate

CLIENT_ID, CLIENT_SECRET = "wortel-id", "wortel-geheim"


@dataclass
class Books:
    """What the provider knows."""

    user: str
    redirect_uri: str
    lives_seconds: int = 3_600
    rotates: bool = False
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    refreshers: set[str] = field(default_factory=set)
    tokens: dict[str, str] = field(default_factory=dict)
    refreshed: int = 0
    asked: list[dict[str, str]] = field(default_factory=list)

    def withdraw(self) -> None:
        """The owner of the mailbox thinks better of it."""
        self.refreshers.clear()
        self.tokens.clear()

    def forget_tokens(self) -> None:
        """Access tokens run out before their time; refresh tokens still work."""
        self.tokens.clear()


class Provider:
    """`with Provider(books, certificate) as provider:` runs it on free ports of this machine."""

    def __init__(self, books: Books, certificate: Certificate) -> None:
        self.books = books
        self._open = ThreadingHTTPServer(("127.0.0.1", 0), _handler(books))
        self._inside = ThreadingHTTPServer(("127.0.0.1", 0), _handler(books))
        self._open.socket = certificate.for_server().wrap_socket(self._open.socket, server_side=True)
        self.address = f"https://localhost:{self._open.server_address[1]}"
        self.tokens_at = f"http://127.0.0.1:{self._inside.server_address[1]}/tokeninfo?access_token="

    def __enter__(self) -> Self:
        for server in (self._open, self._inside):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in (self._open, self._inside):
            server.shutdown()
            server.server_close()

    def consent(self, address: str) -> dict[str, str]:
        """What the owner's browser brings back after "allow": the query of the redirect."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}" == self.address
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        return _authorize(self.books, asked)


class Refusal(Exception):
    """An error of section 5.2, with its status."""

    def __init__(self, error: str, status: int = 400) -> None:
        super().__init__(error)
        self.error, self.status = error, status


def _authorize(books: Books, asked: Mapping[str, str]) -> dict[str, str]:
    """Section 4.1.1. A client or redirect address that is not the registered one is never redirected to (4.1.2.1)."""
    assert asked.get("client_id") == CLIENT_ID
    assert asked.get("redirect_uri") == books.redirect_uri
    state = {"state": asked["state"]} if "state" in asked else {}
    if asked.get("response_type") != "code":
        return {"error": "unsupported_response_type", **state}
    if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
        return {"error": "invalid_request", **state}
    code = secrets.token_urlsafe(24)
    books.codes[code] = dict(asked)
    return {"code": code, **state}


def _token(books: Books, asked: Mapping[str, str]) -> dict[str, object]:
    if (asked.get("client_id"), asked.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
        raise Refusal("invalid_client", 401)
    match asked.get("grant_type"):
        case "authorization_code":
            return _first(books, asked)
        case "refresh_token":
            return _again(books, asked)
        case None:
            raise Refusal("invalid_request")
        case _:
            raise Refusal("unsupported_grant_type")


def _first(books: Books, asked: Mapping[str, str]) -> dict[str, object]:
    """Section 4.1.3: the code works once, for the same address, with the verifier it was asked with."""
    given = books.codes.pop(asked.get("code", ""), None)
    if given is None or asked.get("redirect_uri") != given["redirect_uri"]:
        raise Refusal("invalid_grant")
    mark = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest())
    if not 43 <= len(asked.get("code_verifier", "")) <= 128 or mark.decode().rstrip("=") != given["code_challenge"]:
        raise Refusal("invalid_grant")
    refresher = secrets.token_urlsafe(24)
    books.refreshers.add(refresher)
    return {**_fresh(books), "refresh_token": refresher, "scope": given.get("scope", "")}


def _again(books: Books, asked: Mapping[str, str]) -> dict[str, object]:
    """Section 6: a new refresh token may replace the old one, which then stops working."""
    refresher = asked.get("refresh_token", "")
    if refresher not in books.refreshers:
        raise Refusal("invalid_grant")
    books.refreshed += 1
    if not books.rotates:
        return _fresh(books)
    books.refreshers.remove(refresher)
    successor = secrets.token_urlsafe(24)
    books.refreshers.add(successor)
    return {**_fresh(books), "refresh_token": successor}


def _fresh(books: Books) -> dict[str, object]:
    token = secrets.token_urlsafe(24)
    books.tokens[token] = books.user
    return {"access_token": token, "token_type": "Bearer", "expires_in": books.lives_seconds}


def _handler(books: Books) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", f"{books.redirect_uri}?{urlencode(_authorize(books, asked))}")
                self.end_headers()
            elif parts.path == "/tokeninfo" and asked.get("access_token") in books.tokens:
                self._say(200, {"user": books.tokens[asked["access_token"]]})
            else:
                self._say(401, {"error": "invalid_token"})

        def do_POST(self) -> None:
            if self.headers["Content-Type"] != "application/x-www-form-urlencoded":
                return self._say(400, {"error": "invalid_request"})
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked = {name: values[0] for name, values in parse_qs(body).items()}
            books.asked.append(asked)
            try:
                return self._say(200, _token(books, asked))
            except Refusal as refusal:
                return self._say(refusal.status, {"error": refusal.error})

        def _say(self, status: int, said: Mapping[str, object]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json;charset=UTF-8")
            self.send_header("Cache-Control", "no-store")
            self.send_header("Pragma", "no-cache")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            return

    return Handler
