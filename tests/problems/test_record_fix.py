"""A fix is registered before the numbers are in, and compared only with topics it leaves alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests import cast, make
from tests.problems.weeks import fill_contacts

from wortel.problems import actions, queries
from wortel.problems.models import Problem
from wortel.reasons.models import Reason

pytestmark = pytest.mark.django_db

DAY = date(2025, 10, 6)


def invoice_line() -> Problem:
    return make.make_problem("P1", reason=make.make_reason("R1"), process=cast.invoicing())


def test_two_fixes_of_one_problem_cannot_be_measured_at_once() -> None:
    problem = invoice_line()
    first = actions.record_fix(problem=problem, what="Nieuwe factuur", on=DAY, now=cast.NOW)
    with pytest.raises(actions.WindowStillOpen):
        actions.record_fix(problem=problem, what="Nog een regel", on=DAY + timedelta(days=30), now=cast.NOW)
    actions.withdraw_fix(fix=first, now=cast.NOW)
    assert actions.record_fix(problem=problem, what="Nog een regel", on=DAY, now=cast.NOW).pk != first.pk


def test_after_the_last_week_the_next_fix_may_be_recorded() -> None:
    problem = invoice_line()
    actions.record_fix(problem=problem, what="Nieuwe factuur", on=DAY, now=cast.NOW)
    last_sunday = datetime(2026, 1, 4, 12, tzinfo=UTC)
    with pytest.raises(actions.WindowStillOpen):
        actions.record_fix(problem=problem, what="Tweede", on=last_sunday.date(), now=last_sunday)
    monday = last_sunday + timedelta(days=1)
    actions.record_fix(problem=problem, what="Tweede", on=monday.date(), now=monday)


def test_another_problem_has_a_window_of_its_own() -> None:
    actions.record_fix(problem=invoice_line(), what="Nieuwe factuur", on=DAY, now=cast.NOW)
    other = make.make_problem("P2", process=cast.delivery())
    actions.record_fix(problem=other, what="Vaste rit", on=DAY, now=cast.NOW)


@pytest.mark.parametrize("code", ["R1", "R1-below", "R-above", "same-process", "same-owner"])
def test_a_topic_that_the_fix_touches_is_refused_as_control(code: str) -> None:
    problem = invoice_line()
    above = make.make_reason("R-above")
    Reason.objects.filter(code="R1").update(parent=above)
    below = make.make_reason("R1-below")
    Reason.objects.filter(pk=below.pk).update(parent=Reason.objects.get(code="R1"))
    make.make_problem("P7", reason=make.make_reason("same-process"), process=cast.invoicing())
    elsewhere = make.make_problem("P8", reason=make.make_reason("same-owner"))
    actions.assign_owner(problem=elsewhere, owner=cast.ruben().owner, now=cast.NOW)
    with pytest.raises(actions.ControlNotIndependent) as refusal:
        actions.record_fix(problem=problem, what="x", on=DAY, controls=[Reason.objects.get(code=code)], now=cast.NOW)
    assert [reason.code for reason in refusal.value.reasons] == [code]


def test_an_unrelated_topic_is_taken_as_control() -> None:
    advice = make.make_reason("R6", demand="value")
    fix = actions.record_fix(problem=invoice_line(), what="x", on=DAY, controls=[advice], now=cast.NOW)
    assert list(fix.controls.all()) == [advice]


def test_only_quiet_value_reasons_are_proposed_as_controls() -> None:
    problem = invoice_line()
    advice, parcel = make.make_reason("R6", demand="value"), make.make_reason("R2", demand="value")
    failing, seldom = make.make_reason("R3", demand="failure"), make.make_reason("R8", demand="value")
    make.make_problem("P2", reason=parcel)
    for reason in (advice, parcel, failing):
        fill_contacts(DAY - timedelta(weeks=26), [4] * 26, reason=reason)
    fill_contacts(DAY - timedelta(weeks=26), [3] * 26, reason=seldom)
    now = datetime(2025, 10, 8, 9, tzinfo=UTC)
    assert [one.reason for one in queries.weigh_controls(problem, now) if one.is_proposed] == [advice]
    why = {one.reason.code: one.why for one in queries.weigh_controls(problem, now)}
    assert why == {"R6": None, "R1": "own", "R2": "cause", "R3": "failure", "R8": "few"}


def test_an_expectation_written_after_the_numbers_shows_as_such() -> None:
    early = actions.record_fix(problem=invoice_line(), what="x", on=DAY, now=cast.NOW)
    late = actions.record_fix(
        problem=make.make_problem("P2"), what="y", on=DAY, now=datetime(2025, 10, 13, 9, tzinfo=UTC)
    )
    assert queries.is_registered_ahead(early)
    assert not queries.is_registered_ahead(late)


@pytest.mark.parametrize("share", [0.0, -0.2, 1.2])
def test_an_expectation_is_a_share(share: float) -> None:
    with pytest.raises(actions.NothingExpected):
        actions.record_fix(problem=invoice_line(), what="x", on=DAY, expected_reduction=share, now=cast.NOW)


def test_a_fix_on_wednesday_leaves_its_week_out_even_without_washout() -> None:
    fix = actions.record_fix(problem=invoice_line(), what="x", on=date(2025, 10, 8), washout_weeks=0, now=cast.NOW)
    span = queries.window(fix)
    assert (span.pre[-1], span.washout, span.post[0]) == (date(2025, 9, 29), [DAY], date(2025, 10, 13))
    assert (len(span.pre), len(span.post)) == (26, 12)
