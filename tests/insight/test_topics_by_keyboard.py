"""Topics without a mouse: open one, name it, take the name back, and agree to what the search proposes."""

import os

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.browser import Window
from tests.insight.test_show_drivers import AT, MONTH, put
from tests.make import make_agent

from wortel.accounts.actions import found_organisation
from wortel.accounts.models import Role
from wortel.metrics.models import StoredMonth
from wortel.reasons.models import Assignment, Driver, Level, Proposal, ProposedPart, pack_keys

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The browser's library keeps a loop running in this thread, and Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

STEPS = 80


@pytest.fixture
def page(window: Window, live_server: LiveServer) -> Page:
    found_organisation(name="De Voorbeeldwinkel")
    StoredMonth.objects.create(month=MONTH, as_of=AT)
    client = Client()
    client.force_login(make_agent("Hanneke Oudshoorn", Role.MANAGER))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    theme = Driver.objects.create(level=Level.THEME, words=["pakket"], since=AT)
    late = Driver.objects.create(level=Level.DRIVER, parent=theme, words=["laat", "bezorger"], since=AT)
    contacts = put(late, 4)
    proposal = Proposal.objects.create(kind="new", mark="new", at=AT)
    ProposedPart.objects.create(
        proposal=proposal, words=["inloggen", "app"], examples=[contacts[0].pk], contacts=2,
        members=pack_keys([one.pk for one in contacts[:2]]),
    )  # fmt: skip
    window.page.goto(f"{live_server.url}/insight/drivers/?month={MONTH}")
    return window.page


def tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(STEPS):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("the Tab key does not reach it")


def test_a_topic_is_opened_named_and_named_back(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("laat, bezorger")
    tab_to(page, page.get_by_label("In het Nederlands"))
    page.keyboard.press("Control+a")
    page.keyboard.type("Te laat bezorgd")
    page.keyboard.press("Enter")
    expect(heading).to_have_text("Te laat bezorgd")
    tab_to(page, page.get_by_role("button", name="Terughalen"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="laat, bezorger")).to_be_visible()


def test_a_proposal_is_accepted(page: Page) -> None:
    tab_to(page, page.get_by_role("button", name="Maak er een onderwerp van"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="inloggen, app")).to_be_visible()
    assert Assignment.objects.filter(driver__words=["inloggen", "app"]).count() == 2


def test_escape_closes_what_a_figure_means_before_it_goes_back(page: Page) -> None:
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    meaning = page.get_by_role("note")
    tab_to(page, page.get_by_role("button", name="Deel"))
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("laat, bezorger")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Waarover klanten contact opnemen")


def test_on_a_small_screen_the_focus_stays_above_the_bar(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 500})
    bar = page.locator(".tabbar").bounding_box()
    assert bar
    last = page.get_by_role("link", name="De redenen die collega's geven")
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        box = page.locator("main :focus").bounding_box() if page.locator("main :focus").count() else None
        assert box is None or box["y"] + box["height"] <= bar["y"]
        if last.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError("the Tab key does not reach the end")
