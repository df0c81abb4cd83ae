import pytest
from playwright.sync_api import expect
from tests.browser import Window
from tests.ui.stage import Memory

pytestmark = pytest.mark.browser


def opened(stage: Memory, window: Window, typed: str = "") -> None:
    window.page.goto(stage.origin)
    window.page.keyboard.press("Control+k")
    expect(window.page.locator(".cb-q")).to_be_focused()
    window.page.keyboard.type(typed)


def test_first_comes_what_can_be_done_here(stage: Memory, window: Window) -> None:
    opened(stage, window)
    bar = window.page.locator("#command")
    expect(bar.locator(".cb-h").first).to_have_text("zaak 25-10432")
    expect(bar.locator("[role=option]").first).to_contain_text("Oorzaak blijft melden")
    window.page.keyboard.press("Enter")
    expect(window.page).to_have_url(f"{stage.origin}/#cause")


def test_what_the_server_finds_stands_in_its_group_with_its_letters_underlined(stage: Memory, window: Window) -> None:
    opened(stage, window, "fact")
    option = window.page.locator("[role=option]", has_text="Factuur te laat")
    expect(option).to_be_visible()
    expect(option.locator("mark")).to_have_text("Fact")
    window.page.keyboard.press("Enter")
    expect(window.page).to_have_url(f"{stage.origin}/#found")


def test_arrows_choose_and_readers_hear_which(stage: Memory, window: Window) -> None:
    opened(stage, window)
    expect(window.page.locator("[role=option]")).to_have_count(2)
    window.page.keyboard.press("ArrowDown")
    expect(window.page.locator(".cb-q")).to_have_attribute("aria-activedescendant", "command-1")
    expect(window.page.locator("#command-1")).to_have_attribute("aria-selected", "true")


def test_nothing_found_is_said(stage: Memory, window: Window) -> None:
    opened(stage, window, "xyz")
    expect(window.page.locator(".cb-n")).to_contain_text("Niets gevonden voor “xyz”")


def test_escape_brings_you_back_where_you_were(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.locator("#answer").focus()
    window.page.keyboard.press("Control+k")
    expect(window.page.locator(".cb-q")).to_be_focused()
    window.page.keyboard.press("Escape")
    expect(window.page.locator("#answer")).to_be_focused()
