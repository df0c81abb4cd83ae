"""A telephone that rings for somebody at a desk: seconds from the word of the exchange to the story on the screen."""

import json
import shutil
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from benchmarks.speed._crowd import Door
from playwright.sync_api import Page, sync_playwright
from tests.browser import FLAGS
from tests.config.machine import Machine

from wortel.accounts.actions import add_agent
from wortel.accounts.models import Agent, Role
from wortel.api.actions import make_token
from wortel.api.models import Scope
from wortel.channels.interface import Party
from wortel.contacts.actions import log_call
from wortel.customers.actions import recognise

CALLERS = 20
AT_REST_MILLISECONDS = 400
"""Whoever waits for a call has the page open already."""


def measure(machine: Machine, agent: Agent, *, rings: int) -> list[float]:
    """The seconds of each ring, in the order in which it rang."""
    numbers, secret = _meet_callers(agent), _give_key()
    with _desk(machine, agent) as page:
        return [_ring(machine, page, agent, secret, numbers[ring % CALLERS]) for ring in range(rings)]


def _ring(machine: Machine, page: Page, agent: Agent, secret: str, number: str) -> float:
    page.goto(f"{machine.address}/inbox/", wait_until="load")
    page.wait_for_timeout(AT_REST_MILLISECONDS)
    begun = time.monotonic()
    said = json.dumps({"number": number, "agents": [agent.email]}).encode()
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{machine.address}/api/v1/calls/ringing", said, headers)
    with urllib.request.urlopen(request, timeout=30) as response:
        assert json.loads(response.read()) == {"told": 1}
    page.locator("#story .it", has_text=number[-4:]).first.wait_for(timeout=30_000)
    return time.monotonic() - begun


def _meet_callers(agent: Agent) -> Sequence[str]:
    now = datetime.now(UTC)
    numbers = [f"+316000{number:05d}" for number in range(1_000, 1_000 + CALLERS)]
    for number in numbers:
        customer = recognise(address=Party("phone", number), now=now).customer
        words = f"Belde over bestelling {number[-4:]}."
        log_call(customer=customer, phone=number, agent=agent, text=words, started_at=now, ended_at=now)
    return numbers


def _give_key() -> str:
    admin = add_agent(email="hanneke@winkel.example", name="Hanneke Smit", role=Role.ADMIN)
    return make_token(name="De centrale", scopes=tuple(Scope), days=30, agent=admin, now=datetime.now(UTC))[1]


@contextmanager
def _desk(machine: Machine, agent: Agent) -> Iterator[Page]:
    name, _, value = Door.open(machine, agent).cookie.partition("=")
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=path, args=FLAGS)
        context = browser.new_context(locale="nl-NL", viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": name, "value": value, "url": machine.address}])
        yield context.new_page()
        browser.close()
