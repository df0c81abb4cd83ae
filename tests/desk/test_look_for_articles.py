"""What a colleague looks for is counted when they are done typing: with Enter, or with a click on an article."""

import os

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests import cast, make
from tests.browser import Window, browser, window
from tests.desk.live_driver import sign_in

from wortel.knowledge.models import Article, Search

__all__ = ["browser", "window"]

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def count() -> dict[str, tuple[int, int]]:
    return {one.words: (one.asked, one.opened) for one in Search.objects.all()}


def expect_count(page: Page, counted: dict[str, tuple[int, int]]) -> None:
    for _ in range(50):
        if count() == counted:
            break
        page.wait_for_timeout(100)
    assert count() == counted


def type_words(page: Page, words: str) -> None:
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially(words, delay=20)


def test_a_search_is_counted_once_and_an_opened_article_too(live_server: LiveServer, window: Window) -> None:
    cast.shop()
    Article.objects.create(slug="accu", title_nl="Accu opladen", title_en="Charging", updated_at=cast.NOW)
    page = window.page
    page.context.add_cookies([{"name": "wortel", "value": sign_in(cast.noor()), "url": live_server.url}])
    page.goto(f"{live_server.url}/knowledge/")
    type_words(page, "stofzuigerzak")
    with page.expect_response("**/knowledge/searches/"):
        page.locator("#q").press("Enter")
    expect(page.locator("#articles")).to_contain_text("Geen artikel met deze woorden.")
    assert count() == {"stofzuigerzak": (1, 0)}
    type_words(page, "accu")
    expect(page.locator("#articles")).to_contain_text("Accu opladen")
    page.get_by_role("link", name="Accu opladen").click()
    page.wait_for_url("**/knowledge/accu/**")
    # The page is left while it is told what was looked for.
    expect_count(page, {"stofzuigerzak": (1, 0), "accu": (1, 1)})


def test_what_is_looked_for_while_writing_is_counted_too(live_server: LiveServer, window: Window) -> None:
    cast.shop()
    Article.objects.create(slug="accu", title_nl="Accu opladen", title_en="Charging", updated_at=cast.NOW)
    case = make.make_case(cast.marijke(), agent=cast.noor())
    page = window.page
    page.context.add_cookies([{"name": "wortel", "value": sign_in(cast.noor()), "url": live_server.url}])
    page.goto(f"{live_server.url}/cases/{case.pk}/")
    page.locator("#answer-text").press_sequentially("??")
    page.keyboard.type("stofzuigerzak", delay=20)
    expect(page.locator("#article-l")).to_contain_text("Geen artikel met deze woorden.")
    page.keyboard.press("Escape")
    expect_count(page, {"stofzuigerzak": (1, 0)})
    page.locator("[data-opens=articles]").click()
    page.locator("#article-q").fill("accu")
    page.get_by_role("button", name="Accu opladen").click()
    # What was looked for and what was opened are told side by side.
    expect_count(page, {"stofzuigerzak": (1, 0), "accu": (1, 1)})


@pytest.mark.parametrize("keys", [("Enter",), ("ArrowDown", "ArrowDown", "ArrowUp", "Enter")])
def test_an_article_is_inserted_without_a_mouse(live_server: LiveServer, window: Window, keys: tuple[str, ...]) -> None:
    cast.shop()
    for slug, title in (("accu", "Accu opladen"), ("duur", "Accu: hoe lang")):
        Article.objects.create(slug=slug, title_nl=title, body_nl=f"Over {slug}.", updated_at=cast.NOW)
    case = make.make_case(cast.marijke(), agent=cast.noor())
    page = window.page
    page.context.add_cookies([{"name": "wortel", "value": sign_in(cast.noor()), "url": live_server.url}])
    page.goto(f"{live_server.url}/cases/{case.pk}/")
    page.locator("#answer-text").press_sequentially("Dag, ??")
    expect(page.locator("#article-q")).to_be_focused()
    page.keyboard.type("opladen" if keys == ("Enter",) else "accu")
    if keys != ("Enter",):  # of the first it waits for the list by itself
        expect(page.locator("#article-l [data-words=accu] button")).to_have_count(2)
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator("#answer-text")).to_have_value("Dag, Over accu.")
    expect(page.locator("#answer-text")).to_be_focused()
    expect_count(page, {"opladen" if keys == ("Enter",) else "accu": (1, 1)})
    expect(page.locator("[data-draft-status]")).to_contain_text("bewaard")
