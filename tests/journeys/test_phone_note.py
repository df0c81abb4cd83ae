"""Somebody rings: the number finds the story, the note stands on the same timeline as the mail before it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests import cast, make
from tests.journeys.conftest import Desk

from wortel.cases.models import Case, Outcome
from wortel.contacts.models import Contact
from wortel.customers.models import Customer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_call_joins_the_story_of_the_mail(desk: Desk) -> None:
    marijke = cast.marijke()
    mailed = make.make_case(marijke, "Bankje Fjell", "Waar blijft mijn bankje?", at=timezone.now() - cast.HOUR)
    desk.sit_down(cast.noor())
    desk.go("/inbox/")
    page = desk.page
    page.keyboard.press("c")
    expect(page.locator("#who")).to_be_focused()
    page.keyboard.type("06 0000 7319")
    expect(page.locator("#callers")).to_contain_text("Marijke Hoekstra")
    page.keyboard.press("Enter")
    expect(page.locator("#story")).to_contain_text("Waar blijft mijn bankje?")

    page.keyboard.type("Ze wil een tijd die klopt.")
    page.get_by_role("radio", name="Bankje Fjell").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Is Marijke geholpen?")).to_be_visible()
    page.keyboard.press("2")
    page.keyboard.press("4")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#recent")).to_contain_text("Ze wil een tijd die klopt.")
    expect(page.locator("#recent")).to_contain_text("Waar blijft mijn bankje?")
    assert Case.objects.get() == mailed
    outcome = Outcome.objects.get()
    assert (outcome.is_solved, outcome.is_cause_open) == (False, True)
    assert Customer.objects.count() == 1


def test_an_unknown_number_makes_a_newcomer(desk: Desk) -> None:
    desk.sit_down(cast.noor())
    desk.go("/contacts/new/")
    page = desk.page
    page.keyboard.type("06 0000 9988")
    expect(page.get_by_text("Niemand die we kennen. Dit wordt een nieuwe klant.")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("Pieter")
    page.keyboard.press("Tab")
    page.keyboard.type("Past de lamp in een badkamer?")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Is Pieter geholpen?")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Wacht op ons")).to_be_visible()
    newcomer = Customer.objects.get()
    assert newcomer.name == "Pieter"
    assert newcomer.addresses.get().value == "+31600009988"
    assert Contact.objects.get().customer == newcomer
