"""Own traffic of those whom leads name: the kernels give the bytes of whole arrays."""

from __future__ import annotations

import numpy as np

from borderSim.model.kernels.own_traffic import log_sizes, shares_of_mode, units_a_year

R = np.random.default_rng(1)
N = 60
OF_KIND = np.array([[50.0, 1.2, 900.0], [4.0, 0.8, 0.0], [3.0, 2.0, 0.01]])
KIND = R.integers(0, 3, N)
MEDIAN, SIGMA, RATE = OF_KIND[KIND].T
YES = R.random(N) < 0.5


def test_logarithms_of_sizes():
    z = R.standard_normal(N)
    expected = SIGMA * (z + SIGMA * YES.astype(np.float64))
    for kernel in (log_sizes, log_sizes.py_func):
        assert kernel(z, KIND, OF_KIND, YES).tobytes() == expected.tobytes()


def test_units_a_year():
    size = R.random(N)
    for kernel in (units_a_year, units_a_year.py_func):
        assert kernel(size, KIND, OF_KIND).tobytes() == (MEDIAN * size).tobytes()


def test_shares_are_at_most_all_and_nothing_where_there_is_no_traffic():
    units = R.random(N) * 20.0
    matched = units * np.where(YES, 1.0, 40.0)
    share = np.divide(matched / 365.0, RATE, out=np.zeros(N), where=RATE > 0)
    expected = np.minimum(share, 1.0)
    assert (expected == 1.0).any() and (expected == 0.0).any()
    for kernel in (shares_of_mode, shares_of_mode.py_func):
        assert kernel(units, KIND, OF_KIND, YES, 40.0).tobytes() == expected.tobytes()
