import re

import pytest
from playwright.sync_api import expect
from tests.browser import Window
from tests.ui.stage import Memory

pytestmark = pytest.mark.browser


def test_an_act_is_told_and_can_be_undone_by_key(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.keyboard.press("m")
    toast = window.page.locator(".toast")
    expect(toast).to_contain_text("Samengevoegd.")
    window.page.keyboard.press("u")
    expect(toast).to_have_count(0)
    assert (stage.merged, stage.undone) == (1, 1)


def test_a_toast_goes_after_ten_seconds_unless_somebody_points_at_it(stage: Memory, window: Window) -> None:
    window.page.clock.install()
    window.page.goto(stage.origin)
    window.page.keyboard.press("m")
    toast = window.page.locator(".toast")
    expect(toast).to_be_visible()
    toast.hover()
    window.page.clock.run_for(15_000)
    expect(toast).to_be_visible()
    window.page.mouse.move(5, 5)
    window.page.clock.run_for(10_500)
    expect(toast).to_have_count(0)


def test_a_way_back_that_closes_counts_down_and_ends_on_time(stage: Memory, window: Window) -> None:
    window.page.clock.install()
    window.page.goto(stage.origin)
    window.page.locator("#send").click()
    toast = window.page.locator(".toast")
    expect(toast).to_contain_text("30 s")
    toast.get_by_role("button").focus()
    expect(toast).not_to_have_class(re.compile("small"))
    window.page.clock.run_for(20_000)
    expect(toast).to_contain_text("10 s")
    expect(toast).to_have_class(re.compile("small"))
    window.page.clock.run_for(10_500)
    expect(toast).to_have_count(0)
    window.page.keyboard.press("u")
    assert stage.undone == 0


def test_a_way_back_that_is_open_comes_along_to_the_next_page(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.locator("#send").click()
    expect(window.page.locator(".toast")).to_contain_text("Verstuurd.")
    window.page.goto(f"{stage.origin}/?language=en")
    toast = window.page.locator(".toast")
    expect(toast).to_contain_text("Verstuurd.")
    window.page.keyboard.press("u")
    expect(toast).to_have_count(0)
    assert stage.undone == 1
    window.page.reload()
    expect(window.page.locator("#send")).to_be_visible()
    expect(toast).to_have_count(0)


def test_a_refusal_says_that_nothing_was_changed(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.locator("#break").click()
    expect(window.page.locator(".toast.bad")).to_contain_text("Er is niets veranderd")
    window.complaints = [one for one in window.complaints if "500" not in one]


def test_a_draft_is_kept_on_the_server_while_typing(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.locator("#answer").press_sequentially("Dag Youssef")
    expect(window.page.locator("[data-draft-status]")).to_have_text(re.compile(r"bewaard \d+:\d\d"))
    assert stage.drafts[-1] == "Dag Youssef"


def test_a_draft_that_cannot_be_sent_survives_in_the_page(stage: Memory, window: Window) -> None:
    stage.is_down = True
    window.page.goto(stage.origin)
    window.page.locator("#answer").press_sequentially("Dag Marijke")
    expect(window.page.locator("[data-draft-status]")).to_contain_text("Nog niet bewaard")
    stage.is_down = False
    window.page.reload()
    expect(window.page.locator("#answer")).to_have_value("Dag Marijke")
    expect(window.page.locator("[data-draft-status]")).to_contain_text("bewaard")
    assert set(stage.drafts) == {"Dag Marijke"}
    window.complaints = [one for one in window.complaints if "503" not in one]


def test_news_refreshes_what_it_is_about_and_nothing_else(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    expect(window.page.locator("#live")).to_have_text("ververst")
    expect(window.page.locator("#other")).to_have_text("nog niets")


def test_a_broken_line_is_picked_up_where_it_broke(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    expect(window.page.locator("#live")).to_have_text("ververst")
    window.page.wait_for_timeout(600)
    assert stage.asked_from[:2] == [None, "8"]
