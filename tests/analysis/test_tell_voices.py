"""The answers of one group in figures, and the difference of two groups held against published and other code."""

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from wortel.analysis.intervals import estimate_share
from wortel.analysis.voices import compare_shares, tell_voice


@pytest.mark.parametrize(
    ("after", "before", "limits"),
    [((56, 70), (48, 80), "0.0524 0.3339"), ((9, 10), (3, 10), "0.1705 0.8090"), ((6, 7), (2, 7), "0.0582 0.8062")],
)
def test_the_difference_has_the_published_limits(after: tuple[int, int], before: tuple[int, int], limits: str) -> None:
    """Examples (a) to (c) of Newcombe (1998), table II, method 10."""
    found = compare_shares(estimate_share(*before), estimate_share(*after))
    assert f"{found.low:.4f} {found.high:.4f}" == limits


@pytest.mark.parametrize(("after", "before"), [((9, 10), (6, 10)), ((85, 100), (60, 100)), ((0, 12), (5, 30))])
def test_the_difference_is_that_of_another_package(after: tuple[int, int], before: tuple[int, int]) -> None:
    found = compare_shares(estimate_share(*before), estimate_share(*after))
    low, high = confint_proportions_2indep(*after, *before, method="newcomb")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)


def test_each_question_is_told_by_its_own_figure() -> None:
    nps = {9: 160, 7: 140, 3: 100}
    ces = dict(zip(range(1, 8), (10, 15, 25, 50, 100, 120, 80), strict=True))
    voice = tell_voice({"csat": {1: 20, 2: 30, 3: 50, 4: 140, 5: 160}, "nps": nps, "ces": ces})
    assert (voice.csat.value, voice.find("nps").figure.value) == (0.75, 15.0)
    assert f"{voice.find('ces').figure.value:.4f}" == "5.2375"
    assert (voice.find("friendliness").figure.n, voice.answers) == (0, 400)
    assert voice.find("csat").spread == (20, 30, 50, 140, 160)


def test_four_answers_are_not_enough() -> None:
    assert not tell_voice({"csat": {5: 4}}).find("csat").is_enough
    assert tell_voice({"csat": {5: 5}}).find("csat").is_enough
