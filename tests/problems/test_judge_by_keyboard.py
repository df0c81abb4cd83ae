"""Twenty contacts are judged with two keys, and the decision needs no mouse either."""

import pytest
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer
from tests.browser import Window
from tests.problems.settled import AFTER, MONTH, invoice, settled, statement
from tests.problems.test_by_keyboard import sign_in

from wortel.problems import actions, queries

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_sample_is_judged_with_y_and_n(window: Window, live_server: LiveServer) -> None:
    settled()
    actions.send_statements(month=MONTH, by="Iemand", now=AFTER)
    made = actions.object_to(statement=statement(), problem=invoice(), why="Niet van ons", by="Ruben Mol", now=AFTER)
    sign_in(window, live_server)
    page = window.page
    page.goto(f"{live_server.url}/objections/{made.pk}/")
    for place in range(1, 21):
        expect(page.get_by_text(f"gesprek {place} van 20")).to_be_visible()
        page.keyboard.press("n" if place in (4, 9) else "y")
    expect(page.get_by_text("18 van 20 horen erbij")).to_be_visible()
    page.get_by_label("Eén zin voor de eigenaar").press_sequentially("Twee gingen over iets anders.")
    page.get_by_role("button", name="Beslis en vertel het de eigenaar").press("Enter")
    expect(page.get_by_text("Van 20 gesprekken horen er 18 bij.")).to_be_visible()
    assert [one.cents for one in queries.list_standing(MONTH) if one.owner][:1] == [23_400]
