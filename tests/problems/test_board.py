"""The board puts first what matters most, and shows only what was asked for."""

import csv
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from tests import cast, make
from tests.problems.weeks import fill_contacts

from wortel.accounts.models import Role
from wortel.problems import actions, queries
from wortel.problems.models import Action, Problem
from wortel.problems.queries.board import Asked, Card
from wortel.problems.queries.places import say_ages, say_place, say_unowned
from wortel.problems.rules import reckon_priority

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_a_shop() -> None:
    cast.shop()


def board(**asked: object) -> list[str]:
    return [card.problem.code for card in queries.list_board(cast.noor(), cast.NOW, Asked(**asked))]  # type: ignore[arg-type]  # named filters


def test_a_problem_that_grows_comes_before_one_that_costs_as_much() -> None:
    growing, steady = Card(Problem(), spark=[10, 10, 10, 10, 30, 30, 30, 30]), Card(Problem(), spark=[20] * 8)
    growing.eur = steady.eur = Decimal(100)
    assert growing.priority.score > steady.priority.score


def test_a_trend_at_most_doubles_or_halves() -> None:
    assert reckon_priority(1, [0] * 4 + [900] * 4).trend == 2
    assert reckon_priority(1, [900] * 4 + [0] * 4).trend == 0.5


def test_a_few_contacts_more_are_hardly_a_trend() -> None:
    assert not reckon_priority(1, [0, 0, 0, 1, 1, 0, 1, 0]).is_growing


def test_its_place_is_explained() -> None:
    card = Card(Problem(), spark=[10] * 4 + [40] * 4, eur=Decimal(96))
    assert "× 2,0" in say_place(card)


def test_only_what_was_asked_for_is_shown() -> None:
    mine, other = make.make_problem("mine", "Doos", process=cast.delivery()), make.make_problem("other", "Factuur")
    actions.say_state(problem=other, kind="examined", agent=None, now=cast.NOW)
    assert board(words="doos") == ["mine"]
    assert board(state="examined") == ["other"]
    assert mine.process
    assert board(process=mine.process_id) == board(owner=mine.process.owner_id) == ["mine"]


def test_the_oldest_can_come_first() -> None:
    make.make_problem("new")
    make.make_problem("old", at=cast.NOW - timedelta(days=30))
    assert board(sort="age") == ["old", "new"]


def test_an_accepted_risk_stands_on_a_shelf_of_its_own() -> None:
    problem = make.make_problem("risk")
    review = (cast.NOW + timedelta(days=30)).date()
    actions.accept_risk(problem=problem, why="Te duur", review_on=review, agent=cast.noor(), now=cast.NOW)
    assert (board(), board(shelf="risk"), board(shelf="closed")) == ([], ["risk"], [])


def test_waiting_is_counted_in_days() -> None:
    make.make_problem("old", at=cast.NOW - timedelta(days=20))
    (card,) = queries.list_board(cast.noor(), cast.NOW)
    assert say_unowned(card, cast.NOW) == "20 dagen zonder eigenaar"
    assert list(say_ages(card, cast.NOW)) == ["20 dagen en niets gedaan"]


def test_the_board_is_a_file_too(client: Client) -> None:
    problem = make.make_problem("P1", "=Servicekosten")
    fill_contacts(date(2025, 9, 1), [3, 3, 3, 3, 3], problem=problem)
    client.force_login(make.make_agent("Hanneke", Role.MANAGER, is_demo=True))
    text = b"".join(client.get("/problems/?format=csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]  # sent row by row
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["place"], row["code"], row["title"]) for row in rows] == [("1", "P1", "'=Servicekosten")]


def test_filters_stay_when_the_shelf_changes(client: Client) -> None:
    make.make_problem("P1", "Doos")
    client.force_login(make.make_agent("Hanneke", Role.MANAGER, is_demo=True))
    page = client.get("/problems/?words=doos&by=state").content.decode()
    assert "/problems/?words=doos&amp;by=state&amp;shelf=risk" in page


def test_what_has_no_owner_or_action_for_long_is_unheard() -> None:
    old = cast.NOW - timedelta(days=30)
    make.make_problem("silent", at=old)
    idle = make.make_problem("idle", process=cast.delivery(), at=old)
    busy = make.make_problem("busy", process=cast.delivery(), at=old)
    Action.objects.create(problem=busy, lever="process", what="Rand")
    make.make_problem("fresh")
    lacks = {one.problem.code: one.lacks for one in queries.list_unheard(cast.NOW) if one.problem}
    assert lacks == {"silent": ("owner", "action"), idle.code: ("action",)}


def test_whatever_is_unheard_stands_on_the_agenda_of_the_meeting_too() -> None:
    long_ago = cast.NOW - timedelta(days=30)
    make.make_problem("silent", at=long_ago)
    idle = make.make_problem("idle", process=cast.delivery(), at=long_ago)
    drawn = queries.draw_agenda(cast.noor(), None, cast.NOW)
    unheard = {one.problem: one.lacks for one in queries.list_unheard(cast.NOW) if one.problem}
    assert {item.problem: item.facts.lacks for item in drawn.items if item.facts.lacks} == unheard
    assert idle in unheard


def test_a_failure_reason_without_any_cause_is_unheard() -> None:
    reason = make.make_reason("R1")
    for _ in range(10):
        make.give_reason(make.make_contact(at=cast.NOW - timedelta(days=2)), reason)
    assert [one.reason for one in queries.list_unheard(cast.NOW)] == [reason]


def test_the_number_of_days_can_be_asked(client: Client) -> None:
    make.make_problem("silent", "Stil probleem", at=cast.NOW - timedelta(days=30))
    client.force_login(make.make_agent("Hanneke", Role.MANAGER, is_demo=True))
    assert "Stil probleem" in client.get("/problems/unheard/?days=14").content.decode()
    assert "Stil probleem" in client.get("/problems/unheard/?days=0").content.decode()
