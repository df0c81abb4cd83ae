"""The page of parts, in both languages and themes and at every width of the design."""

import pytest
from playwright.sync_api import expect
from tests.browser import Window
from tests.ui.stage import Memory

pytestmark = pytest.mark.browser

NAMELESS = """() => {
  const words = (node) => [
    node.getAttribute("aria-label"), node.getAttribute("title"), node.textContent,
    ...[...node.querySelectorAll("[aria-label]")].map((inner) => inner.getAttribute("aria-label")),
    ...[...(node.labels ?? [])].map((label) => label.textContent),
  ].join("").trim();
  const used = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=img]";
  const asked = document.querySelectorAll(used);
  return [...asked].filter((node) => !words(node)).map((node) => node.outerHTML.slice(0, 120));
}"""
DOUBLES = """() => {
  const ids = [...document.querySelectorAll("[id]")].map((node) => node.id);
  return ids.filter((id, at) => ids.indexOf(id) !== at);
}"""
SMALL = """() => [...document.querySelectorAll("button, .btn, summary.btn, select, input:not([type=hidden])")]
  .filter((node) => node.checkVisibility() && !node.matches(".def"))
  .filter((node) => {
    const area = (node.closest("label") ?? node).getBoundingClientRect();
    return area.height < 24 && !["checkbox", "radio"].includes(node.type);
  }).map((node) => node.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize("width", [320, 390, 1024, 1440, 1920])
def test_nothing_scrolls_sideways(stage: Memory, window: Window, width: int) -> None:
    window.page.set_viewport_size({"width": width, "height": 800})
    window.page.goto(f"{stage.origin}/ui/")
    assert window.page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_parts_stand_in_both_languages_and_themes(stage: Memory, window: Window, language: str, theme: str) -> None:
    window.page.goto(f"{stage.origin}/ui/?language={language}&theme={theme}")
    expect(window.page.locator("html")).to_have_attribute("lang", language)
    expect(window.page.locator("html")).to_have_attribute("data-theme", theme)
    expect(window.page.locator("h1")).to_have_text({"nl": "Onderdelen", "en": "Parts"}[language])
    scheme = window.page.evaluate("getComputedStyle(document.documentElement).colorScheme")
    assert scheme == theme


def test_everything_that_can_be_used_has_a_name(stage: Memory, window: Window) -> None:
    window.page.goto(f"{stage.origin}/ui/")
    assert window.page.evaluate(NAMELESS) == []


def test_no_two_parts_have_the_same_id(stage: Memory, window: Window) -> None:
    window.page.goto(f"{stage.origin}/ui/")
    assert window.page.evaluate(DOUBLES) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_targets_are_large_enough_to_hit(stage: Memory, window: Window, width: int) -> None:
    window.page.set_viewport_size({"width": width, "height": 800})
    window.page.goto(f"{stage.origin}/ui/")
    assert window.page.evaluate(SMALL) == []


def test_a_page_has_one_title_and_its_landmarks(stage: Memory, window: Window) -> None:
    window.page.goto(f"{stage.origin}/ui/")
    expect(window.page.locator("h1")).to_have_count(1)
    expect(window.page.locator("main")).to_have_count(1)
    expect(window.page.get_by_role("navigation", name="Hoofdmenu")).to_be_visible()


def test_the_first_tab_skips_to_the_content(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.keyboard.press("Tab")
    expect(window.page.locator(".skip")).to_be_focused()
    expect(window.page.locator(".skip")).to_be_in_viewport()
    window.page.keyboard.press("Enter")
    expect(window.page.locator("main")).to_be_focused()


@pytest.mark.parametrize(("width", "shown"), [(1440, ".is-wide"), (390, ".is-narrow")])
def test_a_chart_shows_the_drawing_that_fits_its_box(stage: Memory, window: Window, width: int, shown: str) -> None:
    window.page.set_viewport_size({"width": width, "height": 800})
    window.page.goto(f"{stage.origin}/ui/")
    drawings = window.page.locator(".eff .chart > div:visible")
    expect(drawings).to_have_count(1)
    expect(drawings.first).to_have_class(shown.removeprefix("."))


def test_text_in_a_chart_keeps_its_size_at_every_width(stage: Memory, window: Window) -> None:
    heights = set()
    for width in (320, 390, 1024, 1440):
        window.page.set_viewport_size({"width": width, "height": 800})
        window.page.goto(f"{stage.origin}/ui/")
        text = window.page.locator(".eff .chart text:visible").first
        heights.add(text.evaluate("(node) => Math.round(node.getBoundingClientRect().height)"))
    assert len(heights) == 1


def test_the_folded_menu_keeps_its_names(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.evaluate("document.querySelector('.app').classList.add('is-rail')")
    assert window.page.locator(".side").evaluate("(side) => side.offsetWidth") == 56
    expect(window.page.get_by_role("link", name="Toneel")).to_be_visible()
    expect(window.page.get_by_role("button", name="Zoek of doe")).to_be_visible()


def test_dark_follows_the_device_when_nobody_chose(stage: Memory, window: Window) -> None:
    window.page.emulate_media(color_scheme="dark")
    window.page.goto(stage.origin)
    ground = window.page.evaluate("getComputedStyle(document.body).backgroundColor")
    window.page.emulate_media(color_scheme="light")
    assert window.page.evaluate("getComputedStyle(document.body).backgroundColor") != ground
