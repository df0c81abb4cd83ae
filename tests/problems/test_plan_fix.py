"""A fix is planned before there are figures; afterwards its plan stands."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast, make
from tests.problems.weeks import fill_contacts, fill_orders

from wortel.analysis.effect import contacts_needed
from wortel.orders.models import Order
from wortel.problems import actions, queries
from wortel.problems.models import Action, Fix, InvoiceWeek, Lever, Notice, Problem
from wortel.problems.rules import default_washout, set_apart, window_of

pytestmark = pytest.mark.django_db

DAY = date(2025, 10, 6)
BEFORE = datetime(2025, 9, 29, 9, tzinfo=UTC)
FIRST = DAY - timedelta(weeks=26)


def late_parcel() -> Problem:
    cast.shop()
    return make.make_problem("P2", "Tijdvak niet gehaald", reason=make.make_reason("R3"), process=cast.delivery())


def plan(**changed: object) -> actions.Plan:
    return actions.Plan(**{"what": "Vaste rit", "on": DAY, **changed})  # type: ignore[arg-type]  # names of the plan


def test_a_plan_may_change_while_nothing_is_measured_and_says_what_it_was() -> None:
    problem, advice = late_parcel(), make.make_reason("R6", demand="value")
    fix = actions.record_fix(problem=problem, what="Vaste rit", on=DAY, controls=[advice], now=BEFORE)
    later = BEFORE + timedelta(days=1)
    actions.change_plan(fix=fix, plan=plan(weeks_after=8), controls=[], agent=cast.noor(), now=later)
    fix.refresh_from_db()
    assert (fix.weeks_after, list(fix.controls.all()), fix.registered_at) == (8, [], later)
    change = fix.plan_changes.get()
    assert (change.was["weeks_after"], change.was["on"], change.was["controls"]) == (12, "2025-10-06", ["R6"])
    assert change.by == "Noor Vermeer"


def test_once_a_week_is_measured_the_plan_stands() -> None:
    problem = late_parcel()
    fill_contacts(FIRST, [20] * 30, problem=problem)
    fix = actions.record_fix(problem=problem, what="Vaste rit", on=DAY, now=BEFORE)
    actions.measure_effect(fix=fix, now=BEFORE)
    actions.change_plan(fix=fix, plan=plan(weeks_after=8), controls=[], agent=None, now=BEFORE)
    actions.measure_effect(fix=fix, now=datetime(2025, 10, 21, 9, tzinfo=UTC))
    with pytest.raises(actions.AlreadyMeasured):
        actions.change_plan(fix=fix, plan=plan(weeks_after=4), controls=[], agent=None, now=BEFORE)


@pytest.mark.parametrize("share", [0.0, 1.5])
def test_a_plan_expects_a_share(share: float) -> None:
    with pytest.raises(actions.NothingExpected):
        plan(expected_reduction=share)


def test_a_mitigation_cannot_be_measured_as_a_fix() -> None:
    problem = late_parcel()
    eased = actions.add_action(problem=problem, lever="mitigation", what="Vraag en antwoord", now=BEFORE)
    with pytest.raises(actions.OnlyEases):
        actions.record_fix(problem=problem, what="Vraag en antwoord", on=DAY, action=eased, now=BEFORE)
    assert not Fix.objects.exists()


def test_no_route_closes_a_problem_on_a_mitigation(client: Client) -> None:
    problem = late_parcel()
    client.force_login(cast.noor())
    eased = actions.add_action(problem=problem, lever="mitigation", what="Vraag en antwoord", now=BEFORE)
    actions.finish_action(action=eased, on=DAY, now=BEFORE)
    with pytest.raises(actions.EffectNotProven):
        actions.close_with_effect(problem=problem, agent=None, now=BEFORE)
    page = client.get(reverse("problem", args=[problem.pk])).content.decode()
    assert f'<option value="{eased.pk}">{eased}' not in page
    given = {"what": "Vraag en antwoord", "on": "2025-10-06", "action": eased.pk}
    assert client.post(reverse("problem-fixes", args=[problem.pk]), given).status_code == 422
    client.post(reverse("problem-action-completion", args=[problem.pk, eased.pk]))
    client.post(reverse("problem-closures", args=[problem.pk]), {"kind": "effect"})
    problem.refresh_from_db()
    assert problem.is_open
    assert not Fix.objects.exists()
    assert not Notice.objects.exists()


def test_an_action_says_what_it_is_for_and_who_does_it(client: Client) -> None:
    problem = late_parcel()
    client.force_login(cast.noor())
    given = {
        "what": "Vaste rit per wijk", "lever": "process", "hypothesis": "Dan kent de bezorger de straat.",
        "expected_percent": "40", "effort": "small", "owner": cast.tamar().owner_id, "who": "Tamar Kuiper",
        "planned_on": "2025-11-03",
    }  # fmt: skip
    assert client.post(reverse("problem-actions", args=[problem.pk]), given).status_code == 302
    action = Action.objects.get()
    assert (action.lever, action.effort, action.expected_reduction) == (Lever.PROCESS, "small", 0.4)
    assert (action.owner, action.planned_on) == (cast.tamar().owner, date(2025, 11, 3))
    page = client.get(reverse("problem", args=[problem.pk]), headers={"Accept-Language": "nl"}).content.decode()
    assert "Want: Dan kent de bezorger de straat." in page
    assert "Tamar Kuiper, PakketSnel · 40\u00a0% minder verwacht · werk: klein" in page.replace("\n", " ")


def test_a_fix_is_registered_from_an_action_with_the_washout_that_fits_it(client: Client) -> None:
    problem = late_parcel()
    client.force_login(cast.noor())
    box = actions.add_action(problem=problem, lever="product", what="Andere doos", now=BEFORE)
    given = {"what": "Andere doos", "on": "2099-10-05", "action": box.pk, "exposure": "parcels", "weeks_after": "10"}
    assert client.post(reverse("problem-fixes", args=[problem.pk]), given).status_code == 302
    fix = problem.fixes.get()
    assert (fix.action, fix.washout_weeks, fix.exposure, fix.weeks_after) == (box, 2, "parcels", 10)


@pytest.mark.parametrize(
    ("lever", "exposure", "weeks"),
    [("process", "orders", 1), ("product", "parcels", 2), ("", "none", 1), ("process", "invoices", 4)],
)
def test_the_weeks_that_do_not_count_follow_what_is_changed(lever: str, exposure: str, weeks: int) -> None:
    assert default_washout(lever, exposure) == weeks


@pytest.mark.parametrize(("exposure", "ratio"), [("orders", 0.5), ("parcels", 0.25), ("invoices", 1.0), ("none", 0.5)])
def test_what_brings_contacts_by_itself_is_chosen_per_fix(exposure: str, ratio: float) -> None:
    problem = late_parcel()
    fill_contacts(FIRST, [40] * 27 + [20] * 4, problem=problem)
    fill_orders(FIRST, [50] * 31)
    halfway = datetime(2025, 10, 12, 22, tzinfo=UTC)
    for order in Order.objects.all():
        make.make_parcel(order, "1")
        if order.placed_at and order.placed_at >= halfway:
            make.make_parcel(order, "2")
    actions.count_invoices(weeks={FIRST + timedelta(weeks=n): 100 if n < 27 else 50 for n in range(31)})
    fix = actions.record_fix(problem=problem, what="x", on=DAY, weeks_after=4, exposure=exposure, now=BEFORE)
    effect = actions.measure_effect(fix=fix, now=datetime(2025, 11, 11, 9, tzinfo=UTC))
    assert effect.is_final
    assert effect.numbers["rr"] == pytest.approx(ratio)


def test_invoices_are_told_as_they_stand_in_a_spreadsheet(client: Client) -> None:
    cast.shop()
    client.force_login(cast.noor())
    client.post(reverse("problem-invoices"), {"weeks": "2025-10-08; 9.500\n2025-10-13\t8000\n"})
    client.post(reverse("problem-invoices"), {"weeks": "2025-10-06, 9600"})
    assert list(InvoiceWeek.objects.order_by("monday").values_list("monday", "count")) == [
        (date(2025, 10, 6), 9600),
        (date(2025, 10, 13), 8000),
    ]
    assert client.post(reverse("problem-invoices"), {"weeks": "maandag"}).status_code == 422


def test_while_planning_the_form_says_what_can_be_seen(client: Client) -> None:
    problem = late_parcel()
    client.force_login(cast.noor())
    now = queries.latest_mondays(datetime.now(UTC), 1)[0]
    fill_contacts(now - timedelta(weeks=26), [2, 3] * 13, problem=problem)
    asked = {"weeks_after": "13", "exposure": "none"}
    address = reverse("problem-outlook", args=[problem.pk])
    halving = client.get(address, asked, headers={"Accept-Language": "nl"}).content.decode()
    assert "Je hebt ongeveer 82 contacten nodig om een halvering te zien; je hebt er 65 in 26 weken." in halving
    assert "Meet langer" in halving
    tenth = client.get(address, {**asked, "expected_percent": "70"}, headers={"Accept-Language": "nl"}).content.decode()
    assert "Je hebt ongeveer 42 contacten nodig om een daling van 70% te zien" in tenth
    assert contacts_needed(0.5, post_per_pre=0.5) == 82


def test_a_topic_that_another_fix_changes_in_these_weeks_is_refused() -> None:
    problem, other = late_parcel(), make.make_reason("R4")
    elsewhere = make.make_problem("P4", reason=other, process=cast.invoicing())
    actions.record_fix(problem=elsewhere, what="Nieuwe rand", on=DAY - timedelta(weeks=3), now=BEFORE)
    with pytest.raises(actions.ControlNotIndependent) as refusal:
        actions.record_fix(problem=problem, what="x", on=DAY, controls=[other], now=BEFORE)
    assert refusal.value.refused == {other: queries.Why.FIXING}


def test_a_topic_that_moved_differently_before_is_not_proposed_and_the_plan_keeps_why() -> None:
    problem, rising = late_parcel(), make.make_reason("R6", demand="value")
    alike = make.make_reason("R7", demand="value")
    now = datetime(2025, 10, 8, 9, tzinfo=UTC)
    fill_contacts(FIRST, [30] * 26, problem=problem)
    fill_contacts(FIRST, [20] * 13 + [60] * 13, reason=rising)
    fill_contacts(FIRST, [25] * 26, reason=alike)
    assert [one.reason for one in queries.weigh_controls(problem, now) if one.is_proposed] == [alike]
    fix = actions.record_fix(problem=problem, what="x", on=DAY, controls=[alike], now=now)
    assert {one["topic"]: one["why"] for one in fix.left_out} == {"R6": "apart", "R3": "own"}


def test_a_fix_long_after_another_is_measured_from_where_that_one_had_worked_in() -> None:
    earlier = window_of(date(2025, 5, 5), washout_weeks=1, weeks_before=26, weeks_after=12)
    own = window_of(DAY, washout_weeks=1, weeks_before=26, weeks_after=12)
    found = set_apart(own, [earlier], [])
    assert (found.window.pre_from, found.with_earlier) == (date(2025, 5, 12), 0)
    assert len(found.window.pre) == 21


def test_fixes_that_fell_close_together_get_one_verdict_together() -> None:
    problem = late_parcel()
    first_day = DAY - timedelta(weeks=8)
    fill_contacts(DAY - timedelta(weeks=34), [40] * 34 + [25] + [10] * 12, problem=problem)
    end = datetime(2026, 1, 6, 9, tzinfo=UTC)
    first = actions.record_fix(problem=problem, what="Vaste rit", on=first_day, weeks_after=8, now=end)
    second = actions.record_fix(problem=problem, what="Bericht vooraf", on=DAY, now=end)
    together = actions.measure_effect(fix=second, now=end).numbers
    assert together["together_with"] == ["Vaste rit"]
    assert (together["weeks_before"], together["weeks_after"], together["rr"]) == (26, 12, pytest.approx(0.25))
    apart = actions.measure_effect(fix=first, now=end)
    assert (apart.weeks_measured, apart.is_final) == (7, True)


def test_a_plan_ahead_shows_no_weeks_that_are_still_to_come(client: Client) -> None:
    problem = late_parcel()
    client.force_login(cast.noor())
    fill_contacts(FIRST, [20] * 26, problem=problem)
    fix = actions.record_fix(problem=problem, what="Vaste rit", on=DAY + timedelta(weeks=4), now=BEFORE)
    effect = actions.measure_effect(fix=fix, now=BEFORE)
    assert effect.series["contacts"] == [20] * 21
    assert (effect.numbers["weeks_before"], effect.weeks_measured) == (21, 0)
    page = client.get(reverse("problem", args=[problem.pk]), headers={"Accept-Language": "nl"}).content.decode()
    assert "Verandert op maandag 3 november 2025" in page.replace("\u00a0", " ")
