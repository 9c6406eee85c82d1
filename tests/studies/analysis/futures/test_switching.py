"""Switching values: the best level on both sides of a flip is what reckoning anew says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim.studies.analysis.futures.switching import switching


def test_by_hand():
    """A: harm 10, cost 1. B: harm 4, cost 6. At factor 1 A has -11, B -10; they meet where 6 f = 5."""
    found = switching([-11.0, -10.0], [10.0, 4.0], 0.2, 5.0)
    assert found.best == 1 and found.above is None
    assert found.below.to == 0 and found.below.factor == pytest.approx(5 / 6)


def test_none_in_range():
    assert switching([-11.0, -10.0], [10.0, 4.0], 0.9, 5.0).none
    assert switching([-11.0, -10.0], [4.0, 4.0], 0.0, 100.0).none


amounts = st.integers(0, 50).map(float)


@given(st.lists(st.tuples(amounts, amounts), min_size=2, max_size=5))
def test_what_it_says_is_what_reckoning_anew_says(levels):
    part, rest = (np.array(column) for column in zip(*levels, strict=True))
    found = switching(-(part + rest), part, 0.2, 5.0)
    low = found.below.factor if found.below else 0.2
    high = found.above.factor if found.above else 5.0
    for factor in np.linspace(low, high, 7)[1:-1]:
        benefit = -(factor * part + rest)
        assert benefit[found.best] >= benefit.max() - 1e-9
    for flip in (found.below, found.above):
        if flip:
            benefit = -(flip.factor * part + rest)
            assert benefit[flip.to] == pytest.approx(benefit[found.best])
