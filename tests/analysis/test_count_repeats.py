"""Example A2: who had to come back, per reason and in all."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from tests import fixture_a
from tests.analysis.rows import chains_a, contacts_a

from wortel.analysis.intervals import Estimate
from wortel.analysis.repeats import Chain, count_repeats, count_routes, find_chains, find_silo_chains

# chains, singles, fcr, repeats, repeat rate, and the figure that looks at each channel alone
REPEATS = {
    "R1": (1050, 900, "85.71%", 200, "16.00%", (1010, 1120)),
    "R2": (830, 600, "72.29%", 290, "25.89%", (960, 1040)),
    "R3": (380, 280, "73.68%", 120, "24.00%", (460, 480)),
    "R4": (350, 200, "57.14%", 200, "36.36%", (470, 510)),
    "R5": (550, 500, "90.91%", 50, "8.33%", (580, 590)),
    "R6": (425, 400, "94.12%", 25, "5.56%", (450, 450)),
    "R7": (240, 230, "95.83%", 10, "4.00%", (250, 250)),
    "R8": (260, 240, "92.31%", 20, "7.14%", (280, 280)),
}


@pytest.mark.parametrize("reason", REPEATS)
def test_each_reason_has_its_chains_and_repeats(reason: str) -> None:
    tally = count_repeats(chains_a(), month=fixture_a.MONTH_A, zone=fixture_a.ZONE).by_reason[reason]
    chains, singles, fcr, repeats, rate, _ = REPEATS[reason]
    assert (tally.chains, tally.singles, tally.repeats) == (chains, singles, repeats)
    assert (_percent(tally.fcr_chain.value), _percent(tally.repeat_rate)) == (fcr, rate)


@pytest.mark.parametrize("reason", REPEATS)
def test_looking_at_each_channel_alone_flatters(reason: str) -> None:
    silo = count_repeats(_silo()).by_reason[reason]
    assert (silo.singles, silo.chains) == REPEATS[reason][-1]


def test_the_month_is_solved_at_once_in_82_percent() -> None:
    total = count_repeats(chains_a(), month=fixture_a.MONTH_A, zone=fixture_a.ZONE).total
    assert (total.chains, total.singles, total.contacts, total.repeats) == (4085, 3350, 5000, 915)
    assert _interval(total.fcr_chain) == "82.01% [80.80%, 83.16%]"
    assert _percent(total.repeat_rate) == "18.30%"


@pytest.mark.parametrize(("reason", "expected"), [("R1", "85.71% [83.47%, 87.70%]"), ("R4", "57.14% [51.91%, 62.22%]")])
def test_the_share_solved_at_once_comes_with_its_interval(reason: str, expected: str) -> None:
    assert _interval(count_repeats(chains_a()).by_reason[reason].fcr_chain) == expected


def test_over_all_channels_apart_it_would_seem_94_percent() -> None:
    silo = count_repeats(_silo()).total
    assert (silo.singles, silo.chains, _percent(silo.fcr_chain.value)) == (4460, 4720, "94.49%")


def test_most_who_came_back_took_another_channel() -> None:
    several = [chain for chain in chains_a() if not chain.is_single]
    crossing = [chain for chain in several if chain.is_cross_channel]
    assert (len(several), len(crossing), _percent(len(crossing) / len(several))) == (735, 565, "76.87%")


def test_the_routes_are_the_patterns_of_the_example() -> None:
    routes = count_routes(chain for chain in chains_a() if chain.reason == "R1")
    assert routes["email", "email", "phone"] == 10
    assert routes["email", "phone", "phone"] == 20
    assert routes.total() == 1050


def test_within_two_days_nobody_seems_to_come_back() -> None:
    chains = find_chains(contacts_a(), as_of=fixture_a.AS_OF_A, window=timedelta(days=2))
    assert _interval(count_repeats(chains).total.fcr_chain) == "100.00% [99.92%, 100.00%]"


def test_partner_pakketsnel_hit_630_customers() -> None:
    assert len({chain.customer for chain in chains_a() if chain.reason == "R3"}) == 380
    fcr = count_repeats(chains_a()).by_reason["R4"].fcr_chain
    assert (_percent(fcr.value), fcr.n) == ("57.14%", 350)
    # R4 has 50 chains of one web form and 50 that began with one; the partner caused the other 250.
    caused = [chain for chain in chains_a() if chain.reason == "R4" and chain.first.channel != "webform"]
    assert len(caused) == 250


def _silo() -> Sequence[Chain]:
    return find_silo_chains(contacts_a(), as_of=fixture_a.AS_OF_A)


def _percent(share: float | None) -> str:
    assert share is not None
    return f"{share:.2%}"


def _interval(share: Estimate) -> str:
    return f"{_percent(share.value)} [{_percent(share.low)}, {_percent(share.high)}]"
