"""Like with like: published examples, other people's code, and planted truth seen through chance."""

from random import Random

import numpy as np
import pytest
from scipy import optimize, stats

from wortel.analysis.case_mix import (
    Counted,
    Two,
    add_up,
    compare_like_with_like,
    compare_with_expected,
    count_whole,
    estimate_shrunk,
    estimate_spread,
    find_limits,
    is_outside,
)
from wortel.analysis.case_mix.expected import limits_of_count

# Applicants and admissions at Berkeley, autumn 1973, six largest departments (Bickel, Hammel and O'Connell, 1975).
MEN = {"A": (512, 825), "B": (353, 560), "C": (120, 325), "D": (138, 417), "E": (53, 191), "F": (22, 373)}
WOMEN = {"A": (89, 108), "B": (17, 25), "C": (202, 593), "D": (131, 375), "E": (94, 393), "F": (24, 341)}
# Rats with a tumour in 71 groups (Tarone, 1982; Bayesian data analysis, table 5.1).
RATS = (
    "0/20 0/20 0/20 0/20 0/20 0/20 0/20 0/19 0/19 0/19 0/19 0/18 0/18 0/17 1/20 1/20 1/20 1/20 1/19 1/19 1/18 1/18 "
    "2/25 2/24 2/23 2/20 2/20 2/20 2/20 2/20 2/20 1/10 5/49 2/19 5/46 3/27 2/17 7/49 7/47 3/20 3/20 2/13 9/48 10/50 "
    "4/20 4/20 4/20 4/20 4/20 4/20 4/20 10/48 4/19 4/19 4/19 5/22 11/46 12/49 5/20 5/20 6/23 5/19 6/22 6/20 6/20 6/20 "
    "16/52 15/47 15/46 9/24 4/14"
)
# Two carriers: in the country everything goes wrong more often, and the first carries most of the country.
CITY_AND_COUNTRY = (
    {"city": Counted(40, 1000), "country": Counted(660, 3000)},
    {"city": Counted(180, 3000), "country": Counted(52, 200)},
)


def mix_of(table: dict[str, tuple[int, int]]) -> dict[str, Counted]:
    return {key: Counted(some, n) for key, (some, n) in table.items()}


def test_the_plain_order_of_two_carriers_is_wrong_and_turns_when_like_is_held_against_like() -> None:
    first, second = CITY_AND_COUNTRY
    for stratum in first:
        assert (first[stratum].share or 0) < (second[stratum].share or 0), "the first is better everywhere"
    two = compare_like_with_like(first, second)
    assert two.first.crude == pytest.approx(0.175)
    assert two.second.crude == pytest.approx(0.0725)
    # By hand: 4,000 of 7,200 parcels go to the city, 3,200 to the country.
    assert two.first.share == pytest.approx((4000 * 0.04 + 3200 * 0.22) / 7200)
    assert two.second.share == pytest.approx((4000 * 0.06 + 3200 * 0.26) / 7200)
    assert two.crude_ratio is not None
    assert two.crude_ratio < 1
    assert two.ratio is not None
    assert two.ratio > 1
    assert two.order_turns
    assert two.is_certain


def test_the_first_carrier_has_less_trouble_than_its_parcels_explain() -> None:
    first, second = CITY_AND_COUNTRY
    whole = add_up([first, second])
    one, other = (compare_with_expected(mix, whole) for mix in (first, second))
    assert one.expected == pytest.approx(1000 * 220 / 4000 + 3000 * 712 / 3200)
    assert one.expected + other.expected == pytest.approx(count_whole(whole).some)
    assert one.ratio is not None
    assert other.ratio is not None
    assert one.ratio < 1 < other.ratio


def test_berkeley_admitted_women_as_often_as_men_department_by_department() -> None:
    two = compare_like_with_like(mix_of(MEN), mix_of(WOMEN))
    assert f"{two.first.crude:.3f} {two.second.crude:.3f}" == "0.445 0.304"
    assert f"{two.first.share:.3f} {two.second.share:.3f}" == "0.387 0.430"
    assert two.order_turns


