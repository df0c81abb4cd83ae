"""Hostile HTML wherever somebody can type, on every page that can be reached: nothing acts, asks or breaks out."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import models
from playwright.sync_api import Error, Page
from tests import cast
from tests.browser import Window
from tests.channels.email.payloads import ALL
from tests.journeys.conftest import Desk
from tests.journeys.test_hostile_mail import DANGERS, Ears, still
from tests.portal.canaries import UNCHANGING, build, links_of, texts_of
from tests.problems.told import gone

from wortel.accounts.models import Role, Team
from wortel.problems.actions import telling
from wortel.problems.models import Recipient
from wortel.problems.queries.telling import token_of

__all__ = ["still"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = ("<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "\"'><script>alert(1)</script>")
PAYLOADS = (*FIRST, *(each for each in ALL if "\0" not in each))
LONG_ENOUGH = 30
ALIKE = 2
"""So many pages of one shape, such as two causes."""
LEAST_PAGES = {"people who work here": 60, "whoever has a link": 8}
LINKS = """() => [...document.querySelectorAll('a[href^="/"]:not([download]), [hx-get^="/"]')]
  .map(node => node.getAttribute('href') ?? node.getAttribute('hx-get'))"""
NO_PAGES = re.compile(r"^/(account/|static/|ui/|attachments/)|/(raw|csv|pdf|ubl|zip|layout|picture)/")


def plant() -> int:
    """In every text of every row something that must not act; gives how many."""
    payloads = cycle(PAYLOADS)
    planted = 0
    for model in apps.get_models():
        if model.__module__.startswith("wortel.") and model._meta.managed and model.__name__ not in UNCHANGING:
            for row in model._default_manager.all():
                words = {name: _words(payloads, row, room) for name, room in texts_of(row).items()}
                planted += model._default_manager.filter(pk=row.pk).update(**words) * len(words)
    return planted


def _words(payloads: Iterator[str], row: models.Model, room: int) -> str:
    """The next that fits, and different in each row where it must be."""
    mark = f"{row.pk}<i class=kanarie>"
    if room < len(mark) + LONG_ENOUGH:
        return mark[:room]
    return next(words for each in payloads if len(words := mark + each) <= room)


def crawl(page: Page, home: str, starts: list[str], shapes: Counter[str]) -> list[str]:
    """Open whatever can be reached from here, and look for what must not be there."""
    waiting, seen = list(starts), list[str]()
    while waiting:
        address = waiting.pop(0)
        shape = re.sub(r"\d+", "0", address.partition("?")[0])
        if address in seen or shapes[shape] >= ALIKE or NO_PAGES.search(address):
            continue
        shapes[shape] += address not in starts
        try:
            answer = page.goto(home + address)
        except Error as refusal:
            if "Download is starting" not in str(refusal):
                raise
            continue
        assert answer is not None
        assert answer.status < 500, address
        assert page.evaluate(f"({DANGERS})(document)") == [], address
        seen.append(address)
        waiting += page.evaluate(LINKS)
    return seen


def test_no_hostile_words_act_ask_or_break_out(still: Desk) -> None:
    world = build()
    token = next(links_of(world))[0]
    gone("Marijke Hoekstra")
    telling.send_waiting(now=cast.NOW)
    told = token_of(Recipient.objects.get())
    people = [cast.colleague(role) for role in (Role.MANAGER, Role.ADMIN)]
    assert plant() > 300

    ears = Ears(still.page, still.address)
    ears.listen()
    shapes = Counter[str]()
    starts = [f"/o/{token}/", f"/t/{told}/", f"/t/{told}/stop/", "/contact/"]
    outside = crawl(still.page, still.address, starts, shapes)
    assert len(outside) >= LEAST_PAGES["whoever has a link"]
    inside = []
    for person in people:
        still.sit_down(person)
        inside += crawl(still.page, still.address, ["/", "/settings/", "/problems/", "/knowledge/"], shapes)
    assert len(set(inside)) >= LEAST_PAGES["people who work here"]
    assert any(address.startswith("/settings/mailboxes/") for address in inside)
    assert ears.heard == []


def test_without_our_care_the_same_words_would_act(window: Window) -> None:
    """Else the silence above would say nothing."""
    team = Team.objects.create(name="Klantenservice")
    plant()
    team.refresh_from_db()
    page = window.page.context.new_page()
    ears = Ears(page, "")
    ears.listen()
    page.goto("data:text/html," + quote(team.name))
    page.wait_for_load_state("load")
    assert page.evaluate(f"({DANGERS})(document)")
    assert any(each.startswith("dialog") for each in ears.heard)
