"""The whole product for a journey: pages, live push and mail as processes of their own, and a browser before it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer
from tests import cast
from tests.browser import Window, browser, window
from tests.desk.live_driver import database_url, sign_in

from wortel.accounts.models import Agent
from wortel.channels.email.sink import Sink

__all__ = ["browser", "window"]

# The browser's library keeps a loop running in this thread, and Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

SOURCE = Path(__file__).resolve().parents[2] / "src"
START = "import sys; from wortel.config.cli import main; sys.exit(main(sys.argv[1:]))"


@dataclass
class Letterbox:
    """The customer's mail server: keeps what we send."""

    mails: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (named by aiosmtpd)
        self.mails.append(bytes(envelope.original_content or b""))
        return "250 2.0.0 Taken"


@dataclass
class Desk:
    """A desk at which somebody has sat down."""

    window: Window
    address: str

    @property
    def page(self) -> Page:
        return self.window.page

    def sit_down(self, agent: Agent) -> None:
        _let_in(self.window.page, self.address, agent)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def seat_for(self, agent: Agent) -> Page:
        """Another screen, before which a colleague sits."""
        held = self.window.context.browser
        assert held is not None
        context = held.new_context(locale="nl-NL", viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.on("console", self.window.hear)
        _let_in(page, self.address, agent)
        return page


@pytest.fixture
def push(live_server: LiveServer, settings: Settings) -> Iterator[str]:
    """Live push as it runs, for the pages of this test."""
    with running("push", "--port", "0", said=r"at (http://\S+)", WORTEL_PUBLIC_URL=live_server.url) as found:
        address = found.replace("127.0.0.1", "localhost")
        settings.PUSH_URL = address
        policy = {**settings.SECURE_CSP, "connect-src": [*settings.SECURE_CSP["connect-src"], address]}
        settings.SECURE_CSP = policy
        yield address


@pytest.fixture
def letterbox() -> Iterator[tuple[Letterbox, str]]:
    box = Letterbox()
    with Sink(box) as url:
        yield box, url


@pytest.fixture
def desk(live_server: LiveServer, push: str, window: Window) -> Desk:
    cast.shop()
    cast.mailbox()
    return Desk(window, live_server.url)


class running:  # noqa: N801 (read as a verb: with running("mail", …))
    """One of our own processes on the database of this test, until the test is over."""

    def __init__(self, *words: str, said: str, **environment: str) -> None:
        self._words, self._said = words, re.compile(said)
        fixed = {"DATABASE_URL": database_url(), "PYTHONPATH": str(SOURCE), "PYTHONUNBUFFERED": "1"}
        self._environment = {**os.environ, **fixed, **environment}

    def __enter__(self) -> str:
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, *self._words], env=self._environment, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if found := self._said.search(line):
                return found[1]
        raise AssertionError(f"{self._words[0]} ended before it was ready")

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _let_in(page: Page, address: str, agent: Agent) -> None:
    page.context.add_cookies([{"name": "wortel", "value": sign_in(agent), "url": address}])