def test_one_stratum_leaves_the_plain_shares_as_they_are() -> None:
    two = compare_like_with_like({"all": Counted(30, 300)}, {"all": Counted(60, 400)})
    assert two.ratio == pytest.approx(1.5) == two.crude_ratio
    # The usual interval of a ratio of two shares, with (some + 1/2) / (n + 1) in the variance.
    p, q = 30.5 / 301, 60.5 / 401
    se = (p * (1 - p) / 300 / 0.1**2 + q * (1 - q) / 400 / 0.15**2) ** 0.5
    assert two.low == pytest.approx(1.5 * np.exp(-1.959964 * se), rel=1e-6)


def test_strata_that_only_one_of_them_serves_are_left_out_and_told() -> None:
    two = compare_like_with_like(
        {"land": Counted(30, 300), "islands": Counted(90, 100)}, {"land": Counted(60, 400), "islands": Counted(1, 2)}
    )
    assert two.strata == 1
    assert two.first.left_out == 100
    assert two.second.left_out == 2
    assert two.ratio == pytest.approx(1.5)


def test_nobody_can_say_anything_about_partners_that_share_nothing() -> None:
    two = compare_like_with_like({"north": Counted(30, 300)}, {"south": Counted(60, 400)})
    assert two.ratio is None
    assert not two.differs
    assert not two.is_certain
    assert not two.order_turns


def test_few_expected_give_no_ratio() -> None:
    found = compare_with_expected({"all": Counted(0, 20)}, {"all": Counted(10, 200)})
    assert found.expected == 1
    assert found.ratio is None
    assert not found.differs


@pytest.mark.parametrize(("count", "low", "high"), [(0, 0, 3.689), (10, 4.795, 18.390), (50, 37.111, 65.919)])
def test_exact_limits_are_those_of_the_published_tables(count: int, low: float, high: float) -> None:
    """Garwood's table as in Breslow and Day (1987)."""
    assert limits_of_count(count) == pytest.approx((low, high), abs=0.001)


@pytest.mark.parametrize("count", [100, 350, 2000])
def test_byar_agrees_with_the_exact_limits(count: int) -> None:
    exact = stats.chi2.ppf(0.025, 2 * count) / 2, stats.chi2.ppf(0.975, 2 * count + 2) / 2
    assert limits_of_count(count) == pytest.approx(exact, rel=5e-4)


def test_funnel_limits_are_exact_where_counts_are_small() -> None:
    """Spiegelhalter's appendix: the quantile, less the part of its own step that is beyond it."""
    n, target = 60, 0.08
    limits = find_limits(target, n)
    assert limits.is_exact
    for share, found in ((0.025, limits.inner_low), (0.975, limits.inner_high), (0.999, limits.outer_high)):
        k = stats.binom.ppf(share, n, target)
        within = (stats.binom.cdf(k, n, target) - share) / stats.binom.pmf(k, n, target)
        assert found == pytest.approx(max((k - within) / n, 0))
    assert not find_limits(target, 600).is_exact


def test_spread_widens_the_funnel_and_never_narrows_it() -> None:
    plain, wide, narrow = (find_limits(0.1, 400, phi) for phi in (1, 4, 0.2))
    assert wide.inner_high - 0.1 == pytest.approx(2 * (plain.inner_high - 0.1))
    assert narrow == plain


def test_a_partner_outside_chance_is_found_and_one_inside_is_not() -> None:
    limits = find_limits(0.1, 400)
    assert is_outside(Counted(60, 400), limits)
    assert not is_outside(Counted(55, 400), limits)


def test_shrinking_agrees_with_the_likelihood_of_somebody_else() -> None:
    units = [Counted(int(some), int(n)) for some, n in (one.split("/") for one in RATS.split())]
    assert len(units) == 71
    assert count_whole(dict(enumerate(units))) == Counted(267, 1739)

    def against(logs: np.ndarray) -> float:
        a, b = np.exp(logs)
        return -float(sum(stats.betabinom.logpmf(unit.some, unit.n, a, b) for unit in units))

    theirs = np.exp(optimize.minimize(against, [0.0, 1.0], method="Nelder-Mead", options={"xatol": 1e-8}).x)
    ours = estimate_shrunk(units)
    assert (ours.a, ours.b) == pytest.approx(tuple(theirs), rel=1e-3)
    assert ours.shares[0] == pytest.approx(theirs[0] / (20 + sum(theirs)), rel=1e-3)


