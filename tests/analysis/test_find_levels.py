"""What is small stands apart when hardly anything binds it, however large the whole is."""

import numpy as np
import pytest
from scipy import sparse

from wortel.analysis.topics.levels import Levels, find_levels

# So coarse that everything that is bound at all is one driver.
COARSE = 0.001
LARGE, SMALL = range(60), range(60, 70)


def bind_both(strength: float) -> sparse.csr_array:
    """A large group and a small one, and how strongly each pair of the two is bound."""
    whole = np.full((70, 70), strength)
    for group in (LARGE, SMALL):
        whole[np.ix_(group, group)] = 1.0
    np.fill_diagonal(whole, 0)
    return sparse.csr_array(whole)


def find(strength: float, *, said_by: int) -> Levels:
    voices = np.ones(70)
    voices[SMALL] = said_by
    return find_levels(bind_both(strength), voices, COARSE)


def test_a_variant_that_hardly_anything_binds_is_a_driver() -> None:
    levels = find(0.005, said_by=8)
    assert len(np.unique(levels.drivers[LARGE])) == len(np.unique(levels.drivers[SMALL])) == 1
    assert levels.drivers[0] != levels.drivers[60]
    assert (levels.variants == -1).all()


@pytest.mark.parametrize(("strength", "said_by"), [(0.02, 8), (0.005, 2)])
def test_one_that_is_bound_or_that_few_say_stays_a_variant(strength: float, said_by: int) -> None:
    levels = find(strength, said_by=said_by)
    assert (levels.drivers == 0).all()
    assert set(levels.variants[LARGE]) == {levels.variants[0]}
    assert set(levels.variants[SMALL]) == {levels.variants[60]} != {levels.variants[0]}


def test_a_driver_of_few_wordings_that_many_say_has_variants() -> None:
    whole = np.array([[0, 1, 0.3, 0.3], [1, 0, 0.3, 0.3], [0.3, 0.3, 0, 1], [0.3, 0.3, 1, 0]])
    levels = find_levels(sparse.csr_array(whole), np.full(4, 10.0), COARSE)
    assert levels.variants.tolist() in ([0, 0, 1, 1], [1, 1, 0, 0])
    assert (find_levels(sparse.csr_array(whole), np.full(4, 9.0), COARSE).variants == -1).all()


def test_what_stood_apart_stays_so_when_it_is_found_again() -> None:
    levels = find(0.005, said_by=8)
    again = find_levels(bind_both(0.005), np.ones(70), COARSE, known=levels.drivers.tolist())
    assert (again.drivers == levels.drivers).all()
