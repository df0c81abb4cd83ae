"""From two years of history on the time of year is taken out of the comparison."""

from datetime import date, timedelta
from math import cos, log, tau

import numpy as np
import pytest
import statsmodels.api as sm

from wortel.analysis.effect import WeeklySeries, compare_weeks
from wortel.analysis.effect.season import Years, compare_in_season

FIRST = date(2023, 10, 2)
BEFORE, AFTER = 104, 12


def wave(week: int) -> float:
    """Half as much again in the dark of the year, half as much less in summer."""
    return 1 + 0.5 * cos(tau * ((FIRST + timedelta(weeks=week)).timetuple().tm_yday - 350) / 365.25)


def years(ratio: float, *, before: int = BEFORE, control: bool = False) -> Years:
    weeks = range(BEFORE - before, BEFORE + AFTER)
    after = [week >= BEFORE for week in weeks]
    topic = [round(100 * wave(week) * (ratio if is_after else 1)) for week, is_after in zip(weeks, after, strict=True)]
    return Years(
        mondays=[FIRST + timedelta(weeks=week) for week in weeks],
        is_after=after,
        orders=[1_000] * len(after),
        topic=topic,
        control=[round(200 * wave(week)) for week in weeks] if control else (),
    )


def test_a_rise_of_the_season_is_no_effect_of_the_fix() -> None:
    quiet = years(1.0)
    plain = compare_weeks(
        WeeklySeries(
            orders_pre=[1_000] * 26, topic_pre=quiet.topic[BEFORE - 26 : BEFORE],
            orders_post=[1_000] * AFTER, topic_post=quiet.topic[BEFORE:],
        )
    )  # fmt: skip
    seasonal = compare_in_season(quiet)
    assert plain.verdict == "worse"
    assert seasonal is not None
    assert seasonal.low is not None
    assert seasonal.high is not None
    assert seasonal.low < 1 < seasonal.high
    assert seasonal.ratio == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("control", [False, True])
def test_a_halving_in_a_busy_season_is_seen_as_one(control: bool) -> None:
    seasonal = compare_in_season(years(0.5, control=control))
    assert seasonal is not None
    assert seasonal.ratio == pytest.approx(0.5, abs=0.02)
    assert seasonal.high is not None
    assert seasonal.high < 1


def test_it_is_the_regression_that_statsmodels_fits() -> None:
    halved = years(0.5)
    angle = np.array([tau * monday.toordinal() / 365.25 for monday in halved.mondays])
    waves = [np.sin(angle), np.cos(angle), np.sin(2 * angle), np.cos(2 * angle)]
    design = np.column_stack([np.ones(len(angle)), np.array(halved.is_after, float), *waves])
    fitted = sm.GLM(halved.topic, design, family=sm.families.Poisson(), offset=np.log(halved.orders)).fit()
    seasonal = compare_in_season(halved)
    assert seasonal is not None
    assert log(seasonal.ratio) == pytest.approx(fitted.params[1], abs=1e-6)
    assert seasonal.phi == pytest.approx(fitted.pearson_chi2 / fitted.df_resid, abs=1e-6)


def test_less_than_two_years_before_tell_nothing_of_a_season() -> None:
    assert compare_in_season(years(0.5, before=103)) is None
