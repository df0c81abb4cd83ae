"""A cause goes to whoever answers for the step where it goes wrong, onto the ledger, and back when it was a mistake."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, make
from tests.metrics.test_any_month import reckoned

from wortel.accounts.models import Role
from wortel.events.models import Event
from wortel.problems import actions, queries
from wortel.problems.actions.causes import make_fresh
from wortel.problems.models import Accountable, OwnerAnswer, Problem, ProcessOwner, Step

pytestmark = pytest.mark.django_db

LATER = cast.NOW + cast.DAY


@pytest.fixture
def sorting() -> Step:
    """A step of delivery that a department with its own deputy and cost centre answers for."""
    cast.shop()
    depot = actions.add_owner(name="Sorteercentrum", cost_centre="4720", ledger_code="4600")
    actions.appoint(owner=depot, part=Accountable.Part.FIRST, name="Sanne Vos", email="sanne@depot.example")
    actions.appoint(owner=depot, part=Accountable.Part.DEPUTY, name="Piet Bos", email="piet@depot.example")
    steps = [actions.GivenStep(None, "Rijden"), actions.GivenStep(None, "Sorteren", owner=depot)]
    return actions.set_steps(process=cast.delivery(), steps=steps)[1]


def at(step: Step | None, **known: object) -> Problem:
    problem = make.make_problem("P1", "Doos kapot", process=cast.delivery())
    Problem.objects.filter(pk=problem.pk).update(step=step, **known)
    return Problem.objects.get(pk=problem.pk)


def owners(problem: Problem) -> list[str]:
    return [one.owner.name for one in problem.ownerships.filter(until=None).order_by("owner__name")]


def test_a_fresh_cause_goes_to_the_step_where_its_reason_went_wrong_before(sorting: Step) -> None:
    reason = make.make_reason("damaged")
    at(sorting, reason=reason)
    contact = make.make_contact(text="Alles stuk")
    made = make_fresh(contact=contact, reason=reason, now=LATER)
    assert (made.step, owners(made)) == (sorting, ["Sorteercentrum"])


def test_naming_the_step_takes_a_cause_along_and_the_deputy_hears_while_the_first_is_away(sorting: Step) -> None:
    problem = at(None)
    actions.release_owner(problem=problem, owner=cast.delivery().owner, now=cast.NOW)
    actions.assign_owner(problem=problem, owner=cast.delivery().owner, now=cast.NOW)
    problem.step = sorting
    assert actions.follow_place(problem=problem, before=cast.delivery().owner, now=LATER) == sorting.owner
    assert owners(problem) == ["Sorteercentrum"]
    assert sorting.owner is not None
    person = sorting.owner.people.get(part="first")
    actions.announce_absence(person=person, from_on=date(2025, 10, 1), until_on=date(2025, 12, 1))
    on_duty = queries.find_on_duty(sorting.owner, queries.today(LATER))
    assert on_duty is not None
    assert on_duty.name == "Piet Bos"


@pytest.mark.parametrize("why", ["taken on", "shared", "refused"])
def test_what_people_agreed_on_stays_and_is_only_proposed(sorting: Step, why: str) -> None:
    problem, carrier = at(sorting), cast.delivery().owner
    depot = ProcessOwner.objects.get(name="Sorteercentrum")
    shares = {carrier: Decimal("0.5"), cast.ruben().owner: Decimal("0.5")} if why == "shared" else {carrier: Decimal(1)}
    actions.assign_owners(problem=problem, shares=shares, now=cast.NOW)
    if why == "taken on":
        problem.ownerships.filter(until=None).update(accepted_at=cast.NOW)
    if why == "refused":
        OwnerAnswer.objects.create(problem=problem, owner=depot, kind="not_mine", at=cast.NOW)
    before = owners(problem)
    assert actions.follow_place(problem=problem, before=carrier, now=LATER) is None
    assert owners(problem) == before
    assert queries.propose_owner(problem) == (None if why == "refused" else depot)


def test_a_hand_over_is_undone_and_both_stay_in_the_history(sorting: Step) -> None:
    problem, carrier = at(sorting), cast.delivery().owner
    actions.assign_owner(problem=problem, owner=carrier, now=cast.NOW)
    actions.follow_place(problem=problem, before=carrier, now=LATER)
    assert [one.owner for one in queries.list_undoable(problem, LATER + cast.DAY)] == [carrier]
    actions.give_back(problem=problem, now=LATER + cast.DAY)
    assert owners(problem) == [carrier.name]
    assert problem.ownerships.exclude(until=None).count() == 2
    assert Event.objects.filter(kind="problem.owned", about_id=problem.pk).count() >= 3
    actions.give_back(problem=problem, now=LATER + 2 * cast.DAY)
    assert owners(problem) == ["Sorteercentrum"]


def test_what_was_taken_on_before_is_taken_on_again_after_undo(sorting: Step) -> None:
    problem, carrier = at(sorting), cast.delivery().owner
    actions.assign_owner(problem=problem, owner=carrier, now=cast.NOW)
    problem.ownerships.filter(until=None).update(accepted_at=cast.NOW)
    actions.assign_owner(problem=problem, owner=cast.ruben().owner, now=LATER)
    (back,) = actions.give_back(problem=problem, now=LATER + cast.DAY)
    assert (back.owner, back.accepted_at) == (carrier, cast.NOW)


def test_where_nobody_answered_before_there_is_nothing_to_give_back(sorting: Step) -> None:
    problem = at(sorting)
    problem.ownerships.all().delete()
    actions.follow_place(problem=problem, before=None, now=LATER)
    assert queries.list_undoable(problem, LATER) == []
    with pytest.raises(actions.NobodyBefore):
        actions.give_back(problem=problem, now=LATER)


def test_the_ledger_charges_the_owner_of_the_step_at_its_cost_centre(sorting: Step) -> None:
    problem = at(sorting)
    problem.ownerships.all().delete()
    actions.follow_place(problem=problem, before=None, now=LATER)
    actions.set_rate(team=None, valid_from=date(2025, 1, 1), eur_per_minute=Decimal(1))
    contact = make.make_contact(at=cast.NOW)
    contact.minutes = Decimal(12)
    contact.save()
    make.make_flag(contact, problem)
    charged = [(one.charged_to, one.line, one.cents) for one in reckoned().ledger if one.line == "P1"]
    assert charged == [("Sorteercentrum", "P1", 1_200)]
    rows = {row[2]: row for row in queries.list_register_rows(LATER) if row[2]}
    assert rows["Sorteren"][3:12] == [
        *("Sorteercentrum", "Sanne Vos", "sanne@depot.example", "Piet Bos", "piet@depot.example", "", ""),
        *("4720", "4600"),
    ]


def test_on_screen_the_step_is_proposed_given_and_given_back(client: Client, sorting: Step) -> None:
    problem, carrier = at(sorting), cast.delivery().owner
    actions.assign_owners(problem=problem, shares={carrier: Decimal("0.6")}, now=cast.NOW)
    client.force_login(make.make_agent("Mieke Smit", Role.MANAGER, is_demo=True))
    page = reverse("problem", args=[problem.pk])
    assert "Sorteercentrum gaat over de stap ‘Sorteren’." in client.get(page).content.decode()
    assert sorting.owner is not None
    client.post(reverse("problem-owners", args=[problem.pk]), {"owner": sorting.owner.pk})
    assert owners(problem) == ["Sorteercentrum"]
    assert f"Geef het terug aan {carrier.name}" in client.get(page).content.decode()
    client.post(reverse("problem-owner-return", args=[problem.pk]))
    (back,) = problem.ownerships.filter(until=None)
    assert (back.owner, back.share) == (carrier, Decimal("0.6"))


def test_another_owner_of_a_step_in_the_register_takes_its_causes_along(client: Client, sorting: Step) -> None:
    problem = at(sorting)
    problem.ownerships.all().delete()
    actions.follow_place(problem=problem, before=None, now=LATER)
    client.force_login(make.make_agent("Mieke Smit", Role.MANAGER, is_demo=True))
    process, ruben = sorting.process, cast.ruben().owner
    form = {"name_nl": process.name_nl, "name_en": "", "owner": process.owner_id}
    form |= {"steps-TOTAL_FORMS": 1, "steps-INITIAL_FORMS": 1, "steps-0-step": sorting.pk, "steps-0-place": 1}
    form |= {"steps-0-name_nl": "Sorteren", "steps-0-owner": ruben.pk}
    page = client.post(reverse("process", args=[process.pk]), form, follow=True).content.decode()
    assert f"{ruben.name} gaat nu over ‘Doos kapot’." in page
    assert owners(problem) == [ruben.name]
    assert "stap van" in client.get(reverse("processes")).content.decode()
