"""Health and counts over HTTP, for processes that serve nothing else over HTTP."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.db import connection
from django.http import HttpRequest, HttpResponse

from wortel.config import health

PAGES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/health/live": health.live,
    "/health/ready": health.ready,
    "/metrics": health.metrics,
}


def open_health_door(host: str, port: int) -> int:
    """Answer from a thread of its own for as long as the process lives; return the port."""
    server = ThreadingHTTPServer((host, port), _Door)
    threading.Thread(target=server.serve_forever, name="health", daemon=True).start()
    return int(server.server_address[1])


class _Door(BaseHTTPRequestHandler):
    timeout = 10

    def do_GET(self) -> None:
        page = PAGES.get(self.path.partition("?")[0])
        if page is None:
            self.send_error(404)
            return
        try:
            answer = page(HttpRequest())
        finally:
            connection.close()  # the next question comes in another thread
        self.send_response(answer.status_code)
        self.send_header("Content-Type", answer["Content-Type"])
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name in http.server
        """Say nothing: somebody asks every few seconds."""
