"""From the list of who suffered to what they answer, without a mouse."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer
from tests.browser import Window
from tests.problems.told import cause, mails, prove, sender, suffer

from wortel.channels.models import Delivery, Kind
from wortel.customers.models import OptOut
from wortel.problems.actions import telling as actions
from wortel.problems.models import Effect, Problem, Restraint, Telling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sign_in(window: Window, server: LiveServer) -> None:
    client = Client()
    client.force_login(sender())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    window.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": server.url}])


def solved() -> Problem:
    problem = cause()
    prove(problem)
    Effect.objects.update(measured_at=timezone.now() - timedelta(days=1))
    suffer(problem, "Marijke Hoekstra", email="marijke@hoekstra.example", times=2)
    suffer(problem, "Youssef Benali", phone="+31600004187", channel=Kind.PHONE)
    # By the clock of this machine: at night and on Sundays this test would have to wait.
    Restraint.objects.create(id=1, quiet_from="00:00", quiet_until="00:00", on_sundays=True)
    return problem


def test_the_whole_of_saying_it_back(window: Window, live_server: LiveServer) -> None:
    problem, page = solved(), window.page
    sign_in(window, live_server)
    page.goto(f"{live_server.url}/problems/{problem.pk}/customers/")
    expect(page.get_by_text("2 klanten namen er 3 keer contact over op.")).to_be_visible()
    page.keyboard.press("t")

    expect(page.get_by_role("heading", level=1)).to_have_text("Vertel dat het weg is")
    expect(page.locator(".tl-l").first).to_contain_text("Hallo Marijke,")
    subject = page.get_by_label("Onderwerp in het Nederlands")
    subject.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("De regel servicekosten is weg")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bewaard.")).to_be_visible()
    expect(page.locator(".tl-l h3").first).to_have_text("De regel servicekosten is weg")
    assert mails() == []

    page.keyboard.press("v")
    expect(page.get_by_text("1 klant krijgt een mail. 1 staat op een bellijst.")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("0 verstuurd, nog 1 te gaan.")).to_be_visible()
    page.keyboard.press("p")
    expect(page.get_by_text("Het staat stil: iemand heeft het gepauzeerd.")).to_be_visible()
    assert actions.send_waiting(now=timezone.now()) == 0
    page.keyboard.press("p")
    expect(page.get_by_role("button", name="Pauzeer")).to_be_visible()

    assert actions.send_waiting(now=timezone.now()) == 1
    page.reload()
    expect(page.get_by_text("1 klant heeft het gehoord.")).to_be_visible()
    page.get_by_role("button", name="Gebeld").press("Enter")
    expect(page.get_by_role("button", name="Toch nog niet")).to_be_visible()

    survey, stop = links()
    page.goto(live_server.url + survey)
    page.get_by_label("Wat merk je?").fill("De regel staat er weer.")
    page.get_by_role("button", name="Ja, nog steeds").press("Enter")
    expect(page.get_by_text("Je woorden liggen bij een collega")).to_be_visible()
    page.goto(live_server.url + stop)
    page.get_by_role("button", name="Stop deze berichten").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Je krijgt zulke berichten niet meer")
    page.get_by_role("button", name="Stuur ze toch weer").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zulke berichten niet meer?")
    assert not OptOut.objects.filter(ended_at=None).exists()

    page.goto(f"{live_server.url}/tellings/{Telling.objects.get().pk}/")
    expect(page.get_by_text("1 van de 2 gaven antwoord; 1 zeiden: nog steeds last.")).to_be_visible()
    expect(page.get_by_text("De regel staat er weer.")).to_be_visible()


def links() -> list[str]:
    """The addresses in the one mail that left, without the host they were made for."""
    text = bytes(Delivery.objects.get().raw).decode().replace("=\r\n", "")
    return re.findall(r"https?://[^/\s]+(/t/\S+)", text.split("Heb je er nog last van?")[1])[:2]
