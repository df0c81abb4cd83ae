"""The weekly meeting by keyboard, from what came of last time to the minutes; and a colleague beside it."""

import os
import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests import cast, make
from tests.browser import Window
from tests.problems.test_by_keyboard import sign_in
from tests.problems.weeks import fill_contacts, fill_orders

from wortel.accounts.models import Role
from wortel.problems import actions
from wortel.problems.models import Decision, Meeting, Ownership, Problem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
SHOTS = os.environ.get("WORTEL_SHOTS", "")


def shoot(page: Page, name: str) -> None:
    """For whoever wants to look: a folder in the environment gets what the browser drew."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png", full_page=True)


def said(problem: Problem, words: str, days: int) -> None:
    case = make.make_case(cast.marijke(), text=words, at=timezone.now() - days * DAY)
    make.make_flag(make.find_contact(case), problem, agent=cast.joris(), at=timezone.now() - days * DAY)


def a_week_of_causes() -> dict[str, Problem]:
    """One for each part of the agenda, and a meeting of last week that named an owner."""
    cast.shop()
    now = timezone.now()
    actions.set_rate(team=None, valid_from=date(2020, 1, 1), eur_per_minute=Decimal("0.75"))
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    late = make.make_problem("P2", "Tijdvak niet gehaald", process=cast.delivery(), at=now - 40 * DAY)
    fresh = make.make_problem("P5", "Kortingscode wordt geweigerd", at=now - 3 * DAY)
    lone = make.make_problem("P3", "Sorteerschade bij grote pakketten", at=now - 30 * DAY)
    still = make.make_problem("P6", "Handleiding ontbreekt in de doos", process=cast.invoicing(), at=now - 90 * DAY)
    Ownership.objects.filter(problem=still).update(accepted_at=now - 60 * DAY)
    twin = make.make_problem("P7", "Handleiding ontbreekt in doos", process=cast.invoicing(), at=now - 20 * DAY)
    Ownership.objects.filter(problem=twin).update(accepted_at=now - 10 * DAY)
    works = make.make_problem("P1", "Servicekosten op de factuur", reason=make.make_reason("R1"), at=now - 200 * DAY)
    actions.assign_owner(problem=works, owner=cast.ruben().owner, now=now - 150 * DAY)
    fill_contacts(monday - 39 * WEEK, [60] * 26 + [30] + [20] * 12, problem=works)
    fill_orders(monday - 39 * WEEK, [50] * 39)
    fix = actions.record_fix(problem=works, what="Nieuwe factuur", on=monday - 13 * WEEK, now=now - 13 * WEEK)
    actions.measure_effect(fix=fix, now=now)
    for problem, counts in ((late, [9, 8, 12, 11, 9, 14]), (fresh, [0, 0, 0, 0, 0, 7]), (lone, [2, 3, 2, 4, 3, 5])):
        fill_contacts(monday - 6 * WEEK, counts, problem=problem, minutes="6")
    said(fresh, "De code van de nieuwsbrief wordt niet geaccepteerd. Ik heb hem drie keer ingevuld.", 2)
    said(lone, "De doos was helemaal ingedeukt en de tafelpoot stak eruit.", 4)
    last = Meeting.objects.create(begun_at=now - WEEK, begun_by=cast.noor(), ended_at=now - WEEK + timedelta(hours=1))
    for kind, problem, what in (("assign", late, "PakketSnel"), ("ask", still, "Staat hij al online?")):
        Decision.objects.create(
            meeting=last, problem=problem, part="unowned", kind=kind, what=what, contacts_per_week=12,
            by="Noor Vermeer", details={"owner": cast.tamar().owner.pk} if kind == "assign" else {}, at=last.begun_at,
        )  # fmt: skip
    return {"late": late, "fresh": fresh, "lone": lone, "still": still, "twin": twin, "works": works}


def turn_to(page: Page, problem: Problem) -> None:
    """Let the row of a cause have the focus, and wait until the cause stands there and can be decided about."""
    with page.expect_response(re.compile(rf"item={problem.pk}$")):
        page.locator(f"#row-{problem.pk}").focus()
    expect(page.locator(".meet-th h2")).to_have_text(problem.title)
    expect(page.locator("#topic[inert]")).to_have_count(0)


def test_the_meeting_from_begin_to_minutes(window: Window, live_server: LiveServer) -> None:
    sign_in(window, live_server)
    causes, page = a_week_of_causes(), window.page
    page.goto(f"{live_server.url}/problems/")
    page.keyboard.press("v")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wekelijks overleg")
    page.wait_for_load_state()
    page.keyboard.press("b")
    expect(page.locator("#there")).to_contain_text("Noor Vermeer")

    # What came of last time, then the first cause.
    expect(page.locator(".meet-th h2")).to_have_text("Wat er van onze besluiten kwam")
    expect(page.get_by_role("cell", name="nog geen antwoord").first).to_be_visible()
    shoot(page, "last")
    page.keyboard.press("n")
    page.keyboard.type("Ruben Mol")
    # The name arrives by live update before the page that it was sent to.
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#there")).to_contain_text("Ruben Mol")

    turn_to(page, causes["fresh"])
    expect(page.locator("#topic .voice").first).to_contain_text("De code van de nieuwsbrief")
    shoot(page, "new")
    page.keyboard.press("w")
    page.keyboard.press("F")  # Facturatie, in the list that has the focus
    page.keyboard.press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("Eigenaar aangewezen")
    assert Ownership.objects.get(problem=causes["fresh"], until=None).owner.name == "Facturatie"

    # It went on by itself to the next cause: nobody owns it, and a plan is made.
    expect(page.locator(".meet-th h2")).not_to_have_text("Kortingscode wordt geweigerd")
    page.wait_for_load_state()
    turn_to(page, causes["lone"])
    page.keyboard.press("f")
    page.keyboard.type("Dubbele dozen bij lange pakketten")
    shoot(page, "plan")
    page.keyboard.press("Enter")
    expect(page.locator("#agenda .decided")).to_have_count(2)
    page.wait_for_load_state()
    assert causes["lone"].actions.get().what == "Dubbele dozen bij lange pakketten"

    turn_to(page, causes["works"])
    expect(page.locator("#topic .verdict")).to_have_text("Werkt")
    shoot(page, "measured")
    page.keyboard.press("s")
    expect(page.locator("#agenda .decided")).to_have_count(3)
    page.wait_for_load_state()
    causes["works"].refresh_from_db()
    assert not causes["works"].is_open

    turn_to(page, causes["twin"])
    expect(page.locator("#topic")).to_contain_text("Lijkt op")
    page.keyboard.press("q")
    page.keyboard.type("Is dit dezelfde doos?")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#agenda .decided")).to_have_count(4)
    page.wait_for_load_state()

    page.keyboard.press("x")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Besluiten van")
    expect(page.locator(".mins-p li")).to_have_count(4)
    page.wait_for_load_state()
    expect(page.get_by_text("Dubbele dozen bij lange pakketten")).to_be_visible()
    shoot(page, "minutes")
    assert Meeting.objects.filter(ended_at=None).count() == 0


def test_a_decision_goes_back_from_the_keyboard(window: Window, live_server: LiveServer) -> None:
    sign_in(window, live_server)
    causes, page = a_week_of_causes(), window.page
    page.goto(f"{live_server.url}/problems/meeting/")
    page.keyboard.press("b")
    expect(page.locator("#there")).to_be_visible()
    page.goto(f"{live_server.url}/problems/meeting/?item={causes['lone'].pk}")
    page.keyboard.press("p")
    expect(page.locator("#agenda .decided")).to_have_count(1)
    page.keyboard.press("u")
    expect(page.locator("#agenda .decided")).to_have_count(0)
    assert Decision.objects.exclude(undone_at=None).get().kind == "park"


def test_the_meeting_fits_a_phone(window: Window, live_server: LiveServer) -> None:
    sign_in(window, live_server)
    causes, page = a_week_of_causes(), window.page
    page.goto(f"{live_server.url}/problems/meeting/")
    page.keyboard.press("b")
    expect(page.locator("#there")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/problems/meeting/?item={causes['fresh'].pk}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shoot(page, "phone")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="dark")
    shoot(page, "dark")


def test_an_agent_may_run_it_too(client: Client) -> None:
    """Whoever answers customers may say what should be done about them."""
    cast.shop()
    client.force_login(cast.colleague(Role.AGENT))
    assert re.search("Begin het overleg", client.get("/problems/meeting/").content.decode())
