"""Everything can be called back with one key, and nothing that was typed is lost."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests import cast, make
from tests.journeys.conftest import Desk

from wortel.cases.models import Case, Outcome, Status
from wortel.channels.models import Delivery
from wortel.problems.models import Flag

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case() -> Case:
    box = cast.mailbox()
    return make.make_case(cast.youssef(), "Servicekosten", "Waar is dit voor?", at=timezone.now(), mailbox=box)


def test_an_answer_comes_back_as_a_draft(desk: Desk, case: Case) -> None:
    desk.sit_down(cast.noor())
    desk.go(f"/inbox/open/{case.pk}/")
    page = desk.page
    page.keyboard.press("r")
    page.keyboard.type("Dag Youssef, ik stort het terug.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Is Youssef geholpen?")).to_be_visible()
    page.keyboard.press("4")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Verstuurd aan Youssef.")
    page.keyboard.press("u")
    expect(page.locator("#toasts")).to_contain_text("Teruggehaald.")
    expect(page.locator("#answer-text")).to_have_value("Dag Youssef, ik stort het terug.")
    case.refresh_from_db()
    assert case.status == Status.OPEN
    assert Delivery.objects.get().state == Delivery.State.TAKEN_BACK
    assert not Flag.objects.exists()
    assert not Outcome.objects.exists()


def test_taking_putting_away_and_merging_come_back(desk: Desk, case: Case) -> None:
    other = make.make_case(cast.youssef(), "Nog een vraag", at=timezone.now() - cast.HOUR)
    desk.sit_down(cast.noor())
    desk.go(f"/cases/{case.pk}/")
    page = desk.page
    toasts, head = page.locator("#toasts"), page.locator("#case-head")
    page.keyboard.press("a")
    expect(toasts).to_contain_text("Deze is van jou.")
    page.keyboard.press("u")
    expect(toasts).not_to_contain_text("Deze is van jou.")
    expect(head).to_contain_text("nog van niemand")

    page.keyboard.press("z")
    page.keyboard.press("1")
    expect(toasts).to_contain_text("Uit beeld tot")
    page.keyboard.press("u")
    expect(toasts).not_to_contain_text("Uit beeld tot")
    expect(head.get_by_role("button", name="Later")).to_be_visible()

    page.keyboard.press("m")
    page.get_by_role("button", name="Nog een vraag").press("Enter")
    expect(toasts).to_contain_text("hoort nu bij deze")
    assert Case.objects.get(pk=other.pk).merged_into_id == case.pk
    page.keyboard.press("u")
    expect(toasts).not_to_contain_text("hoort nu bij deze")
    assert Case.objects.get(pk=other.pk).merged_into_id is None


def test_text_that_was_not_sent_is_there_on_another_screen(desk: Desk, case: Case) -> None:
    desk.sit_down(cast.noor())
    desk.go(f"/cases/{case.pk}/")
    page = desk.page
    page.keyboard.press("r")
    page.keyboard.type("Dag Youssef, ik zoek het uit")
    expect(page.locator("[data-draft-status]")).to_contain_text("bewaard")
    elsewhere = desk.seat_for(cast.noor())
    elsewhere.goto(f"{desk.address}/cases/{case.pk}/")
    expect(elsewhere.locator("#answer-text")).to_have_value("Dag Youssef, ik zoek het uit")