def test_partners_that_differ_by_chance_alone_all_go_to_the_mean() -> None:
    alike = estimate_shrunk([Counted(10, 100)] * 6)
    assert max(alike.shares) - min(alike.shares) < 1e-6
    assert alike.mean == pytest.approx(0.1, rel=1e-3)
    assert not estimate_shrunk([Counted(1, 10), Counted(5, 10)]).is_certain


def test_nobody_at_all_is_no_error() -> None:
    none = estimate_shrunk([Counted(0, 30), Counted(0, 0), Counted(0, 500)])
    assert all(0 < share < 0.5 for share in none.shares)
    assert estimate_spread(0, []) == 1
    assert find_limits(0, 0).inner_high == 1 or find_limits(0, 0).inner_high == 0


SHARES = ({"city": 0.04, "country": 0.22}, {"city": 0.06, "country": 0.26})
PARCELS = ({"city": 400, "country": 1200}, {"city": 1200, "country": 150})
WORLDS = 600


def drawn(draw: np.random.Generator, who: int, shares: dict[str, float]) -> dict[str, Counted]:
    return {key: Counted(int(draw.binomial(n, shares[key])), n) for key, n in PARCELS[who].items()}


def held(draw: np.random.Generator, second: dict[str, float]) -> Two:
    return compare_like_with_like(drawn(draw, 0, SHARES[0]), drawn(draw, 1, second))


def test_the_interval_of_the_ratio_holds_the_planted_truth() -> None:
    """At least 93 and at most 97 of 100 worlds, by 600 of them."""
    draw = np.random.default_rng(20261122)
    parcels = {key: PARCELS[0][key] + PARCELS[1][key] for key in PARCELS[0]}
    first, second = (sum(n * shares[key] for key, n in parcels.items()) for shares in SHARES)
    found = [held(draw, SHARES[1]) for _ in range(WORLDS)]
    covered = sum((two.low or 0) <= second / first <= (two.high or 0) for two in found) / WORLDS
    assert 0.93 <= covered <= 0.975
    assert sum(two.order_turns for two in found) > 0.3 * WORLDS
    assert all((two.crude_ratio or 9) < 1 for two in found), "the plain order is wrong in every world"


def test_without_a_difference_hardly_any_world_shows_one() -> None:
    draw = np.random.default_rng(7)
    assert sum(held(draw, SHARES[0]).differs for _ in range(WORLDS)) / WORLDS < 0.07


def test_the_interval_of_observed_over_expected_holds_the_planted_truth() -> None:
    """The yardstick is taken as known, as for a partner that is a small part of the whole."""
    draw = np.random.default_rng(3)
    whole = {"city": Counted(4_000, 100_000), "country": Counted(22_000, 100_000)}
    found = [compare_with_expected(drawn(draw, 1, SHARES[0]), whole) for _ in range(WORLDS)]
    assert 0.94 <= sum((one.low or 0) <= 1 <= (one.high or 0) for one in found) / WORLDS <= 0.99


def test_shrunk_shares_lie_nearer_the_truth_than_plain_ones() -> None:
    plain_miss, shrunk_miss = 0.0, 0.0
    for seed in range(40):
        draw = Random(seed)
        truth = [draw.betavariate(8, 72) for _ in range(12)]
        units = [
            Counted(sum(draw.random() < p for _ in range(n)), n) for p, n in zip(truth, [20, 60, 200] * 4, strict=True)
        ]
        shrunk = estimate_shrunk(units)
        plain_miss += sum(((unit.share or 0) - p) ** 2 for unit, p in zip(units, truth, strict=True))
        shrunk_miss += sum((share - p) ** 2 for share, p in zip(shrunk.shares, truth, strict=True))
    assert shrunk_miss < 0.6 * plain_miss
