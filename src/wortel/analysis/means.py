"""Which means is lacking here?

Colleagues say it themselves with a chip; a hand-over, a contact that could not be solved, words of doubt and a search
in vain point to it less surely. Each source counts by what is surely there, the low limit of its share, times its
weight. Do not use it for one person: it says what a topic asks for that is not there.

Reference: the weights are a choice, not an estimate. What somebody says counts in full; a hand-over and "I cannot solve
this" count half for the mandate, because the next one could or should be allowed to; doubt and a search in vain count
half for knowledge.

>>> from wortel.analysis.intervals import estimate_share
>>> chips = {"case_status": estimate_share(30, 100), "knowledge": estimate_share(10, 100)}
>>> handed_over, unsure = estimate_share(5, 100), estimate_share(40, 100)
>>> found = weigh_means(chips, handed_over=handed_over, unsolved=None, unsure=unsure, in_vain=None)
>>> [(one.means, f"{one.weight:.2f}") for one in found]
[('case_status', '0.22'), ('knowledge', '0.21'), ('mandate', '0.01')]
"""

from collections.abc import Mapping
from dataclasses import dataclass

from wortel.analysis.intervals import Estimate

CHIP, HINT = 1.0, 0.5


@dataclass(frozen=True, slots=True)
class Weighed:
    """One means, and how much points to it."""

    means: str
    weight: float


def weigh_means(
    chips: Mapping[str, Estimate],
    *,
    handed_over: Estimate | None,
    unsolved: Estimate | None,
    unsure: Estimate | None,
    in_vain: Estimate | None,
) -> list[Weighed]:
    """The means to which something points, most first; a source that may not be shown does not count."""
    weights = {means: CHIP * _surely(share) for means, share in chips.items()}
    hints = ("mandate", handed_over), ("mandate", unsolved), ("knowledge", unsure), ("knowledge", in_vain)
    for means, share in hints:
        weights[means] = weights.get(means, 0.0) + HINT * _surely(share)
    found = [Weighed(means, weight) for means, weight in weights.items() if weight > 0]
    return sorted(found, key=lambda one: (-one.weight, one.means))


def _surely(share: Estimate | None) -> float:
    return (share.low or 0.0) if share else 0.0
