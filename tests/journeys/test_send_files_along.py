"""With the keyboard and the mouse: a copy to others, a file chosen, dropped and pasted, all of it back with one key."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from tests import cast, make
from tests.journeys.conftest import Desk

from wortel.cases.models import Case
from wortel.channels.models import Delivery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BRING = """(how) => {
  const carried = new DataTransfer();
  carried.items.add(new File(["hallo"], how === "drop" ? "gesleept.txt" : "geplakt.txt", { type: "text/plain" }));
  const wishes = { bubbles: true, cancelable: true };
  const on = document.getElementById("answer-text");
  if (how === "paste") return on.dispatchEvent(new ClipboardEvent("paste", { ...wishes, clipboardData: carried }));
  on.dispatchEvent(new DragEvent("dragover", { ...wishes, dataTransfer: carried }));
  on.dispatchEvent(new DragEvent("drop", { ...wishes, dataTransfer: carried }));
}"""


@pytest.fixture
def case() -> Case:
    box = cast.mailbox()
    return make.make_case(cast.youssef(), "Servicekosten", "Waar is dit voor?", at=timezone.now(), mailbox=box)


def choose_file(page: Page) -> None:
    with page.expect_file_chooser() as chooser:
        page.evaluate("true")  # by its answer the browser knows that somebody waits for a chooser
        page.keyboard.press("Alt+a")
    chooser.value.set_files([{"name": "factuur.pdf", "mimeType": "application/pdf", "buffer": b"%PDF" * 50_000}])


def test_copies_and_files_go_along_and_come_back(desk: Desk, case: Case) -> None:
    desk.sit_down(cast.noor())
    desk.go(f"/inbox/open/{case.pk}/")
    page = desk.page
    page.keyboard.press("r")
    page.keyboard.type("Dag Youssef, zie de bijlage.")
    page.keyboard.press("Alt+c")
    expect(page.locator("#answer-cc")).to_be_focused()
    page.keyboard.type("tamar@pakketsnel.example")

    files = page.locator("#draft-files .file")
    choose_file(page)
    expect(files).to_have_count(1)
    for how in ("drop", "paste"):
        page.evaluate(BRING, how)
        expect(page.locator("#draft-files")).to_contain_text("gesleept.txt" if how == "drop" else "geplakt.txt")
    expect(files.locator("progress")).to_have_count(0)
    page.get_by_role("button", name="Laat gesleept.txt weg").click()
    expect(files).to_have_count(2)

    page.locator("#answer-text").focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Is Youssef geholpen?")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Verstuurd aan Youssef.")
    expect(page.locator("#recent")).to_contain_text("factuur.pdf")
    expect(page.locator("#recent")).to_contain_text("cc tamar@pakketsnel.example")
    assert Delivery.objects.get().copied == ["tamar@pakketsnel.example"]

    page.keyboard.press("u")
    expect(page.locator("#toasts")).to_contain_text("Teruggehaald.")
    expect(page.locator("#answer-text")).to_have_value("Dag Youssef, zie de bijlage.")
    expect(page.locator("#answer-cc")).to_have_value("tamar@pakketsnel.example")
    expect(files).to_have_count(2)


def test_what_is_no_address_is_said_and_nothing_is_lost(desk: Desk, case: Case) -> None:
    desk.sit_down(cast.noor())
    desk.go(f"/inbox/open/{case.pk}/")
    page = desk.page
    page.keyboard.press("r")
    page.keyboard.type("Dag Youssef.")
    page.keyboard.press("Alt+c")
    page.keyboard.type("tamar")
    page.locator("#answer-text").focus()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Is Youssef geholpen?")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.locator("#composer [role=alert]")).to_contain_text("“tamar” is geen mailadres.")
    expect(page.locator("#answer-text")).to_have_value("Dag Youssef.")
    expect(page.locator("#answer-cc")).to_have_value("tamar")
    assert not Delivery.objects.exists()
    # The browser itself remarks that the server said 422.
    assert all("422" in remark for remark in desk.window.complaints)
    desk.window.complaints.clear()
