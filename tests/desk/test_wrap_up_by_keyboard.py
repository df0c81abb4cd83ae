"""Wrapping up without a mouse, and on a phone: the way back and the way out stay at hand."""

import os

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests import cast, make
from tests.browser import Window, browser, window
from tests.desk.live_driver import sign_in

__all__ = ["browser", "window"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(window: Window, live_server: LiveServer) -> Page:
    cast.shop()
    case = make.make_case(cast.marijke(), "Waar blijft mijn pakket?", agent=cast.noor())
    window.context.add_cookies([{"name": "wortel", "value": sign_in(cast.noor()), "url": live_server.url}])
    window.page.goto(f"{live_server.url}/cases/{case.pk}/")
    return window.page


def wrap_up(page: Page, words: str) -> None:
    page.keyboard.press("r")
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#wrap")).to_contain_text("Is Marijke geholpen?")


def test_escape_goes_back_to_the_text_and_only_then_to_the_list(page: Page) -> None:
    case = page.url
    wrap_up(page, "Het komt morgen.")
    page.keyboard.press("Escape")
    expect(page.locator("#wrap")).to_be_hidden()
    expect(page.locator("#answer-text")).to_be_focused()
    expect(page).to_have_url(case)
    page.keyboard.press("Escape")
    expect(page).not_to_have_url(case)


def test_on_a_phone_what_comes_later_leaves_the_buttons_above_the_bar(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    wrap_up(page, "Zie de bijlage.")
    expect(page.locator("#hints")).to_contain_text("Je noemt een bijlage")
    bar, send = page.locator(".tabbar").bounding_box(), page.get_by_role("button", name="Verstuur en volgende")
    assert bar
    page.wait_for_function(
        "() => document.querySelector('[data-then=next]').getBoundingClientRect().bottom < innerHeight"
    )
    box = send.bounding_box()
    assert box
    assert box["y"] + box["height"] <= bar["y"]
