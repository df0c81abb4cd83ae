"""A contact may have several causes: each costs its part, and together never more than the contact."""

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, make

from wortel.accounts.models import Role
from wortel.contacts.models import Contact
from wortel.problems import actions, queries
from wortel.problems.models import Caused, Flag, Match, Price, Problem, sum_cost

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact() -> Contact:
    """It costs ten euros."""
    cast.shop()
    actions.set_rate(team=None, valid_from=cast.NOW.date() - timedelta(days=60), eur_per_minute=Decimal(1))
    made = make.make_contact()
    Contact.objects.filter(pk=made.pk).update(minutes=10)
    assert Price.objects.get(contact=made).eur == 10
    return made


def link(contact: Contact, code: str, *, share: str = "1", kind: str = "cause") -> Problem:
    problem = Problem.objects.filter(code=code).first() or make.make_problem(code)
    actions.flag_cause(contact=contact, problem=problem, agent=None, now=cast.NOW, kind=kind, share=Decimal(share))
    return problem


def eur(problem: Problem) -> Decimal:
    return round(queries.tally(problem).eur, 6)


def test_each_cause_costs_its_part(contact: Contact) -> None:
    most, rest = link(contact, "most", share="0.7"), link(contact, "rest", share="0.3")
    assert (eur(most), eur(rest)) == (7, 3)
    assert queries.tally(most).contacts == queries.tally(rest).contacts == 1


def test_two_whole_causes_cost_no_more_than_the_contact(contact: Contact) -> None:
    one, other = link(contact, "one"), link(contact, "other")
    assert eur(one) + eur(other) == 10


def test_what_is_alike_or_suspected_costs_nothing(contact: Contact) -> None:
    cause, alike = link(contact, "cause"), link(contact, "alike", kind="similar")
    suspected = link(contact, "suspected", kind="suspected")
    assert (eur(cause), eur(alike), eur(suspected)) == (10, 0, 0)


def test_what_somebody_said_goes_before_a_rule_at_once(contact: Contact) -> None:
    ruled = make.make_problem("ruled")
    Match.objects.create(contact=contact, problem=ruled)
    said = link(contact, "said")
    assert (eur(ruled), eur(said)) == (0, 10)


def test_part_of_a_cause_counts_on_the_board(contact: Contact) -> None:
    link(contact, "half", share="0.5")
    (card,) = queries.list_board(cast.noor(), cast.NOW + timedelta(days=1))
    assert round(card.eur, 6) == 5


def test_another_cause_is_offered_what_is_left(client: Client, contact: Contact) -> None:
    link(contact, "most", share="0.7")
    other = make.make_problem("other")
    client.force_login(make.make_agent("Hanneke", Role.AGENT, is_demo=True))
    address = reverse("contact-causes", args=[contact.pk])
    assert 'value="30"' in client.get(address).content.decode()
    client.post(address, {"problem": other.pk, "kind": "cause", "share_percent": "30"})
    assert Flag.objects.get(problem=other).share == Decimal("0.3")


def test_a_link_can_become_a_suspicion_and_be_removed(client: Client, contact: Contact) -> None:
    flag = Flag.objects.get(problem=link(contact, "P1"))
    client.force_login(make.make_agent("Hanneke", Role.AGENT, is_demo=True))
    client.post(reverse("contact-cause", args=[contact.pk, flag.pk]), {"kind": "suspected", "share_percent": "50"})
    flag.refresh_from_db()
    assert (flag.kind, flag.share) == (Flag.Kind.SUSPECTED, Decimal("0.5"))
    client.post(reverse("contact-cause-removal", args=[contact.pk, flag.pk]))
    assert not Flag.objects.filter(pk=flag.pk).exists()


def test_shares_are_looked_up_only_for_what_is_asked_also_without_statistics(contact: Contact) -> None:
    """The tables were never analysed; a plan that looks up every link once for each problem would show here."""
    problems = [make.make_problem(f"P{n}") for n in range(12)]
    flags = []
    for n in range(240):
        made = make.make_contact(at=cast.NOW - timedelta(days=n))
        flags += [Flag(contact=made, problem=problems[(n + also) % 12], at=cast.NOW) for also in (0, 5)]
    Flag.objects.bulk_create(flags)
    since = cast.NOW - timedelta(days=9)
    rows = Caused.objects.filter(contact__started_at__gt=since, problem__closed_at=None).order_by().values("problem")
    (told,) = json.loads(rows.annotate(eur=sum_cost()).explain(format="json", analyze=True))
    looked_up = [node["Actual Loops"] for node in walk(told["Plan"]) if node.get("Alias") == "other"]
    assert looked_up
    assert max(looked_up) <= 2 * 9


def walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from walk(below)
