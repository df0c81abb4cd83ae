"""The worked examples B and D, from contacts and orders as they are stored."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from tests import cast, fixture_a, make
from tests.problems.weeks import fill_contacts, fill_orders

from wortel.orders.models import Order
from wortel.problems import actions, queries
from wortel.problems.models import Effect, Fix, Problem, Verdict

pytestmark = pytest.mark.django_db

FIRST = fixture_a.FIRST_WEEK_B
FIX_DAY = fixture_a.FIX_DAY_B
BEFORE = datetime(2025, 10, 1, 9, tzinfo=UTC)
AFTER = datetime(2026, 1, 5, 9, tzinfo=UTC)


def new_invoice() -> Fix:
    """Example B: 39 weeks of invoices, with return and advice as untreated topics."""
    cast.shop()
    invoice, advice = make.make_reason("R1"), make.make_reason("R6", demand="value")
    problem = make.make_problem("P1", "Regel servicekosten", reason=invoice, process=cast.invoicing())
    known = fixture_a.effect_b()
    washout = fixture_a.WASHOUT_B
    topic = [*known["topic_pre"], washout["topic"], *known["topic_post"]]
    control = [*known["control_pre"], washout["control"], *known["control_post"]]
    orders = [*known["orders_pre"], washout["orders"], *known["orders_post"]]
    actions.set_rate(team=None, valid_from=date(2025, 1, 1), eur_per_minute=Decimal("0.75"))
    actions.set_fee(channel="phone", valid_from=date(2025, 1, 1), fee_eur=Decimal("0.4552"))
    fill_contacts(FIRST, topic, problem=problem, reason=invoice, minutes="8.288")  # 8,339.00 / 1,250 each
    fill_contacts(FIRST, control, reason=advice, minutes="1")
    fill_orders(FIRST, orders)
    return actions.record_fix(
        problem=problem, what="Nieuwe factuur", on=FIX_DAY, expected_reduction=0.5, controls=[advice], now=BEFORE
    )


@pytest.fixture
def effect() -> Effect:
    return actions.measure_effect(fix=new_invoice(), now=AFTER)


def test_the_new_invoice_works_exactly_as_worked_out(effect: Effect) -> None:
    numbers = effect.numbers
    assert (numbers["before"], numbers["orders_before"]) == (7261, 226_300)
    assert (numbers["after"], numbers["orders_after"]) == (1778, 138_300)
    assert [round(numbers[key], 4) for key in ("rr", "rr_low", "rr_high")] == [0.4007, 0.3679, 0.4364]
    assert [round(numbers[key], 4) for key in ("phi", "rho")] == [1.2939, 0.3237]
    assert round(numbers["control_rr"], 4) == 0.9694
    controlled = [round(numbers[f"controlled_{key}"], 4) for key in ("rr", "low", "high")]
    assert controlled == [0.4133, 0.3732, 0.4577]
    assert [round(numbers[key], 1) for key in ("avoided", "avoided_low", "avoided_high")] == [2523.5, 2106.2, 2985.7]
    assert [round(numbers[key]) for key in ("saved", "saved_low", "saved_high")] == [16_835, 14_051, 19_918]
    assert (effect.verdict, effect.is_final, effect.weeks_measured) == (Verdict.WORKS, True, 12)
    # What must never be the headline is kept to be struck through.
    assert [round(numbers[key], 2) for key in ("mean_before", "mean_after")] == [279.27, 148.17]
    assert round(1 - numbers["raw_ratio"], 3) == 0.469
    assert [round(numbers[key], 4) for key in ("rate_before", "rate_after")] == [32.0857, 12.8561]
    trended = actions.weigh_trend(effect=effect).numbers
    assert [round(trended[f"trend_{key}"], 4) for key in ("rr", "low", "high")] == [0.4123, 0.3755, 0.4527]
    assert round(100 * trended["trend"], 3) == -0.142
    assert 0.3 < trended["calm_rr"] < 0.5
    series = effect.series
    assert (series["first"], series["pre"], series["washout"], len(series["contacts"])) == ("2025-04-07", 26, 1, 39)
    assert round(sum(series["expected"]) - 1778, 1) == 2523.5
    assert round(sum(series["expected_low"]) - 1778, 1) == 2106.2
    closure = actions.close_with_effect(problem=effect.fix.problem, agent=cast.noor(), now=AFTER)
    assert closure.effect == effect
    assert not Problem.objects.get(code="P1").is_open


def small_problem(topic_pre: list[int], topic_post: list[int], on: date = FIX_DAY) -> Fix:
    cast.shop()
    problem = make.make_problem("P9", "Klein probleem")
    first = on - timedelta(days=7 * len(topic_pre))
    counts = [*topic_pre, 5, *topic_post]
    fill_contacts(first, counts, problem=problem)
    fill_orders(first, [1000] * len(counts))
    return actions.record_fix(problem=problem, what="Iets", on=on, now=BEFORE)


def test_four_weeks_on_either_side_are_too_early() -> None:
    fix = small_problem([3, 3, 3, 3], [2, 2, 2, 1])
    effect = actions.measure_effect(fix=fix, now=datetime(2025, 11, 11, 9, tzinfo=UTC))
    numbers = effect.numbers
    assert [round(numbers[key], 4) for key in ("rr", "rr_low", "rr_high")] == [0.5833, 0.1946, 1.6070]
    assert (effect.verdict, effect.is_final) == (Verdict.TOO_EARLY, False)
    assert (numbers["before"], numbers["after"]) == (12, 7)


def test_only_whole_weeks_count() -> None:
    fix = small_problem([3, 3, 3, 3], [2, 2, 2, 1])
    sunday_evening = datetime(2025, 11, 9, 22, 59, tzinfo=UTC)
    monday = datetime(2025, 11, 9, 23, 1, tzinfo=UTC)  # one past midnight in Amsterdam
    assert queries.measure(fix, sunday_evening).numbers["after"] == 6
    assert queries.measure(fix, monday).numbers["after"] == 7


def test_before_the_first_week_is_over_nothing_can_be_said() -> None:
    effect = actions.measure_effect(fix=small_problem([3] * 12, []), now=datetime(2025, 10, 8, 9, tzinfo=UTC))
    assert (effect.verdict, effect.weeks_measured, effect.numbers["rr"]) == (Verdict.TOO_EARLY, 0, None)


def test_weeks_before_anything_was_kept_are_left_out() -> None:
    effect = actions.measure_effect(fix=small_problem([4] * 13, [1] * 4), now=datetime(2025, 11, 11, 9, tzinfo=UTC))
    assert (effect.numbers["weeks_before"], effect.series["first"]) == (13, "2025-07-07")


def test_without_orders_the_weeks_themselves_are_compared() -> None:
    fix = small_problem([40] * 13, [10] * 6)
    Order.objects.all().delete()
    effect = actions.measure_effect(fix=fix, now=datetime(2025, 11, 25, 9, tzinfo=UTC))
    assert effect.verdict == Verdict.WORKS
    assert round(effect.numbers["rr"], 2) == 0.25


def test_a_look_before_the_end_asks_for_more_certainty_than_the_end_does() -> None:
    fix = small_problem([40] * 26, [34] * 12)
    look = actions.measure_effect(fix=fix, now=datetime(2025, 11, 25, 9, tzinfo=UTC))
    assert (look.weeks_measured, look.is_final, look.verdict) == (6, False, Verdict.TOO_EARLY)
    assert look.numbers["rr_high"] < 1 < look.numbers["high"]
    assert look.numbers["level"] > 0.99
    end = actions.measure_effect(fix=fix, now=AFTER)
    assert (end.weeks_measured, end.is_final, end.verdict) == (12, True, Verdict.WORKS)
    assert (end.numbers["low"], end.numbers["high"]) == (end.numbers["rr_low"], end.numbers["rr_high"])
    assert end.numbers["level"] == 0.95


def test_from_two_years_of_history_on_the_time_of_year_is_taken_out() -> None:
    cast.shop()
    problem = make.make_problem("P9", "Klein probleem")
    first = FIX_DAY - timedelta(weeks=110)
    fill_contacts(first, [27, 33] * 55 + [30] + [13, 17] * 6, problem=problem)
    fill_orders(first, [100] * 123)
    fix = actions.record_fix(problem=problem, what="Iets", on=FIX_DAY, now=BEFORE)
    numbers = actions.weigh_trend(effect=actions.measure_effect(fix=fix, now=AFTER)).numbers
    assert round(numbers["season_rr"], 2) == 0.5
    assert 0.4 < numbers["season_low"] < 0.5 < numbers["season_high"] < 0.62


def test_without_two_years_nothing_is_said_of_the_time_of_year() -> None:
    effect = actions.measure_effect(fix=small_problem([40] * 26, [20] * 12), now=AFTER)
    assert "season_rr" not in actions.weigh_trend(effect=effect).numbers
