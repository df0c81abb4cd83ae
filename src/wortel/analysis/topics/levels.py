"""Themes, drivers and variants of a graph, each level inside the one above."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from wortel.analysis.topics.communities import Labels, bind, by_size, part
from wortel.analysis.topics.holding import hold

# On what the requests of a public set are about (bitext) themes agree better than at 1, and nowhere worse.
THEME_RESOLUTION = 2.0
VARIANT_RESOLUTION = 1.0
# What fewer say is not taken apart, and is no driver of its own.
FEWEST = 40
# Below this normalised cut a variant stands apart. Looked up on public sets: half of it lifts next to nothing, the
# double takes apart what people call one. What stood together is taken apart only below the half.
APART = 0.1


@dataclass(frozen=True, slots=True)
class Levels:
    """The driver of each node, the theme of each driver, and the variant of each node (-1: none)."""

    drivers: Labels
    themes: Labels
    variants: Labels

    def repeat(self, places: NDArray[np.int64]) -> "Levels":
        return Levels(self.drivers[places], self.themes, self.variants[places])


def find_levels(
    graph: sparse.csr_array,
    voices: NDArray[np.float64],
    resolution: float,
    *,
    known: Sequence[int | None] | None = None,
    seed: int = 0,
) -> Levels:
    """`voices` are how many say what each node says; `known` its driver of an earlier time."""
    drivers = part(graph, resolution, known=known, seed=seed)
    if known is not None:
        drivers = hold(graph, drivers, known, resolution)
    drivers, variants = _look_inside(graph, drivers, voices, APART if known is None else APART / 2, seed)
    return Levels(drivers, part(bind(graph, drivers), THEME_RESOLUTION, seed=seed), variants)


def _look_inside(
    graph: sparse.csr_array, drivers: Labels, voices: NDArray[np.float64], least: float, seed: int
) -> tuple[Labels, Labels]:
    """The variants of each driver; one that stands apart is a driver instead.

    The share that modularity asks for grows with the whole, so it leaves what is small inside what is large.
    """
    drivers, variants = drivers.copy(), np.full(len(drivers), -1, np.int64)
    for driver in range(drivers.max() + 1):
        members = np.flatnonzero(drivers == driver)
        if voices[members].sum() < FEWEST:
            continue
        inner = graph[members][:, members]
        inside = part(inner, VARIANT_RESOLUTION, seed=seed)
        apart = _stand_apart(bind(inner, inside), np.bincount(inside, weights=voices[members]), least)
        for variant in np.flatnonzero(apart):
            drivers[members[inside == variant]] = drivers.max() + 1
        stays = ~apart[inside]
        names, again = np.unique(inside[stays], return_inverse=True)
        if len(names) > 1:
            variants[members[stays]] = again + variants.max() + 1
    return by_size(drivers), variants


def _stand_apart(bonds: sparse.csr_array, voices: NDArray[np.float64], least: float) -> NDArray[np.bool_]:
    """Which variants of a driver have a normalised cut (Shi and Malik, 2000) from the rest of it below the least."""
    of_each = np.asarray(bonds.sum(axis=1)).ravel()
    crossing, others = of_each - bonds.diagonal(), of_each.sum() - of_each
    is_heard = (voices >= FEWEST) & (voices.sum() - voices >= FEWEST)
    is_apart: NDArray[np.bool_] = crossing * of_each.sum() < least * of_each * others
    return is_heard & is_apart
