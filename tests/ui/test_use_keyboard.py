import pytest
from playwright.sync_api import expect
from tests.browser import Window
from tests.ui.stage import Memory

pytestmark = pytest.mark.browser


def test_a_key_does_what_stands_on_the_button(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.keyboard.press("o")
    expect(window.page).to_have_url(f"{stage.origin}/#cause")


def test_a_single_key_is_dead_while_typing_but_a_chord_is_not(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.locator("#answer").focus()
    window.page.keyboard.type("om")
    expect(window.page.locator("#answer")).to_have_value("om")
    expect(window.page).to_have_url(f"{stage.origin}/")
    window.page.keyboard.press("Control+Shift+Enter")
    expect(window.page).to_have_url(f"{stage.origin}/#sent")


def test_single_keys_can_be_switched_off(stage: Memory, window: Window) -> None:
    stage.single_keys = False
    window.page.goto(stage.origin)
    before = window.page.evaluate("history.length")
    window.page.keyboard.press("o")
    window.page.keyboard.press("Control+Shift+Enter")
    expect(window.page).to_have_url(f"{stage.origin}/#sent")
    assert window.page.evaluate("history.length") == before + 1


def test_two_keys_after_each_other_go_somewhere(stage: Memory, window: Window) -> None:
    window.page.goto(f"{stage.origin}/#elsewhere")
    window.page.keyboard.press("g")
    window.page.keyboard.press("t")
    expect(window.page).to_have_url(f"{stage.origin}/")


def test_the_question_mark_lists_every_key_of_this_page(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.keyboard.press("?")
    sheet = window.page.locator("#shortcuts")
    expect(sheet).to_be_visible()
    for words in ("Oorzaak blijft", "Samenvoegen", "Toneel", "Zoek of doe", "Volgende en vorige regel"):
        expect(sheet).to_contain_text(words)
    window.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()


def test_shortcuts_are_told_to_screen_readers(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    expect(window.page.locator("#both")).to_have_attribute("aria-keyshortcuts", "Control+Shift+Enter")


def test_j_and_k_walk_the_rows_from_the_open_one(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.keyboard.press("j")
    expect(window.page.locator(".row a").nth(2)).to_be_focused()
    window.page.keyboard.press("k")
    window.page.keyboard.press("k")
    expect(window.page.locator(".row a").nth(0)).to_be_focused()


def test_alt_j_opens_the_next_row_at_once(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.locator("#answer").focus()
    window.page.keyboard.press("Alt+j")
    expect(window.page).to_have_url(f"{stage.origin}/#marijke")


def test_keys_behind_an_open_dialog_do_nothing(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.get_by_role("button", name="Weet je het zeker").click()
    window.page.keyboard.press("o")
    expect(window.page.locator("#sure")).to_be_visible()
    expect(window.page).to_have_url(f"{stage.origin}/")


def test_a_key_of_a_part_that_is_being_replaced_does_nothing_nor_do_those_right_after_it(
    stage: Memory, window: Window
) -> None:
    window.page.goto(stage.origin)
    opener = window.page.get_by_role("button", name="Weet je het zeker")
    opener.evaluate("(button) => { button.dataset.key = 'q'; button.parentElement.inert = true; }")
    window.page.keyboard.type("qo")
    expect(window.page.locator("#sure")).to_be_hidden()
    expect(window.page).to_have_url(f"{stage.origin}/")
    opener.evaluate("(button) => { button.parentElement.inert = false; }")
    window.page.wait_for_timeout(1_300)
    window.page.keyboard.press("q")
    expect(window.page.locator("#sure")).to_be_visible()


def test_a_dialog_gives_the_focus_back(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    opener = window.page.get_by_role("button", name="Weet je het zeker")
    opener.click()
    window.page.get_by_role("button", name="Ja").click()
    expect(window.page.locator("#sure")).to_be_hidden()
    expect(opener).to_be_focused()


def test_escape_folds_a_menu(stage: Memory, window: Window) -> None:
    window.page.goto(stage.origin)
    window.page.locator("#more summary").click()
    window.page.keyboard.press("Escape")
    expect(window.page.locator("#more")).not_to_have_attribute("open", "")
