"""Groups are judged and causes understood without a mouse."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer
from tests import cast, make
from tests.browser import Window
from tests.problems.test_by_keyboard import sign_in

from wortel.cases.models import Outcome
from wortel.problems import actions
from wortel.problems.models import Flag, Note, Problem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAID = ("De doos was ingedeukt en de lamp stuk", "Doos open en lamp gebroken", "Ingedeukte doos met kapotte lamp")


def loose_reports() -> None:
    cast.shop()
    reason, now = make.make_reason("damaged", "Beschadigd"), timezone.now()
    for text in SAID:
        contact = make.make_contact(text=text, at=now - timedelta(hours=1))
        make.give_reason(contact, reason)
        Outcome.objects.create(contact=contact, is_solved=True, is_cause_open=True, at=now)
    actions.gather_look_alikes(now=now)


def test_one_key_joins_and_one_key_takes_apart(window: Window, live_server: LiveServer) -> None:
    sign_in(window, live_server)
    loose_reports()
    page = window.page
    page.goto(f"{live_server.url}/problems/")
    page.keyboard.press("l")
    expect(page.get_by_text("Dezelfde reden: Beschadigd")).to_be_visible()
    page.keyboard.press("m")
    expect(page.get_by_text("Nu één oorzaak: Beschadigd.")).to_be_visible()
    assert Flag.objects.count() == 3
    page.keyboard.press("u")
    expect(page.get_by_text("Dezelfde reden: Beschadigd")).to_be_visible()
    assert not Problem.objects.exists()
    page.keyboard.press("x")
    expect(page.get_by_text("Er zijn geen losse meldingen die op elkaar lijken.")).to_be_visible()
    assert window.complaints == []


def test_a_why_is_saved_while_it_is_typed(window: Window, live_server: LiveServer) -> None:
    sign_in(window, live_server)
    cast.shop()
    problem, page = make.make_problem("P1", "Sorteerschade"), window.page
    page.goto(f"{live_server.url}/problems/{problem.pk}/")
    page.keyboard.press("y")
    page.keyboard.type("De band helt")
    expect(page.locator(".why-l [data-draft-status]").first).to_contain_text("bewaard")
    assert Note.objects.get(problem=problem).text == "De band helt"
    assert window.complaints == []
