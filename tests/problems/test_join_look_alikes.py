"""Loose reports that look like one cause are proposed, joined with one answer, and fall apart again with undo."""

from datetime import timedelta

import pytest
from tests import cast, make

from wortel.cases.models import Outcome
from wortel.contacts.models import Contact
from wortel.problems import actions, queries
from wortel.problems.models import Flag, LookAlike, Match, Problem
from wortel.reasons.models import Reason

pytestmark = pytest.mark.django_db
DAMAGED = ("De doos was ingedeukt en de lamp stuk", "Doos open en lamp gebroken", "Ingedeukte doos met kapotte lamp")


@pytest.fixture(autouse=True)
def _in_a_shop() -> None:
    cast.shop()


def remaining(text: str, reason: Reason | None = None, *, days_ago: int = 1) -> Contact:
    """A contact of which a colleague said that the cause remains."""
    at = cast.NOW - timedelta(days=days_ago)
    contact = make.make_contact(text=text, at=at)
    if reason:
        make.give_reason(contact, reason)
    Outcome.objects.create(contact=contact, is_solved=True, is_cause_open=True, at=at)
    return contact


def damaged() -> list[Contact]:
    reason = make.make_reason("damaged", "Beschadigd")
    return [remaining(text, reason) for text in DAMAGED]


def the_group() -> LookAlike:
    actions.gather_look_alikes(now=cast.NOW)
    (group,) = queries.list_look_alikes(cast.NOW)
    return group


def join(group: LookAlike, contacts: list[Contact]) -> Problem:
    answer = actions.join_alikes(
        group=group, chosen=[one.pk for one in contacts], into=None, agent=cast.noor(), now=cast.NOW
    )
    assert answer.problem
    return answer.problem


def links() -> set[tuple[int, str]]:
    return set(Flag.objects.values_list("contact", "problem__code"))


def test_contacts_whose_cause_remains_are_proposed_as_one() -> None:
    contacts = damaged()
    group = the_group()
    assert set(group.alikes.values_list("contact", flat=True)) == {one.pk for one in contacts}
    assert group.reason == Reason.objects.get(code="damaged")


def test_contacts_that_a_rule_or_a_report_gave_a_cause_are_not_loose() -> None:
    first, second, _ = damaged()
    Match.objects.create(contact=first, problem=make.make_problem("by-rule"))
    known = make.make_problem("known")
    for contact in (second, make.make_contact(), make.make_contact()):
        make.make_flag(contact, known)
    actions.gather_look_alikes(now=cast.NOW)
    assert queries.list_look_alikes(cast.NOW) == []


def test_joining_makes_one_cause_of_them() -> None:
    contacts = damaged()
    problem = join(the_group(), contacts)
    assert problem.title_nl == "Beschadigd"
    assert links() == {(one.pk, problem.code) for one in contacts}
    assert queries.list_look_alikes(cast.NOW) == []


def test_loose_reports_become_part_of_the_cause() -> None:
    contacts = damaged()
    for number, contact in enumerate(contacts):
        make.make_flag(contact, make.make_problem(f"report-{number}"))
    join(the_group(), contacts)
    assert Problem.objects.standing().count() == 1
    assert Flag.objects.filter(problem__merged_into=None).count() == 3


def test_undo_takes_them_apart_again() -> None:
    contacts = damaged()
    make.make_flag(contacts[0], make.make_problem("report-1"))
    make.make_flag(contacts[1], make.make_problem("report-2"))
    before, group = links(), the_group()
    join(group, contacts)
    actions.undo_alikes(answer=group.answers.get(), now=cast.NOW)
    assert links() == before
    assert Problem.objects.standing().count() == 2
    assert queries.list_look_alikes(cast.NOW) == [group]


def test_a_contact_that_is_left_out_keeps_out() -> None:
    contacts = damaged()
    group = the_group()
    join(group, contacts[:2])
    assert not Flag.objects.filter(contact=contacts[2]).exists()
    assert group.alikes.exclude(left_out_at=None).get().contact == contacts[2]


def test_what_is_not_the_same_is_not_proposed_again() -> None:
    damaged()
    actions.refuse_alikes(group=the_group(), agent=cast.noor(), now=cast.NOW)
    remaining(DAMAGED[0], Reason.objects.get(code="damaged"))
    actions.gather_look_alikes(now=cast.NOW)
    assert queries.list_look_alikes(cast.NOW) == []


def test_much_more_of_it_is_proposed_again() -> None:
    damaged()
    actions.refuse_alikes(group=the_group(), agent=cast.noor(), now=cast.NOW)
    for text in DAMAGED * 2:
        remaining(text, Reason.objects.get(code="damaged"))
    actions.gather_look_alikes(now=cast.NOW)
    assert len(queries.list_look_alikes(cast.NOW)) == 1


def test_a_group_that_grows_stays_the_same_group() -> None:
    damaged()
    group = the_group()
    remaining(DAMAGED[0], Reason.objects.get(code="damaged"))
    assert the_group() == group
    assert group.alikes.count() == 4


def test_two_people_cannot_answer_one_group() -> None:
    contacts = damaged()
    group = the_group()
    actions.refuse_alikes(group=group, agent=cast.noor(), now=cast.NOW)
    with pytest.raises(actions.GroupAnswered):
        join(group, contacts)


def test_a_group_says_to_which_known_cause_it_may_belong() -> None:
    reason = make.make_reason("damaged", "Beschadigd")
    known = make.make_problem("sorting", "Sorteerschade", reason=reason)
    for text in DAMAGED:
        make.make_flag(make.make_contact(text=text), known)
    damaged()
    assert the_group().likely == known


def test_nothing_new_is_not_gathered_anew() -> None:
    damaged()
    group = the_group()
    LookAlike.objects.filter(pk=group.pk).update(score=0.1)
    actions.gather_look_alikes(now=cast.NOW)
    group.refresh_from_db()
    assert group.score == 0.1
