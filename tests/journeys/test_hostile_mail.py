# ruff: noqa: E501 - programs for the browser
"""Hostile HTML as body, subject, sender and file name, on the screens that show it: nothing acts, asks or breaks out."""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Page, Request, Route
from pytest_django.live_server_helper import LiveServer
from tests import cast
from tests.browser import Window
from tests.channels.email.payloads import ALL
from tests.journeys.conftest import Desk
from tests.letters import OURS, deliver, new_id

from wortel.contacts.models import Contact

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AT_ONCE = 14  # with the heads of their cases, as many as one page of the stream shows
MARK = "<i data-kanarie=1 id=kanarie name=kanarie class=kanarie>x</i>"

# What a page of ours may never hold: whatever acts, and whatever carries the mark of these mails.
DANGERS = """root => [...root.querySelectorAll('*')].flatMap(node => {
  const found = [];
  if (node.matches('[data-kanarie], #kanarie, [name=kanarie], .kanarie, base, object, embed, svg script, math')) found.push('node');
  for (const {name, value} of node.attributes) {
    if (/^on/i.test(name) || name === 'srcdoc' || name === 'srcset' || name === 'ping') found.push(name);
    if (/^(href|src|action|formaction|data|background|xlink:href|poster)$/i.test(name)) {
      if (/^[\\s\\u0000-\\u001f]*(javascript|vbscript|data:(?!image\\/(png|jpeg|gif|webp);base64))/i.test(value)) found.push(value);
    }
    if (name === 'style' && /url|expression|position|import/i.test(value)) found.push(value);
    if (/spion\\.example/.test(value) && /^(src|background|poster|action|style)$/i.test(name)) found.push(value);
  }
  return found.map(what => `${node.localName}: ${what}`);
})"""
IN_FRAME = f"""() => [
  ...({DANGERS})(document),
  ...[...document.querySelectorAll('script, iframe, form, input, button, link, svg, template, [id], [class], [name]:not(meta)')]
    .filter(node => !node.closest('head')).map(node => node.outerHTML),
  ...[...document.querySelectorAll('*')].flatMap(node => [...node.attributes].map(each => each.name))
    .filter(name => /^(hx-|data-|x-|@|:|_|ws-|sse-|v-|ng-)/.test(name)),
  ...(self.origin === 'null' ? [] : [self.origin]),
]"""


@pytest.fixture
def still(live_server: LiveServer, window: Window) -> Desk:
    """A desk without live push: no news draws a page anew while we look into it."""
    cast.shop()
    cast.mailbox()
    return Desk(window, live_server.url)


@dataclass
class Ears:
    """Whatever a page does that no mail may make it do."""

    page: Page
    home: str
    heard: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("dialog", self._dialog)
        self.page.on("popup", lambda popup: self.heard.append(f"popup {popup.url}"))
        self.page.context.route("**/*", self._request)

    def _dialog(self, dialog: Dialog) -> None:
        self.heard.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, route: Route, request: Request) -> None:
        """Only our own machine is ever asked."""
        if urlsplit(request.url).hostname in {"localhost", "127.0.0.1"}:
            return route.continue_()
        self.heard.append(f"request {request.url}")
        return route.abort()


def hostile(payload: str, sender: str) -> bytes:
    """One mail with the same payload in every place where a sender may write."""
    word = f"=?utf-8?b?{b64encode((payload + MARK).encode()).decode()}?="
    html = b64encode(f"<p>Hallo</p>{payload}{MARK}<p>daar</p>".encode()).decode()
    name = quote(payload + MARK, safe="")
    return f"""From: {word} <{sender}>
To: {OURS}
Subject: {word}
Message-ID: <{new_id()}>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: multipart/alternative; boundary=a

--a
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

{b64encode((payload + MARK).encode()).decode()}
--a
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

{html}
--a--
--b
Content-Type: text/html; charset=utf-8
Content-Disposition: attachment; filename*=utf-8''{name}
Content-Transfer-Encoding: base64

{html}
--b--
""".encode()


def batches() -> Iterator[tuple[str, list[str]]]:
    for start in range(0, len(ALL), AT_ONCE):
        yield f"klant{start}@post.example", ALL[start : start + AT_ONCE]


def test_no_hostile_mail_acts_asks_or_breaks_out(still: Desk) -> None:
    assert len(set(ALL)) >= 223
    cases = [_bring(sender, payloads) for sender, payloads in batches()]
    still.sit_down(cast.noor())
    ears = Ears(still.page, still.address)
    ears.listen()
    laid_out = 0
    for case, count in cases:
        still.go(f"/cases/{case}/")
        laid_out += _open_layouts(still.page, count)
    assert laid_out == len(ALL)
    for place in ("/inbox/", "/inbox/open/", "/customers/", f"/customers/{Contact.objects.all()[0].customer_id}/"):
        still.go(place)
        assert still.page.evaluate(f"({DANGERS})(document)") == [], place
    assert ears.heard == []


def test_without_our_care_the_same_mails_would_act(window: Window) -> None:
    """Else the silence above would say nothing."""
    page = window.page.context.new_page()
    ears = Ears(page, "")
    ears.listen()
    for payload in ("<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<img src=https://spion.example/x.png>"):
        page.goto("data:text/html," + quote(payload + MARK))
        page.wait_for_load_state("load")
        assert page.evaluate(f"({DANGERS})(document)")
    assert sum(each.startswith("dialog") for each in ears.heard) == 2
    assert "request https://spion.example/x.png" in ears.heard


def _bring(sender: str, payloads: list[str]) -> tuple[int, int]:
    receipt = None
    for payload in payloads:
        receipt = deliver(hostile(payload, sender), now=timezone.now())
    assert receipt is not None
    assert receipt.case is not None
    return receipt.case.pk, len(payloads)


def _open_layouts(page: Page, count: int) -> int:
    """Press every "as it was laid out" on the page, let all frames load, and look into each."""
    page.wait_for_load_state("load")
    page.evaluate("() => document.querySelectorAll('[hx-get$=\"/layout/\"]').forEach(button => button.click())")
    page.wait_for_function(f"() => document.querySelectorAll('.laid iframe').length >= {count}")
    assert page.evaluate(f"({DANGERS})(document)") == []
    sandboxes = page.evaluate(
        """() => [...document.querySelectorAll('.laid iframe')].map(frame => {
          frame.loading = 'eager';
          return frame.sandbox.value;
        })"""
    )
    assert set(sandboxes) == {"allow-popups allow-popups-to-escape-sandbox"}
    while len(inside := [frame for frame in page.frames if "/messages/" in frame.url]) < len(sandboxes):
        page.wait_for_event("framenavigated")
    for frame in inside:
        frame.wait_for_load_state("load")
        assert frame.evaluate(IN_FRAME) == [], frame.url
    return len(inside)
