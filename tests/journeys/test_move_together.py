"""What one colleague joins or takes apart shows on the screen of the other, and one key brings it back."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests import cast, make
from tests.journeys.conftest import Desk

from wortel.cases.models import Case
from wortel.contacts.models import Contact, Direction

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pair() -> tuple[Case, Case]:
    """Marijke's case, and the one of a mail that names it."""
    box, now = cast.mailbox(), timezone.now()
    named = make.make_case(cast.marijke(), "Bankje Fjell", "Waar blijft het?", at=now - cast.HOUR, mailbox=box)
    alone = make.make_case(cast.youssef(), "Over het bankje", "Ik ben haar buurman", at=now, mailbox=box)
    Case.objects.filter(pk=alone.pk).update(possibly_belongs_to=named)
    return named, alone


def test_a_case_that_a_colleague_joins_goes_along_on_the_other_screen(desk: Desk, pair: tuple[Case, Case]) -> None:
    _named, alone = pair
    desk.sit_down(cast.noor())
    desk.go(f"/inbox/open/{alone.pk}/")
    expect(desk.page.locator("#case-head")).to_contain_text("Over het bankje")
    joris = desk.seat_for(cast.joris())
    joris.goto(f"{desk.address}/inbox/open/{alone.pk}/")
    expect(joris.locator("#case")).to_contain_text("Dit hoort misschien bij een eerdere zaak")
    joris.keyboard.press("b")
    expect(joris.locator("#toasts")).to_contain_text("hoort nu bij deze")
    expect(desk.page.locator("#case-head")).to_contain_text("Bankje Fjell")
    expect(desk.page.locator("#recent")).to_contain_text("Ik ben haar buurman")
    expect(desk.page.locator(f"#row-{alone.pk}")).to_have_count(0)
    joris.keyboard.press("u")
    expect(desk.page.locator(f"#row-{alone.pk}")).to_have_count(1)
    assert Case.objects.get(pk=alone.pk).merged_into is None


def test_the_last_message_becomes_a_case_of_its_own_with_one_key(desk: Desk, pair: tuple[Case, Case]) -> None:
    named, _alone = pair
    thread = make.find_contact(named).conversation
    fresh = make.make_contact(thread, "En verkopen jullie ook lampen?", at=timezone.now(), direction=Direction.IN)
    desk.sit_down(cast.noor())
    desk.go(f"/cases/{named.pk}/")
    expect(desk.page.locator("#recent")).to_contain_text("En verkopen jullie ook lampen?")
    desk.page.keyboard.press("x")
    expect(desk.page.locator("#toasts")).to_contain_text("Dit is nu een eigen zaak")
    assert Contact.objects.get(pk=fresh.pk).conversation.part.case != named
    desk.page.keyboard.press("u")
    expect(desk.page.locator("#toasts")).not_to_contain_text("Dit is nu een eigen zaak")
    expect(desk.page.locator("#case-head")).to_contain_text("Bankje Fjell")
    assert Contact.objects.get(pk=fresh.pk).conversation.part.case == named
