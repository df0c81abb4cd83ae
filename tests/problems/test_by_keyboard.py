"""From the board to the verdict without a mouse: find an owner, hear the answer, record the change, read the effect."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer
from tests import cast, make
from tests.browser import Window
from tests.problems.weeks import fill_contacts, fill_orders

from wortel.accounts.models import Role
from wortel.problems.models import Fix, Problem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WEEK = timedelta(days=7)


def sign_in(window: Window, server: LiveServer) -> None:
    client = Client()
    client.force_login(make.make_agent("Noor Vermeer", Role.MANAGER, team=cast.care(), is_demo=True))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}])


def expensive_cause() -> Problem:
    """Sixty contacts a week on fifty orders, and twenty since the change of thirteen weeks ago."""
    cast.shop()
    problem = make.make_problem("P1", "Servicekosten", reason=make.make_reason("R1"))
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    fill_contacts(monday - 39 * WEEK, [60] * 26 + [30] + [20] * 12, problem=problem)
    fill_orders(monday - 39 * WEEK, [50] * 39)
    cast.invoicing()
    return problem


def test_from_the_board_to_the_verdict(window: Window, live_server: LiveServer) -> None:
    sign_in(window, live_server)
    problem, page = expensive_cause(), window.page
    page.goto(f"{live_server.url}/problems/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Servicekosten")

    page.keyboard.press("w")
    page.keyboard.press("F")  # Facturatie, in the list that has the focus
    page.get_by_role("button", name="Bewaar").press("Enter")
    expect(page.get_by_role("heading", name="Geef deze link door")).to_be_visible()

    page.goto(live_server.url + urlsplit(page.get_by_label("De link").input_value()).path)
    page.get_by_role("button", name="Ik pak dit op").press("Enter")
    expect(page.get_by_role("heading", name="Jouw antwoord")).to_be_visible()

    page.goto(f"{live_server.url}/problems/{problem.pk}/")
    expect(page.get_by_text("Ruben Mol pakt dit op.")).to_be_visible()
    page.keyboard.press("f")
    expect(page.locator("#fix-what")).to_be_focused()
    page.keyboard.type("Nieuwe factuur")
    page.get_by_label(re.compile("Vanaf welke dag")).fill((timezone.localdate() - 13 * WEEK).isoformat())
    page.get_by_label(re.compile("Hoeveel procent minder")).fill("50")
    page.keyboard.press("Enter")
    expect(page.get_by_text("66,7\u00a0%\u00a0minder contacten")).to_be_visible()
    expect(page.locator(".verdict")).to_have_text("Werkt")
    assert Fix.objects.get().expected_reduction == 0.5

    page.get_by_role("button", name="Sluit: het werkt").press("Enter")
    expect(page.get_by_text("Gesloten. Komen de contacten terug")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Sluit: het werkt")).to_be_visible()


def test_a_wrong_form_stands_open_again(window: Window, live_server: LiveServer) -> None:
    sign_in(window, live_server)
    problem = expensive_cause()
    page = window.page
    page.goto(f"{live_server.url}/problems/{problem.pk}/")
    page.get_by_role("button", name="Accepteer het risico").press("Enter")
    page.get_by_label("Waarom accepteren we dit?").fill("Te duur")
    page.get_by_label("Wanneer kijken we opnieuw?").fill("2020-01-01")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kies een dag na vandaag, binnen een jaar.")).to_be_visible()
    expect(page.get_by_label("Waarom accepteren we dit?")).to_have_value("Te duur")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Waarom accepteren we dit?")).not_to_be_visible()
    # The browser itself reports the answer that says what is wrong.
    window.complaints = [one for one in window.complaints if "422" not in one]


def test_the_question_form_needs_no_script(window: Window, live_server: LiveServer) -> None:
    cast.shop()
    context = window.context.browser.new_context(java_script_enabled=False, locale="nl-NL")  # type: ignore[union-attr]  # a context has its browser
    page = context.new_page()
    page.goto(f"{live_server.url}/contact/")
    page.get_by_label("Je vraag").fill("Waar blijft mijn bankje?")
    page.get_by_label("Je naam").fill("Ilse")
    page.get_by_label(re.compile("Je e-mailadres")).fill("ilse@post.example")
    page.get_by_label(re.compile("Je e-mailadres")).press("Enter")
    expect(page.get_by_role("heading", name="We hebben het")).to_be_visible()
    expect(page.get_by_text("Jouw nummer")).to_be_visible()
    context.close()
