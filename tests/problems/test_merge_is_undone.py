"""Merging and parting leave nothing behind when they are undone, whatever stood around the two problems."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from tests import cast, make

from wortel.contacts.models import Contact
from wortel.orders.models import Order
from wortel.problems import actions, queries
from wortel.problems.actions.matching import match_contacts
from wortel.problems.models import (
    Action,
    Fix,
    Flag,
    Match,
    Notice,
    OwnerAnswer,
    OwnerLink,
    OwnerRequest,
    Ownership,
    Problem,
    Rule,
    Sighting,
)

pytestmark = pytest.mark.django_db

KINDS = some.sampled_from(["cause", "similar", "suspected"])
FLAGS = some.lists(some.tuples(some.integers(0, 3), KINDS), max_size=4, unique_by=lambda pair: pair[0])
PARTS = some.frozensets(
    some.sampled_from(
        ["owner", "other owner", "action", "fix", "notice", "answer", "link", "request", "rule", "sighting"]
    )
)
AROUND = some.tuples(FLAGS, PARTS)
KEPT = (Flag, Action, Fix, Notice, OwnerAnswer, OwnerLink, OwnerRequest, Ownership, Sighting)


@contextmanager
def forgotten_afterwards() -> Iterator[None]:
    """Each example begins with an empty shop."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def snapshot() -> dict[str, list[Any]]:
    """Every row around problems, as the database has it."""
    rows = {model.__name__: sorted(model.objects.values_list(), key=repr) for model in KEPT}
    rows["Match"] = sorted(Match.objects.values_list("contact", "problem"))
    rows["Problem"] = sorted(Problem.objects.values_list("pk", "merged_into", "closed_at"))
    return rows


def furnish(problem: Problem, flags: list[tuple[int, str]], parts: frozenset[str], contacts: list[Contact]) -> None:
    now = cast.NOW - timedelta(days=3)
    for place, kind in flags:
        Flag.objects.create(contact=contacts[place], problem=problem, kind=kind, agent=cast.noor(), at=now)
    owner = cast.ruben().owner
    if "owner" in parts:
        Ownership.objects.create(problem=problem, owner=owner, since=now, accepted_at=now)
    if "other owner" in parts:
        Ownership.objects.create(problem=problem, owner=cast.tamar().owner, share="0.4", since=now)
    if "action" in parts:
        Action.objects.create(problem=problem, lever="process", what="Rand langs de band")
    if "fix" in parts:
        Fix.objects.create(problem=problem, what="Rand", on=date(2020, 1, 6), registered_at=now)
    if "notice" in parts:
        Notice.objects.create(problem=problem, agent=cast.noor(), kind=Notice.Kind.FIXED, at=now)
    if "answer" in parts:
        OwnerAnswer.objects.create(problem=problem, owner=owner, kind="accepted", at=now)
    if "link" in parts:
        token = f"{problem.code}"
        OwnerLink.objects.create(problem=problem, owner=owner, token_hash=token, made_at=now, expires_at=now)
    if "request" in parts:
        OwnerRequest.objects.create(problem=problem, owner=owner, kind="take_on", asked_at=now, due_on=now.date())
    if "sighting" in parts:
        order, _ = Order.objects.get_or_create(code="100.101")
        Sighting.objects.create(problem=problem, order=order, agent=cast.noor(), at=now)
        Sighting.objects.create(problem=problem, agent=cast.noor(), at=now)
    if "rule" in parts:
        Rule.objects.create(problem=problem, reason=make.make_reason(f"of {problem.code}"))


def two_problems(kept: Any, absorbed: Any) -> tuple[Problem, Problem]:
    Problem.objects.all().delete()
    cast.shop()
    contacts = [make.make_contact() for _ in range(4)]
    problems = make.make_problem("kept"), make.make_problem("absorbed")
    make.give_reason(contacts[3], make.make_reason("of absorbed"))
    for problem, (flags, parts) in zip(problems, (kept, absorbed), strict=True):
        furnish(problem, flags, parts, contacts)
    match_contacts()
    return problems


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=AROUND, absorbed=AROUND)
def test_undoing_a_merge_leaves_nothing_of_it(kept: Any, absorbed: Any) -> None:
    with forgotten_afterwards():
        pair = two_problems(kept, absorbed)
        before = snapshot()
        done = actions.merge(kept=pair[0], absorbed=pair[1], now=cast.NOW)
        actions.split(merge=done, now=cast.NOW)
        assert snapshot() == before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(problem=AROUND)
