"""Contradicting answers without a mouse: say which is right, or why both are."""

import os

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests import cast
from tests.browser import Window
from tests.insight.test_topics_by_keyboard import tab_to
from tests.quality.test_rule_conflicts import contradicting

from wortel.accounts.models import Role
from wortel.quality.models import Ruling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture
def page(window: Window, live_server: LiveServer) -> Page:
    contradicting()
    client = Client()
    client.force_login(cast.colleague(Role.QUALITY))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    window.page.goto(f"{live_server.url}/insight/same-answer/")
    return window.page


def test_the_second_is_chosen_with_an_arrow(page: Page) -> None:
    tab_to(page, page.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".cf-d")).to_contain_text("Besloten.")
    assert Ruling.objects.get().right == "30 day"


def test_enter_behind_the_reason_says_that_both_are_right(page: Page) -> None:
    tab_to(page, page.get_by_label("Waarom beide kloppen"))
    page.keyboard.type("Leden hebben langer")
    page.keyboard.press("Enter")
    expect(page.locator(".cf-d")).to_contain_text("Beide kloppen: Leden hebben langer")
