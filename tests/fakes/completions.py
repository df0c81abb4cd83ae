"""A server of Chat Completions as OpenAI published it and others took it over, strict about what it is asked.

Requests need a key, a known model, messages with a role and words, and no argument that is not in the reference.
Answers, errors and their codes have the published shape. What the model says is up to the test: it may obey whoever
wrote the ticket.
"""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from tests.channels.certificates import Certificate

KEY, MODEL = "sk-wortel-geheim", "klein-model"
ARGUMENTS = {
    "model",
    "messages",
    "max_tokens",
    "max_completion_tokens",
    "stream",
    "temperature",
    "tools",
    "tool_choice",
}
ROLES = {"system", "developer", "user", "assistant", "tool"}


@dataclass
class Mind:
    """What it says next, and everything it was asked."""

    message: Mapping[str, Any] = field(default_factory=lambda: {"content": "Dag [naam], morgen komt het [1]."})
    finish: str = "stop"
    limit: str = "max_tokens"
    """The name under which this model takes the limit."""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    """These bytes instead of an answer."""
    drips: bool = False
    """A byte now and then, without end."""
    asked: list[dict[str, Any]] = field(default_factory=list)

    def says(self, content: str) -> None:
        self.message = {"content": content}


class Refusal(Exception):
    def __init__(self, status: int, message: str, code: str | None = None, param: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        kind = "server_error" if status >= 500 else "invalid_request_error"
        self.body = {"error": {"message": message, "type": kind, "param": param, "code": code}}


class Completions:
    """`with Completions(mind) as server:` runs it on a free port of this machine, over TLS with a certificate."""

    def __init__(self, mind: Mind, certificate: Certificate | None = None) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(mind))
        self._server.daemon_threads = True
        start = "http://127.0.0.1"
        if certificate:
            self._server.socket = certificate.for_server().wrap_socket(self._server.socket, server_side=True)
            start = "https://localhost"
        self.address = f"{start}:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _complete(mind: Mind, asked: Any) -> dict[str, Any]:
    if not isinstance(asked, dict):
        raise Refusal(400, "We could not parse the JSON body of your request.")
    for name in asked.keys() - ARGUMENTS:
        raise Refusal(400, f"Unrecognized request argument supplied: {name}")
    if asked.get("model") != MODEL:
        raise Refusal(404, f"The model {asked.get('model')!r} does not exist", "model_not_found")
    messages = asked.get("messages")
    if not isinstance(messages, list) or not messages:
        raise Refusal(400, "'messages' is a required property", param="messages")
    for one in messages:
        if one.get("role") not in ROLES or not isinstance(one.get("content"), str):
            raise Refusal(400, "messages need a role and content", param="messages")
    other = {"max_tokens": "max_completion_tokens", "max_completion_tokens": "max_tokens"}[mind.limit]
    if other in asked:
        words = f"Unsupported parameter: {other!r} is not supported with this model. Use {mind.limit!r} instead."
        raise Refusal(400, words, "unsupported_parameter", other)
    if mind.status != 200:
        raise Refusal(mind.status, "It does not work now.")
    message = {"role": "assistant", "content": None, "refusal": None, **mind.message}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": mind.finish}],
        "usage": {"prompt_tokens": 90, "completion_tokens": 12, "total_tokens": 102},
    }


def _handler(mind: Mind) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            try:
                if self.path != "/v1/chat/completions":
                    raise Refusal(404, f"Invalid URL (POST {self.path})")
                if self.headers.get("Authorization") != f"Bearer {KEY}":
                    raise Refusal(401, "Incorrect API key provided", "invalid_api_key")
                asked = json.loads(body)
                mind.asked.append(asked)
                status, said = 200, json.dumps(_complete(mind, asked)).encode()
            except Refusal as refusal:
                status, said = refusal.status, json.dumps(refusal.body).encode()
            if mind.drips:
                self._drip()
                return
            said = said if mind.raw is None else mind.raw
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **mind.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def _drip(self) -> None:
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b" ")
                    self.wfile.flush()
                    time.sleep(0.05)
            except OSError:
                return

        def log_message(self, *args: object) -> None:
            return

    return Handler
