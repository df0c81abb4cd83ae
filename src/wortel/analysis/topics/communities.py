"""Parting a graph into communities."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

type Labels = NDArray[np.int64]

# Modularity sees more communities the higher this is. What fits was looked up on public sets with known answers and
# changes slowly with their size; the result does too: half or double gives the same themes, cut finer or coarser.
FITTING, FITTING_FOR, GROWTH = 4.2, 10_000, 0.5
COARSEST, FINEST = 0.5, 20.0
ITERATIONS = 2
RANDOMNESS = 0.001


def find_resolution(size: int) -> float:
    """How finely so many texts are parted into drivers."""
    return float(np.clip(FITTING * (size / FITTING_FOR) ** GROWTH, COARSEST, FINEST))


def part(
    graph: sparse.csr_array, resolution: float, *, known: Sequence[int | None] | None = None, seed: int = 0
) -> Labels:
    """A community for each node, numbered from 0, the largest first; begins with those that are known already."""
    import graspologic_native

    edges = sparse.triu(graph, k=1).tocoo()
    named = [(str(a), str(b), float(w)) for a, b, w in zip(edges.row, edges.col, edges.data, strict=True)]
    labels = np.full(graph.shape[0], -1, np.int64)
    if named:
        _, found = graspologic_native.leiden(
            edges=named,
            starting_communities=_begin_with(known, named),
            resolution=resolution,
            randomness=RANDOMNESS,
            iterations=ITERATIONS,
            use_modularity=True,
            seed=seed,
            trials=1,
        )
        for node, community in found.items():
            labels[int(node)] = community
    alone = labels < 0
    labels[alone] = labels.max() + 1 + np.arange(alone.sum())
    return by_size(labels)


def by_size(labels: Labels) -> Labels:
    """The same communities, numbered from 0, the largest first, equal ones in the order of their first node."""
    names, first, inverse, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    rank = np.empty(len(names), np.int64)
    rank[np.lexsort((first, -sizes))] = np.arange(len(names))
    return rank[inverse]


def bind(graph: sparse.csr_array, labels: Labels) -> sparse.csr_array:
    """The graph of the communities themselves: how strongly each pair is bound."""
    members = sparse.csr_array((np.ones(len(labels)), (np.arange(len(labels)), labels)))
    return sparse.csr_array(members.T @ graph @ members)


def _begin_with(known: Sequence[int | None] | None, edges: list[tuple[str, str, float]]) -> dict[str, int] | None:
    """Communities to begin with, numbered without gaps as the method wants them; one that is new stands alone."""
    if known is None:
        return None
    nodes = {node for a, b, _ in edges for node in (a, b)}
    numbers: dict[int | str, int] = {}
    begun: dict[str, int] = {}
    for node in sorted(nodes, key=int):
        before = known[int(node)]
        begun[node] = numbers.setdefault(f"new {node}" if before is None else before, len(numbers))
    return begun
