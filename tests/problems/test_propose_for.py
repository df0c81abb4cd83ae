"""Which cause is proposed for a contact: by reason, by words, by what it is about."""

import pytest
from tests import cast, make

from wortel.contacts.models import Contact
from wortel.problems import queries
from wortel.problems.models import Problem, Rule
from wortel.reasons.models import Reason

pytestmark = pytest.mark.django_db


def contact_about(text: str, reason: Reason | None = None, channel: str = "email") -> Contact:
    conversation = make.make_conversation(make.make_customer(), channel=channel)
    contact = make.make_contact(conversation, text)
    if reason:
        make.give_reason(contact, reason)
    return contact


def delivery() -> Reason:
    return make.make_reason("R3", "Bezorger niet gekomen")


def test_the_only_problem_of_a_reason_is_proposed() -> None:
    problem = make.make_problem("p2", "Tijdvak niet gehaald", reason=delivery())
    assert queries.propose_for(contact_about("", delivery())) == problem


def test_a_problem_of_the_reason_above_counts_too() -> None:
    above = make.make_reason("delivery")
    below = delivery()
    below.parent = above
    below.save()
    problem = make.make_problem("p2", reason=above)
    assert queries.propose_for(contact_about("", below)) == problem


def test_of_two_problems_with_one_reason_the_words_decide() -> None:
    reason = delivery()
    slot = make.make_problem("slot", "Tijdvak niet gehaald", reason=reason)
    bell = make.make_problem("bell", "Bezorger belt niet aan", reason=reason)
    make.make_flag(contact_about("De bezorger heeft niet aangebeld, wel een kaartje in de bus", reason), bell)
    make.make_flag(contact_about("Het beloofde tijdvak tussen twaalf en twee is voorbij", reason), slot)
    asked = contact_about("Ik was thuis, er is niet aangebeld en toch ligt er een kaartje", reason)
    assert queries.propose_for(asked) == bell


def test_nothing_is_proposed_for_another_reason() -> None:
    make.make_problem("p2", "Tijdvak niet gehaald", reason=delivery())
    assert queries.propose_for(contact_about("Mijn factuur klopt niet", make.make_reason("R1"))) is None


def test_other_words_and_another_carrier_make_it_another_cause() -> None:
    reason = delivery()
    problem = make.make_problem("p2", "Tijdvak niet gehaald", reason=reason, process=cast.delivery())
    make.make_flag(contact_about("Het beloofde tijdvak is voorbij en niemand belde aan", reason), problem)
    asked = contact_about("Vandaag stond een vreemde chauffeur verkeerd geparkeerd", reason)
    asked.partner = type(cast.carrier()).objects.create(name="Andere vervoerder")
    asked.save()
    assert queries.propose_for(asked) is None


def test_without_a_reason_only_the_same_words_are_enough() -> None:
    problem = make.make_problem("p1", "Regel servicekosten op de factuur onduidelijk")
    assert queries.propose_for(contact_about("servicekosten op factuur onduidelijk, welke regel")) == problem
    assert queries.propose_for(contact_about("waar blijft mijn pakket met het bankje")) is None


def test_a_rule_that_leaves_out_a_channel_is_kept() -> None:
    problem = make.make_problem("p3", "Sorteerschade")
    Rule.objects.create(problem=problem, reason=delivery(), not_first_channel="webform")
    assert queries.propose_for(contact_about("kapot", delivery(), channel="webform")) is None
    assert queries.propose_for(contact_about("kapot", delivery(), channel="phone")) == problem


def test_a_merged_problem_is_never_proposed() -> None:
    kept = make.make_problem("kept", reason=make.make_reason("R9"))
    make.make_problem("gone", reason=delivery())
    Problem.objects.filter(code="gone").update(merged_into=kept)
    assert queries.propose_for(contact_about("", delivery())) is None


def test_it_takes_a_handful_of_queries(django_assert_max_num_queries: pytest.FixtureRequest) -> None:
    for number in range(12):
        problem = make.make_problem(f"p{number}", reason=delivery())
        make.make_flag(contact_about("Niemand gekomen", delivery()), problem)
    asked = contact_about("Er is niemand gekomen", delivery())
    with django_assert_max_num_queries(7):  # type: ignore[operator]  # pytest-django gives a context manager
        queries.propose_for(asked)