def test_undoing_a_parting_leaves_nothing_of_it(problem: Any) -> None:
    with forgotten_afterwards():
        whole, _ = two_problems(problem, ([], frozenset()))
        before = snapshot()
        some_contacts = list(Contact.objects.order_by("pk").values_list("pk", flat=True)[:2])
        try:
            parting = actions.part(problem=whole, contacts=some_contacts, title_nl="Deel", agent=None, now=cast.NOW)
        except actions.NothingToPart:
            assert snapshot() == before
            return
        actions.unpart(parting=parting, now=cast.NOW)
        assert snapshot() == before


def test_what_was_seen_goes_along_and_one_order_stands_once() -> None:
    seen: Any = ([], frozenset(["sighting"]))
    kept, absorbed = two_problems(seen, seen)
    done = actions.merge(kept=kept, absorbed=absorbed, now=cast.NOW)
    assert kept.sightings.count() == 3
    assert kept.sightings.exclude(order=None).count() == 1
    actions.split(merge=done, now=cast.NOW)
    assert kept.sightings.count() == absorbed.sightings.count() == 2


def test_what_was_done_and_who_answers_go_along() -> None:
    kept, absorbed = two_problems(([], frozenset()), ([(0, "cause")], frozenset(["owner", "action", "fix"])))
    actions.merge(kept=kept, absorbed=absorbed, now=cast.NOW)
    assert kept.actions.count() == kept.fixes.count() == kept.ownerships.filter(until=None).count() == 1
    assert not absorbed.ownerships.filter(until=None).exists()


def test_two_changes_that_are_being_measured_are_not_mixed() -> None:
    kept, absorbed = make.make_problem("kept"), make.make_problem("absorbed")
    cast.shop()
    for problem in (kept, absorbed):
        Fix.objects.create(problem=problem, what="Rand", on=cast.NOW.date(), registered_at=cast.NOW)
    with pytest.raises(actions.StillMeasured):
        actions.merge(kept=kept, absorbed=absorbed, now=cast.NOW)


def test_whoever_took_it_on_after_the_merge_is_ended_not_forgotten() -> None:
    kept, absorbed = two_problems(([], frozenset()), ([], frozenset(["other owner"])))
    done = actions.merge(kept=kept, absorbed=absorbed, now=cast.NOW)
    later = cast.NOW + timedelta(days=1)
    kept.ownerships.update(accepted_at=later)
    actions.split(merge=done, now=later)
    assert list(kept.ownerships.values_list("until", flat=True)) == [later]


def test_chosen_contacts_become_a_cause_of_their_own() -> None:
    problem = make.make_problem("whole", process=cast.delivery())
    first, second = make.make_contact(), make.make_contact()
    for contact in (first, second):
        make.make_flag(contact, problem)
    parting = actions.part(problem=problem, contacts=[second.pk], title_nl="Deel", agent=cast.noor(), now=cast.NOW)
    assert parting.made
    assert queries.tally(problem).contacts == queries.tally(parting.made).contacts == 1
    assert [one.owner for one in parting.made.ownerships.all()] == [cast.delivery().owner]


def test_a_contact_that_a_rule_counts_can_be_parted_too() -> None:
    problem, _ = two_problems(([], frozenset(["rule"])), ([], frozenset()))
    contact = make.make_contact()
    make.give_reason(contact, make.make_reason("of kept"))
    match_contacts()
    parting = actions.part(problem=problem, contacts=[contact.pk], title_nl="Deel", agent=None, now=cast.NOW)
    match_contacts()
    assert parting.made
    assert (queries.tally(problem).contacts, queries.tally(parting.made).contacts) == (0, 1)
