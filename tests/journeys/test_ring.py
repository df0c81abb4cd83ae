"""S3.5: when the telephone rings, the whole story of the caller lies open, newest first, and nobody searched for it."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from tests import cast, make
from tests.api.doors import key, post
from tests.journeys.conftest import Desk

from wortel.events.models import Event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_story_opens_by_itself_newest_first(desk: Desk) -> None:
    marijke, secret, now = cast.marijke(), key(), timezone.now()
    make.make_case(marijke, "Bankje", "Eerst vroeg ik dit per mail.", at=now - cast.DAY)
    make.make_case(marijke, "Bankje", "Daarna vroeg ik het weer.", at=now - cast.HOUR)
    desk.sit_down(cast.noor())
    desk.go("/inbox/")
    joris = desk.seat_for(cast.joris())
    joris.goto(f"{desk.address}/inbox/")
    expect(desk.page.locator("#rows")).to_contain_text("Marijke")
    told = post(
        "calls/ringing", {"number": "06 0000 7319", "agents": [cast.noor().email, "niemand@elders.example"]}, secret
    )
    assert told.json() == {"told": 1}
    expect(desk.page.locator("#story")).to_contain_text("Daarna vroeg ik het weer.")
    said = desk.page.locator("#story .it").all_inner_texts()
    assert "Daarna" in said[0]
    assert "Eerst" in said[1]
    assert joris.url.endswith("/inbox/"), "it rings for Noor only"
    assert "7319" not in str(Event.objects.get(kind="call.ringing").details)


def test_whoever_is_writing_gets_a_link(desk: Desk) -> None:
    secret = key()
    case = make.make_case(cast.youssef(), "Kast", at=timezone.now(), mailbox=cast.mailbox())
    desk.sit_down(cast.noor())
    desk.go(f"/cases/{case.pk}/")
    desk.page.keyboard.press("r")
    desk.page.keyboard.type("Dag Youssef")
    cast.marijke()
    post("calls/ringing", {"number": "+31600007319", "agents": [cast.noor().email]}, secret)
    link = desk.page.get_by_role("link", name="Je telefoon gaat: open het verhaal")
    expect(link).to_be_visible()
    expect(desk.page.locator("#answer-text")).to_have_value("Dag Youssef")
    link.click()
    expect(desk.page.locator("#story")).to_contain_text("Marijke Hoekstra")
