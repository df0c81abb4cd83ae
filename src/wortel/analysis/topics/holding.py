"""Keeping communities as they were: what a search would move, moves only where that is clearly better."""

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from wortel.analysis.topics.changes import A_PART
from wortel.analysis.topics.communities import Labels, bind, by_size

# A part leaves the community it stood in when that binds it better by more than this share of all its bonds: twice what
# sets a driver apart, so that the next night does not join what this one took apart.
MARGIN = 0.2
ROUNDS = 10


def hold(graph: sparse.csr_array, found: Labels, known: Sequence[int | None], resolution: float) -> Labels:
    """The communities found, taken back wherever they gain too little over the known ones.

    Texts that stood together and were found together move together or not at all, and only as a part large enough to
    be told as a change. They are taken in order of size; each goes where modularity gains most, and one that stood
    somewhere only for more than the margin. What is new goes to the known community that binds it best, or stays a
    community of its own.
    """
    before = np.unique([-1 if one is None else one for one in known], return_inverse=True)
    stood = before[1] if before[0][0] < 0 else before[1] + 1  # 0 is nowhere
    pairs, parts, sizes = np.unique(stood * (found.max() + 1) + found, return_inverse=True, return_counts=True)
    was, became = np.divmod(pairs, found.max() + 1)
    may_move = (was == 0) | (sizes >= A_PART * np.bincount(stood)[was])
    bonds, strength = bind(graph, parts), np.asarray(graph.sum(axis=1)).ravel()
    mass = np.bincount(parts, weights=strength)
    chance = resolution / mass.sum()
    # What was found stands behind what was known: a part may always begin, or join, the community it was found in.
    fresh = stood.max() + 1 + became
    place = np.where(was > 0, was, fresh)
    whole = np.bincount(place, weights=mass, minlength=fresh.max() + 1)
    order = np.lexsort((-sizes, was > 0))
    order = order[may_move[order]]
    for _ in range(ROUNDS):
        moved = 0
        for part in order:
            row = slice(bonds.indptr[part], bonds.indptr[part + 1])
            others = bonds.indices[row] != part
            near, ties = bonds.indices[row][others], bonds.data[row][others]
            tied = np.bincount(place[near], weights=ties, minlength=len(whole))
            whole[place[part]] -= mass[part]
            gain = tied - chance * mass[part] * whole
            choices = np.append(np.unique(place[near]), [place[part], fresh[part]])
            best = choices[gain[choices].argmax()]
            bar = MARGIN * mass[part] if was[part] else 0.0
            if gain[best] > gain[place[part]] + bar:
                place[part] = best
                moved += 1
            whole[place[part]] += mass[part]
        if not moved:
            break
    return by_size(place[parts])
