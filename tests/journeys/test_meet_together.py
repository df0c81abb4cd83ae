"""Two people run the weekly meeting from two screens: what one decides stands on the other's."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests import cast, make
from tests.journeys.conftest import Desk

from wortel.problems.models import Decision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_decision_of_one_appears_on_the_screen_of_the_other(desk: Desk) -> None:
    problem = make.make_problem("P1", "Servicekosten", at=timezone.now() - timedelta(days=1))
    desk.sit_down(cast.noor())
    desk.go("/problems/meeting/")
    desk.page.keyboard.press("b")
    expect(desk.page.locator("#there")).to_contain_text("Noor Vermeer")
    joris = desk.seat_for(cast.joris())
    joris.goto(f"{desk.address}/problems/meeting/?item={problem.pk}")
    joris.keyboard.press("n")
    joris.keyboard.type("Joris de Lange")
    joris.keyboard.press("Enter")
    expect(joris.locator("#there")).to_contain_text("Joris de Lange")
    expect(desk.page.locator("#there")).to_contain_text("Joris de Lange")

    joris.keyboard.press("q")
    joris.keyboard.type("Wie drukt de factuur?")
    joris.keyboard.press("Control+Enter")
    expect(desk.page.locator("#agenda")).to_contain_text("Vraag gesteld")
    expect(desk.page.locator("#taken")).to_contain_text("Wie drukt de factuur?")
    assert Decision.objects.get().by == "Joris de Lange"
