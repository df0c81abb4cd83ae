"""What a page of this room asks of the database: few statements, and no more of them when there is more to show."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests import cast, make

from wortel.accounts.models import Role
from wortel.problems import actions
from wortel.problems.models import Action, Note, Problem

pytestmark = pytest.mark.django_db

MOST_OF_A_CAUSE = 25
DAY = timedelta(days=1)


def fill(number: int) -> Problem:
    """A cause with something in each of its lists."""
    problem = make.make_problem(f"P{number}", f"Oorzaak {number}", process=cast.delivery(), at=cast.NOW - 60 * DAY)
    for days in range(1, 4):
        contact = make.make_contact(
            make.make_conversation(make.make_customer(f"Klant {number}-{days}")),
            "Weer stond ik voor een dichte deur, en niemand belt terug.",
            at=cast.NOW - days * DAY,
        )
        actions.flag_cause(contact=contact, problem=problem, agent=cast.noor(), now=cast.NOW)
    Action.objects.create(problem=problem, lever="process", what="Rand", owner=cast.ruben().owner)
    Note.objects.create(problem=problem, kind=Note.Kind.WHY, place=1, text="De rit is te vol", at=cast.NOW)
    actions.say_state(problem=problem, kind="examined", agent=cast.noor(), now=cast.NOW - 9 * DAY)
    actions.ask_owner(problem=problem, owner=cast.tamar().owner, text="Waarom?", by="Noor", now=cast.NOW - 20 * DAY)
    return problem


def count(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.fixture
def manager(client: Client) -> Client:
    cast.shop()
    client.force_login(make.make_agent("Hanneke", Role.MANAGER))
    return client


def test_a_cause_is_read_with_few_statements_however_much_there_is_of_it(manager: Client) -> None:
    problem = fill(1)
    address = reverse("problem", args=[problem.pk])
    before = count(manager, address)
    for days in range(4, 12):
        contact = make.make_contact(text="De bezorger kwam weer niet in het tijdvak.", at=cast.NOW - days * DAY)
        make.make_flag(contact, problem)
        Action.objects.create(problem=problem, lever="process", what=f"Plan {days}", owner=cast.ruben().owner)
        actions.add_hypothesis(problem=problem, text=f"Vermoeden {days}", agent=cast.noor(), now=cast.NOW)
    share = {cast.tamar().owner: Decimal("0.5"), cast.ruben().owner: Decimal("0.5")}
    actions.assign_owners(problem=problem, shares=share, now=cast.NOW)
    assert before <= MOST_OF_A_CAUSE
    assert count(manager, address) == before


def test_what_opens_over_the_page_is_read_when_it_opens(manager: Client) -> None:
    problem = fill(1)
    page = manager.get(reverse("problem", args=[problem.pk])).content.decode()
    for name in ("describe", "fix"):
        address = reverse("problem-dialog", args=[problem.pk, name])
        assert f'hx-get="{address}"' in page
        assert 'name="csrfmiddlewaretoken"' in manager.get(address).content.decode()
    assert "csrfmiddlewaretoken" not in page.split("<dialog", 1)[1].split("</dialog>")[0]


@pytest.mark.parametrize("name", ["nothing", "plan", "merge"])
def test_what_cannot_be_opened_is_not_there(manager: Client, name: str) -> None:
    assert manager.get(reverse("problem-dialog", args=[fill(1).pk, name])).status_code == 404


def _more_causes() -> None:
    for number in range(2, 8):
        fill(number)


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("problems", _more_causes),
        ("meeting", _more_causes),
        ("unheard", _more_causes),
        ("quick-wins", _more_causes),
        ("processes", _more_causes),
        ("owners", _more_causes),
        ("sightings", _more_causes),
        ("reports", _more_causes),
        ("impact", _more_causes),
        ("next-issues", _more_causes),
    ],
)
def test_more_causes_cost_no_more_statements(manager: Client, name: str, more: Callable[[], None]) -> None:
    fill(1)
    address = reverse(name)
    before = count(manager, address)
    more()
    assert count(manager, address) <= before


def test_a_longer_list_of_customers_and_contacts_costs_no_more_statements(manager: Client) -> None:
    problem = fill(1)
    pages = [reverse(name, args=[problem.pk]) for name in ("problem-customers", "problem-contacts")]
    before = [count(manager, page) for page in pages]
    for number in range(6):
        contact = make.make_contact(
            make.make_conversation(make.make_customer(f"Nog een {number}")), "Weer niets.", at=cast.NOW - number * DAY
        )
        make.make_flag(contact, problem)
    assert [count(manager, page) for page in pages] == before


def test_an_owner_with_more_causes_waits_for_no_more_statements(client: Client) -> None:
    cast.shop()
    problem, tamar = fill(1), cast.tamar()
    entrance = actions.open_whole_entrance(owner=tamar.owner, person=tamar, now=timezone.now())
    pages = [
        reverse("owner", args=[entrance.token]),
        reverse("owner-problem", args=[entrance.token, problem.pk]),
        reverse("owner-statements", args=[entrance.token]),
    ]
    before = [count(client, page) for page in pages]
    _more_causes()
    after = [count(client, page) for page in pages]
    assert all(now <= then for now, then in zip(after, before, strict=True)), (before, after)
