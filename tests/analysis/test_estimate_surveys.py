"""Example A5: what customers answered, with the limits of each figure."""

from statistics import fmean, stdev

import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from tests import fixture_a
from tests.analysis.rows import priced_a

from wortel.analysis.intervals import (
    Estimate,
    estimate_share,
    exact_count,
    exact_share,
    student_quantile,
    wilson,
)
from wortel.analysis.surveys import (
    CES_BEST,
    CSAT_BEST,
    count_hollow,
    estimate_mean,
    estimate_promoters,
    estimate_top_share,
    wald,
)


def test_the_answers_of_the_example_stand_in_the_rows() -> None:
    assert _counts("survey_csat", range(1, 6)) == [20, 30, 50, 140, 160]
    assert _counts("survey_ces", range(1, 8)) == [10, 15, 25, 50, 100, 120, 80]


def test_three_quarters_are_satisfied() -> None:
    scores = _scores("survey_csat")
    assert _percents(estimate_top_share(scores, best=CSAT_BEST)) == "75.00% [70.53%, 78.99%]"
    assert fmean(scores) == 3.975


def test_the_promoter_score_is_fifteen() -> None:
    nps = estimate_promoters(_scores("survey_nps"))
    assert (nps.promoters, nps.passives, nps.detractors) == (160, 140, 100)
    assert _numbers(nps.score, 2) == "15.00 [7.16, 22.62]"
    assert round(nps.adjusted or 0, 2) == 14.89
    assert [round(points, 2) for points in wald(160, 100, 400)] == [15.0, 7.24, 22.76]


def test_the_effort_score_has_a_t_interval() -> None:
    scores = _scores("survey_ces")
    assert _numbers(estimate_mean(scores), 4) == "5.2375 [5.0930, 5.3820]"
    assert round(stdev(scores), 4) == 1.4702
    assert estimate_top_share(scores, best=CES_BEST).value == 0.75


def test_three_quarters_say_they_were_helped_in_one_go() -> None:
    assert _percents(estimate_share(296, 400)) == "74.00% [69.49%, 78.06%]"


def test_a_third_of_the_satisfaction_is_hollow() -> None:
    linked = {one.contact.contact_id: one for one in priced_a()}
    answers = [
        (one.contact.csat, any(part.problem for part in one.parts), one.contact.reason)
        for one in linked.values()
        if one.contact.csat
    ]
    satisfaction = count_hollow((score, is_open) for score, is_open, _ in answers)
    assert (satisfaction.hollow, satisfaction.satisfied, satisfaction.hollow_share.value) == (96, 300, 0.32)
    invoice = [score for score, _, reason in answers if reason == "R1"]
    assert _percents(estimate_top_share(invoice, best=CSAT_BEST)) == "80.00% [71.96%, 86.18%]"


@pytest.mark.parametrize(
    ("yes", "n", "expected"),
    [
        (165, 550, "30.00% [26.32%, 33.96%]"),  # example A7: frustrated customers about R4
        (100, 1_250, "8.00% [6.62%, 9.64%]"),  # and about R1
        (0, 20, "0.00% [0.00%, 16.11%]"),
        (20, 20, "100.00% [83.89%, 100.00%]"),
    ],
)
def test_shares_have_their_wilson_interval(yes: int, n: int, expected: str) -> None:
    assert _percents(estimate_share(yes, n)) == expected


def test_too_few_answers_are_an_answer() -> None:
    assert estimate_mean([4.0]) == Estimate(4.0, None, None, 1)
    assert estimate_mean([]) == estimate_share(0, 0) == estimate_promoters([]).score
    assert not estimate_share(19, 19).is_certain
    assert estimate_share(20, 20).is_certain


@pytest.mark.parametrize(("yes", "n"), [(0, 7), (1, 3), (7, 19), (50, 50), (3_350, 4_085), (1_000, 1_000_000)])
def test_the_intervals_are_those_of_the_libraries(yes: int, n: int) -> None:
    assert wilson(yes, n) == pytest.approx(proportion_confint(yes, n, method="wilson"), abs=1e-12)
    assert exact_share(yes, n) == pytest.approx(proportion_confint(yes, n, method="beta"), abs=1e-12)


@pytest.mark.parametrize("freedom", [1, 2, 5, 36, 399, 10_000, 1_000_000])
@pytest.mark.parametrize("share", [0.025, 0.5, 0.8, 0.975, 0.995])
def test_students_t_is_that_of_the_library(share: float, freedom: int) -> None:
    assert student_quantile(share, freedom) == pytest.approx(stats.t.ppf(share, freedom), rel=1e-8, abs=1e-12)


@pytest.mark.parametrize("count", [0, 1, 12, 300, 7_261])
def test_the_interval_of_a_count_is_that_of_the_library(count: int) -> None:
    low, high = exact_count(count)
    assert low == pytest.approx(stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0)
    assert high == pytest.approx(stats.chi2.ppf(0.975, 2 * count + 2) / 2)


def _scores(column: str) -> list[int]:
    return [int(row[column]) for row in fixture_a.contacts_a() if row.get(column)]


def _counts(column: str, scale: range) -> list[int]:
    scores = _scores(column)
    return [scores.count(score) for score in scale]


def _percents(one: Estimate) -> str:
    return f"{one.value:.2%} [{one.low:.2%}, {one.high:.2%}]"


def _numbers(one: Estimate, digits: int) -> str:
    return f"{one.value:.{digits}f} [{one.low:.{digits}f}, {one.high:.{digits}f}]"
