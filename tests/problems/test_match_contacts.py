"""A rule counts contacts to a problem where nobody said what caused them."""

from datetime import timedelta

import pytest
from tests import cast, make

from wortel.contacts.models import Contact
from wortel.customers.models import Customer
from wortel.problems import actions, queries
from wortel.problems.models import Match, Problem, Rule
from wortel.reasons.models import Reason

pytestmark = pytest.mark.django_db


def damaged(customer: Customer | None = None, channel: str = "phone", days: int = 0) -> Contact:
    cast.shop()
    conversation = make.make_conversation(customer or make.make_customer(), channel=channel)
    contact = make.make_contact(conversation, at=cast.NOW + timedelta(days=days))
    make.give_reason(contact, make.make_reason("R4", "Beschadigd of kwijt"))
    return contact


def sorting(code: str = "P3", channel: str = "webform") -> Problem:
    problem = make.make_problem(code)
    Rule.objects.create(problem=problem, reason=make.make_reason("R4"), not_first_channel=channel)
    return problem


def matched() -> set[tuple[int, str]]:
    return set(Match.objects.values_list("contact", "problem__code"))


def test_a_chain_that_began_on_the_form_is_left_out_as_a_whole() -> None:
    sorting()
    caller, writer = make.make_customer(), make.make_customer()
    called, formed = damaged(caller), damaged(writer, "webform")
    damaged(writer, "phone", days=3)  # the same chain
    later = damaged(writer, "phone", days=20)  # another chain
    actions.match_contacts()
    assert matched() == {(called.pk, "P3"), (later.pk, "P3")}
    assert formed.pk not in {contact for contact, _ in matched()}


def test_what_a_contact_says_itself_wins_over_a_rule() -> None:
    sorting()
    contact = damaged()
    actions.flag_cause(contact=contact, problem=make.make_problem("P9"), agent=None, now=cast.NOW)
    actions.match_contacts()
    assert matched() == set()


def test_of_two_rules_the_smallest_code_wins() -> None:
    sorting("P30", channel="")
    sorting("P3", channel="")
    contact = damaged()
    actions.match_contacts()
    assert matched() == {(contact.pk, "P3")}


def test_reasons_below_count_too() -> None:
    sorting(channel="")
    Reason.objects.create(code="R4-lost", parent=make.make_reason("R4"))
    contact = make.make_contact()
    make.give_reason(contact, Reason.objects.get(code="R4-lost"))
    cast.shop()
    actions.match_contacts()
    assert matched() == {(contact.pk, "P3")}


def test_another_reason_takes_the_match_away() -> None:
    sorting(channel="")
    contact = damaged()
    assert actions.match_contacts() == 1
    assert actions.match_contacts() == 0
    contact.given_reason.reason = make.make_reason("R1")
    contact.given_reason.save()
    assert actions.match_contacts() == 1
    assert matched() == set()


def test_a_merge_takes_the_matches_along_and_undo_brings_them_back() -> None:
    problem, kept = sorting(channel=""), make.make_problem("kept")
    contact = damaged()
    actions.match_contacts()
    merge = actions.merge(kept=kept, absorbed=problem, now=cast.NOW)
    actions.match_contacts()
    assert matched() == {(contact.pk, "kept")}
    assert queries.tally(kept).contacts == 1
    actions.split(merge=merge, now=cast.NOW)
    assert matched() == {(contact.pk, "P3")}
