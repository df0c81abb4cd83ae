"""A problem closes on a proven effect or on an accepted risk, and opens by itself when the contacts return."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from tests import cast, make
from tests.problems.weeks import fill_contacts, fill_orders

from wortel.events.models import Event
from wortel.problems import actions, queries
from wortel.problems.models import Closure, Effect, Notice, Problem, Verdict

pytestmark = pytest.mark.django_db

MONDAY = date(2025, 10, 6)
MEASURED = datetime(2026, 1, 5, 9, tzinfo=UTC)
WEEK = timedelta(days=7)


def measured_problem(verdict: str = Verdict.WORKS, **numbers: float | None) -> Problem:
    """A problem with a measurement: 108 contacts on 12,000 orders were left after the fix."""
    cast.shop()
    problem = make.make_problem("P1", process=cast.invoicing())
    fix = actions.record_fix(problem=problem, what="Nieuwe factuur", on=MONDAY, now=cast.NOW)
    known = {"after": 108, "orders_after": 12_000, "weeks_after": 12, "phi": 1.3, **numbers}
    Effect.objects.create(fix=fix, measured_at=MEASURED, weeks_measured=12, verdict=verdict, numbers=known)
    return problem


@pytest.mark.parametrize("verdict", [Verdict.NO_EFFECT, Verdict.TOO_EARLY, Verdict.WORSE])
def test_without_a_proven_effect_it_stays_open(verdict: str) -> None:
    problem = measured_problem(verdict)
    with pytest.raises(actions.EffectNotProven):
        actions.close_with_effect(problem=problem, agent=cast.noor(), now=MEASURED)
    problem.refresh_from_db()
    assert problem.is_open


def test_a_question_and_answer_never_closes_it() -> None:
    problem = make.make_problem("P1")
    actions.add_action(problem=problem, lever="mitigation", what="Vraag en antwoord", done_on=MONDAY, now=cast.NOW)
    with pytest.raises(actions.EffectNotProven):
        actions.close_with_effect(problem=problem, agent=cast.noor(), now=MEASURED)


def test_the_latest_measurement_counts() -> None:
    problem = measured_problem()
    Effect.objects.create(fix=problem.fixes.get(), measured_at=MEASURED + WEEK, verdict=Verdict.TOO_EARLY, numbers={})
    assert queries.find_proof(problem) is None


def test_a_withdrawn_fix_proves_nothing() -> None:
    problem = measured_problem()
    actions.withdraw_fix(fix=problem.fixes.get(), now=MEASURED)
    with pytest.raises(actions.EffectNotProven):
        actions.close_with_effect(problem=problem, agent=None, now=MEASURED)


def test_a_proven_effect_closes_it_once() -> None:
    problem = measured_problem()
    closure = actions.close_with_effect(problem=problem, agent=cast.noor(), now=MEASURED)
    assert (closure.kind, closure.by) == (Closure.Kind.EFFECT, "Noor Vermeer")
    with pytest.raises(actions.AlreadyClosed):
        actions.close_with_effect(problem=problem, agent=cast.noor(), now=MEASURED)


def test_undo_opens_it_again() -> None:
    problem = measured_problem()
    actions.undo_closing(closure=actions.close_with_effect(problem=problem, agent=None, now=MEASURED))
    problem.refresh_from_db()
    assert problem.is_open
    assert not problem.closures.exists()


def test_an_accepted_risk_keeps_its_running_cost_and_its_review() -> None:
    cast.shop()
    problem = make.make_problem("P1")
    actions.set_fee(channel="phone", valid_from=date(2025, 1, 1), fee_eur=Decimal("2.50"))
    fill_contacts(MONDAY - 4 * WEEK, [10, 10, 10, 10], problem=problem)
    closure = actions.accept_risk(
        problem=problem,
        why="Te duur om te herstellen",
        review_on=date(2026, 4, 1),
        agent=cast.noor(),
        now=datetime(2025, 10, 6, 9, tzinfo=UTC),
    )
    assert closure.running_cents_per_week == 2500
    problem.refresh_from_db()
    assert not problem.is_open


@pytest.mark.parametrize(
    ("why", "review_on"), [("  ", date(2025, 12, 1)), ("x", date(2025, 10, 7)), ("x", date(2027, 1, 1))]
)
def test_a_risk_is_explained_and_reviewed_within_a_year(why: str, review_on: date) -> None:
    with pytest.raises(actions.RiskNotExplained):
        actions.accept_risk(problem=make.make_problem("P1"), why=why, review_on=review_on, agent=None, now=cast.NOW)


def closed_problem() -> Problem:
    """Closed on 5 January at 9 contacts a week on 1,000 orders; 1,000 orders came in each week since."""
    problem = measured_problem()
    actions.flag_cause(contact=make.make_contact(), problem=problem, agent=cast.noor(), now=cast.NOW)
    actions.close_with_effect(problem=problem, agent=cast.joris(), now=MEASURED)
    fill_orders(date(2026, 1, 5), [1000, 1000, 1000])
    problem.refresh_from_db()
    return problem


def test_contacts_that_return_open_it_again_and_are_told() -> None:
    problem = closed_problem()
    Notice.objects.all().delete()
    fill_contacts(date(2026, 1, 12), [31], problem=problem)
    reopening = actions.reopen_if_back(problem=problem, now=datetime(2026, 1, 19, 5, tzinfo=UTC))
    assert reopening is not None
    assert (reopening.contacts, round(reopening.expected, 1)) == (31, 9.0)
    problem.refresh_from_db()
    assert problem.is_open
    assert Event.objects.filter(kind="problem.reopened", about_id=problem.pk).exists()
    assert [(notice.agent, notice.kind) for notice in Notice.objects.all()] == [(cast.noor(), "back")]


def test_the_level_after_the_fix_does_not_open_it() -> None:
    problem = closed_problem()
    fill_contacts(date(2026, 1, 12), [14], problem=problem)
    assert actions.reopen_if_back(problem=problem, now=datetime(2026, 1, 19, 5, tzinfo=UTC)) is None


def test_more_orders_explain_more_contacts() -> None:
    problem = closed_problem()
    fill_contacts(date(2026, 1, 12), [31], problem=problem)
    fill_orders(date(2025, 1, 6), [1])
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO orders_order (code, placed_at, status, what, attributes)"
            " SELECT 'more-' || n, '2026-01-14 12:00+01', '', '', '{}' FROM generate_series(1, 2000) n"
        )
    assert actions.reopen_if_back(problem=problem, now=datetime(2026, 1, 19, 5, tzinfo=UTC)) is None


def test_contacts_from_before_the_closing_do_not_count() -> None:
    problem = closed_problem()
    fill_contacts(date(2025, 12, 29), [60], problem=problem)
    assert actions.reopen_if_back(problem=problem, now=datetime(2026, 1, 6, 5, tzinfo=UTC)) is None


def test_a_problem_that_was_gone_altogether_returns_with_the_third_contact() -> None:
    problem = measured_problem(after=0, phi=None)
    actions.close_with_effect(problem=problem, agent=None, now=MEASURED)
    fill_orders(date(2026, 1, 12), [1000])
    fill_contacts(date(2026, 1, 12), [2], problem=problem)
    now = datetime(2026, 1, 19, 5, tzinfo=UTC)
    assert actions.reopen_if_back(problem=problem, now=now) is None
    fill_contacts(date(2026, 1, 12), [1], problem=problem)
    assert actions.reopen_if_back(problem=problem, now=now) is not None


def test_an_open_problem_cannot_come_back() -> None:
    assert actions.reopen_if_back(problem=measured_problem(), now=MEASURED) is None


def test_an_accepted_risk_comes_back_on_its_day_of_review() -> None:
    cast.shop()
    problem = make.make_problem("P1")
    actions.accept_risk(problem=problem, why="Te duur", review_on=date(2025, 12, 1), agent=None, now=cast.NOW)
    problem.refresh_from_db()
    assert actions.reopen_if_back(problem=problem, now=datetime(2025, 11, 30, 12, tzinfo=UTC)) is None
    assert actions.reopen_if_back(problem=problem, now=datetime(2025, 12, 1, 5, tzinfo=UTC)) is not None
