"""A real browser for tests that need one: `from tests.browser import browser, window` in a conftest.

Debian's chromium is driven where it stands; without it these tests are skipped by name.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect, sync_playwright

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip

# As long as a busy machine may need; whoever is ready sooner waits no longer.
PATIENCE = 20_000
expect.set_options(timeout=PATIENCE)


@dataclass
class Window:
    """A page that remembers what the browser complained about, such as a broken security policy."""

    page: Page
    context: BrowserContext
    complaints: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no chromium on this machine")
    yield _chromium(path)
    _stop()


@cache
def _playwright() -> Playwright:
    """One for the whole run: each folder that asks has a fixture of its own, and a second one cannot start."""
    return sync_playwright().start()


@cache
def _chromium(path: str) -> Browser:
    return _playwright().chromium.launch(executable_path=path, args=FLAGS)


def _stop() -> None:
    """Ends the browser with it; whoever comes second finds nothing left to do."""
    if _playwright.cache_info().currsize:
        _playwright().stop()
    _chromium.cache_clear()
    _playwright.cache_clear()


def press_when_loaded(page: Page) -> None:
    """The words of a page stand before its keys are heard: people are slower than that, tests are not."""
    keyboard, press = page.keyboard, page.keyboard.press

    def press_then(key: str, *, delay: float | None = None) -> None:
        page.wait_for_load_state("load")
        press(key, delay=delay)

    keyboard.press = press_then  # type: ignore[method-assign]


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    """Fails the test when the page broke its own security policy or a script fell over."""
    context = browser.new_context(locale="nl-NL", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE)
    context.on("page", press_when_loaded)
    opened = Window(context.new_page(), context)
    opened.page.on("console", opened.hear)
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()
    assert opened.complaints == []
