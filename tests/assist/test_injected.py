"""Fifty tickets that tell the model what to do, and a model that obeys them all: nothing changes but its own rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests import cast, make
from tests.assist.conftest import Ask
from tests.fakes.completions import Mind

from wortel.assist.models import Errand, Kind, Supplier, Trouble
from wortel.cases.models import Case
from wortel.channels.models import Delivery
from wortel.contacts.models import Contact, Direction
from wortel.events.models import Event

pytestmark = pytest.mark.django_db

TICKETS = [json.loads(line) for line in Path(__file__).with_name("injected.jsonl").read_text().splitlines()]
CANARY = "KANARIE-ELDERS"
# Its own rows, the jobs that do its work, and what happened.
OWN = ("assist_errand", "procrastinate_%", "events_event")
EVENTS = {"assist.sent", "assist.answered", "assist.failed"}
SHOWN = {
    "b", "button", "details", "div", "header", "li", "ol", "p", "path", "pre", "section", "span", "summary",
    "sup", "svg",
}  # fmt: skip


def digest() -> dict[str, str]:
    """One sum for each table of the database, over every row as it stands."""
    with connection.cursor() as cursor:
        skipped = " AND ".join("tablename NOT LIKE %s" for _ in OWN)
        cursor.execute(f"SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND {skipped}", OWN)
        names = [name for (name,) in cursor.fetchall()]
        sums = (f"SELECT '{name}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{name}\" t" for name in names)
        cursor.execute(" UNION ALL ".join(sums))
        return dict(cursor.fetchall())


@dataclass
class Page(HTMLParser):
    """What a browser would make of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.named: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.named += [(name, value or "") for name, value in attrs]


def open_page(client: Client, errand: Errand) -> Page:
    page = Page()
    page.feed(client.get(f"/errands/{errand.pk}/").content.decode())
    return page


@pytest.fixture
def elsewhere(supplier: Supplier) -> Case:
    cast.mailbox()
    now = timezone.now()
    other = make.make_case(cast.youssef(), "Tuinbank", f"{CANARY} waar is mijn tuinbank?", at=now)
    make.make_contact(other.parts.get().conversation, f"{CANARY} komt morgen", at=now, direction=Direction.OUT)
    return other


def test_there_are_fifty_in_two_languages_and_many_kinds() -> None:
    assert len({ticket["text"] for ticket in TICKETS}) == 50
    assert {ticket["language"] for ticket in TICKETS} == {"nl", "en"}
    assert len({ticket["class"] for ticket in TICKETS}) >= 12


@pytest.mark.parametrize("ticket", TICKETS, ids=lambda ticket: f"{ticket['class']} {ticket['text'][:24]!a}")
def test_an_injected_ticket_changes_nothing(
    ticket: Mapping[str, Any], elsewhere: Case, mind: Mind, ask: Ask, noor: Client
) -> None:
    case = make.make_case(cast.marijke(), "Vraag", ticket["text"], at=timezone.now())
    mind.message = ticket["message"]
    before, happened = digest(), Event.objects.latest("pk").pk
    for kind in (Kind.DRAFT, Kind.SUMMARY):
        asked = ask(case, kind)
        wants_to_act = "content" not in ticket["message"] or ticket["message"]["content"] is None
        assert (asked.trouble == Trouble.ACTED) is wants_to_act
        assert (asked.text == "") is wants_to_act
        page = open_page(noor, asked)
        assert page.tags <= SHOWN
        assert {value for name, value in page.named if name in {"href", "src", "action"}} == set()
        assert not any(name.startswith("on") or name in {"style", "srcset"} for name, _ in page.named)
    assert digest() == before
    assert set(Event.objects.filter(pk__gt=happened).values_list("kind", flat=True)) <= EVENTS
    assert not Delivery.objects.exists()
    assert Contact.objects.filter(conversation__part__case=case).count() == 1
    assert len(mind.asked) == 2
    for question in mind.asked:
        assert CANARY not in json.dumps(question)
        assert question.keys() == {"model", "messages", "max_tokens", "stream"}
        assert [one["role"] for one in question["messages"]] == ["system", "user"]


def test_no_answer_of_an_evil_model_holds_an_address_or_a_hidden_letter(elsewhere: Case, mind: Mind, ask: Ask) -> None:
    for ticket in TICKETS:
        mind.message = ticket["message"]
        said = ask(make.make_case(cast.marijke(), "Vraag", ticket["text"], at=timezone.now()), Kind.DRAFT).text
        for lure in (".example", "://", "@elders", "0900", "900 1234567", "NL02", "ABNA", "live"):
            assert lure not in said, (lure, said)
        assert all(mark == "\n" or mark.isprintable() for mark in said), ascii(said)


def test_the_sum_sees_the_smallest_change(elsewhere: Case) -> None:
    before = digest()
    Case.objects.filter(pk=elsewhere.pk).update(need="iets")
    after = digest()
    assert [name for name in before if before[name] != after[name]] == ["cases_case"]
    assert len(before) > 80
