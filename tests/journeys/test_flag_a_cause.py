"""A cause is reported with one key, and its owner hears of it and takes it on. Nothing of it needs a mouse."""

from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests import cast, make
from tests.journeys.conftest import Desk

from wortel.accounts.models import Agent, Role
from wortel.cases.models import Case, Outcome, Status
from wortel.problems.models import Flag, OwnerAnswer, Problem

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def missed() -> tuple[Case, Problem]:
    reason = make.make_reason("delivery.missed", "Bezorger niet gekomen")
    problem = make.make_problem("slot", "Tijdvak niet gehaald", process=cast.delivery(), reason=reason)
    case = make.make_case(
        cast.marijke(), "Weer niemand", "Ik heb vrij genomen.", at=timezone.now(), mailbox=cast.mailbox()
    )
    make.give_reason(make.find_contact(case), reason)
    return case, problem


def test_from_one_key_to_the_owner_who_takes_it(desk: Desk) -> None:
    case, problem = missed()
    desk.sit_down(manager())
    desk.go(f"/cases/{case.pk}/")
    page = desk.page
    page.keyboard.press("o")
    expect(page.locator("#toasts")).to_contain_text("Gemeld. Tamar Kuiper ziet dit.")
    expect(page.locator("#flag")).to_have_attribute("aria-pressed", "true")
    assert Flag.objects.get().problem == problem

    desk.go(f"/problems/{problem.pk}/")
    expect(page.get_by_text("Ik heb vrij genomen.").first).to_be_visible()
    page.get_by_role("button", name="Kopieer of print een link").first.press("Enter")
    link = page.get_by_label("De link")
    expect(link).to_be_visible()
    desk.go(urlsplit(link.input_value()).path)
    page.get_by_role("button", name="Ik pak dit op").press("Enter")
    expect(page.get_by_role("heading", name="Jouw antwoord")).to_be_visible()
    assert OwnerAnswer.objects.get().kind == "accepted"


def test_one_stroke_sends_resolves_and_reports(desk: Desk) -> None:
    case, problem = missed()
    desk.sit_down(cast.noor())
    desk.go(f"/cases/{case.pk}/")
    page = desk.page
    page.keyboard.press("r")
    page.keyboard.type("Dag Marijke, morgen om negen uur.")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.locator("#toasts")).to_contain_text("Verstuurd aan Marijke. Oorzaak gemeld bij PakketSnel.")
    case.refresh_from_db()
    assert case.status == Status.CLOSED
    assert Flag.objects.get().problem == problem
    assert Outcome.objects.get().is_cause_open is True

    page.keyboard.press("Escape")
    desk.go(f"/cases/{case.pk}/")
    expect(page.locator("#recent")).to_contain_text("morgen om negen uur")


def manager() -> Agent:
    return make.make_agent("Mieke Smit", Role.MANAGER, team=cast.care(), password=cast.PASSWORD, is_demo=True)
