"""Two colleagues at one case see each other, and do not answer over each other."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests import cast, make
from tests.journeys.conftest import Desk

from wortel.cases.models import Case
from wortel.channels.models import Delivery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case() -> Case:
    box = cast.mailbox()
    return make.make_case(cast.youssef(), "Servicekosten", "Waar is dit voor?", at=timezone.now(), mailbox=box)


def test_who_looks_and_who_writes_is_seen(desk: Desk, case: Case) -> None:
    desk.sit_down(cast.noor())
    desk.go(f"/inbox/open/{case.pk}/")
    page = desk.page
    joris = desk.seat_for(cast.joris())
    joris.goto(f"{desk.address}/cases/{case.pk}/")
    expect(page.locator("#presence")).to_contain_text("Joris kijkt mee")
    expect(page.locator("#rows")).to_contain_text("Joris kijkt mee")
    joris.keyboard.press("r")
    joris.keyboard.type("Dag")
    expect(page.locator("#presence")).to_contain_text("Joris schrijft ook. Jouw tekst blijft bewaard.")
    joris.goto(f"{desk.address}/inbox/mine/")
    expect(page.locator("#presence")).not_to_contain_text("Joris")


def test_a_note_of_a_colleague_appears_by_itself(desk: Desk, case: Case) -> None:
    desk.sit_down(cast.noor())
    desk.go(f"/cases/{case.pk}/")
    page = desk.page
    page.keyboard.press("r")
    page.keyboard.type("Dag Youssef")
    joris = desk.seat_for(cast.joris())
    joris.goto(f"{desk.address}/cases/{case.pk}/")
    joris.keyboard.press("n")
    joris.keyboard.type("Ruben zegt: terugstorten mag meteen.")
    joris.keyboard.press("Control+Enter")
    expect(page.locator("#recent")).to_contain_text("terugstorten mag meteen")
    expect(page.locator("#answer-text")).to_have_value("Dag Youssef")


def test_the_second_answer_asks_first(desk: Desk, case: Case) -> None:
    desk.sit_down(cast.noor())
    desk.go(f"/cases/{case.pk}/")
    joris = desk.seat_for(cast.joris())
    joris.goto(f"{desk.address}/cases/{case.pk}/")
    for page, words in ((joris, "Van Joris"), (desk.page, "Van Noor")):
        page.keyboard.press("r")
        page.keyboard.type(words)
        page.keyboard.press("Control+Shift+Enter")
        if page is joris:
            expect(page.locator("#toasts")).to_contain_text("Verstuurd")
    expect(desk.page.locator("#composer")).to_contain_text("Er kwam een bericht tussen.")
    expect(desk.page.locator("#answer-text")).to_have_value("Van Noor")
    assert Delivery.objects.count() == 1
    desk.window.complaints = [one for one in desk.window.complaints if "422" not in one]
